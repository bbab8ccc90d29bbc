package dev.typedqueue.store.postgres;

import dev.typedqueue.definition.JobKind;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The numbers that stand for the names of namespaces, queues and kinds. A number is made in a transaction of its own:
 * one of the caller's may yet be rolled back, and would make others wait for it.
 */
final class Names {

    private record QueueName(int namespace, String name) {}

    private final Database database;
    private final Map<QueueName, Integer> queues = new ConcurrentHashMap<>();
    private final Set<Integer> gatedQueues = ConcurrentHashMap.newKeySet();
    private final Map<Integer, String> queueNames = new ConcurrentHashMap<>();
    private final Map<JobKind, Integer> kinds = new ConcurrentHashMap<>();
    private final Map<Integer, JobKind> kindsByNumber = new ConcurrentHashMap<>();

    Names(Database database) {
        this.database = database;
    }

    int namespace(String name) {
        return number(
                "INSERT INTO {schema}.namespace (name) VALUES (?) ON CONFLICT DO NOTHING",
                "SELECT id FROM {schema}.namespace WHERE name = ?",
                name);
    }

    int queue(int namespace, String name) {
        QueueName key = new QueueName(namespace, name);
        Integer known = queues.get(key);
        if (known == null) {
            known = number(
                    "INSERT INTO {schema}.queue (namespace, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    "SELECT id FROM {schema}.queue WHERE namespace = ? AND name = ?",
                    namespace,
                    name);
            queues.put(key, known);
        }
        return known;
    }

    /** Remembers for good that a queue has jobs with gates. Committed before the first of them is. */
    void gated(int queue) {
        if (!gatedQueues.contains(queue)) {
            database.writeIdempotently(
                    sql -> sql.update("UPDATE {schema}.queue SET gated = true WHERE id = ? AND NOT gated", queue));
            gatedQueues.add(queue);
        }
    }

    int kind(JobKind kind) {
        Integer known = kinds.get(kind);
        if (known == null) {
            known = number(
                    "INSERT INTO {schema}.kind (name, version) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    "SELECT id FROM {schema}.kind WHERE name = ? AND version = ?",
                    kind.name(),
                    kind.version());
            kinds.put(kind, known);
        }
        return known;
    }

    /** The name of a queue that a row refers to. */
    String queueName(Sql sql, int queue) throws SQLException {
        String known = queueNames.get(queue);
        if (known == null) {
            known = sql.first("SELECT name FROM {schema}.queue WHERE id = ?", row -> row.getString(1), queue)
                    .orElseThrow();
            queueNames.put(queue, known);
        }
        return known;
    }

    /** The kind that a row refers to. */
    JobKind kind(Sql sql, int kind) throws SQLException {
        JobKind known = kindsByNumber.get(kind);
        if (known == null) {
            known = sql.first(
                            "SELECT name, version FROM {schema}.kind WHERE id = ?",
                            row -> new JobKind(row.getString(1), row.getInt(2)),
                            kind)
                    .orElseThrow();
            kindsByNumber.put(kind, known);
        }
        return known;
    }

    /** Looks first: an insert would use up a number each time that it finds a name taken. */
    private int number(String insert, String select, Object... key) {
        Optional<Integer> found = database.read(sql -> sql.first(select, row -> row.getInt(1), key));
        return found.orElseGet(() -> database.writeIdempotently(sql -> {
            sql.update(insert, key);
            return sql.first(select, row -> row.getInt(1), key).orElseThrow();
        }));
    }
}
