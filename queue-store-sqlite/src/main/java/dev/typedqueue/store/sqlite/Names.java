package dev.typedqueue.store.sqlite;

import dev.typedqueue.definition.JobKind;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The numbers that stand for the names of queues and for kinds. A number is remembered only once it is committed: a
 * transaction of the caller's that makes one may yet be rolled back.
 */
final class Names {

    private record QueueName(int namespace, String name) {}

    private final GroupCommit writer;
    private final Map<QueueName, Integer> queues = new ConcurrentHashMap<>();
    private final Map<JobKind, Integer> kinds = new ConcurrentHashMap<>();

    Names(GroupCommit writer) {
        this.writer = writer;
    }

    int namespace(String name) {
        return writer.execute(sql -> number(
                sql,
                "INSERT INTO typedqueue_namespace (name) VALUES (?) ON CONFLICT DO NOTHING",
                "SELECT id FROM typedqueue_namespace WHERE name = ?",
                name));
    }

    /** A queue's number, made in a transaction of its own if it has none. */
    int queue(int namespace, String name) {
        QueueName key = new QueueName(namespace, name);
        Integer known = queues.get(key);
        if (known == null) {
            known = writer.execute(sql -> makeQueue(sql, namespace, name));
            queues.put(key, known);
        }
        return known;
    }

    /** A kind's number, made in a transaction of its own if it has none. */
    int kind(JobKind kind) {
        Integer known = kinds.get(kind);
        if (known == null) {
            known = writer.execute(sql -> makeKind(sql, kind));
            kinds.put(kind, known);
        }
        return known;
    }

    /** A queue's number, made in this transaction if it has none. */
    int queue(Sql sql, int namespace, String name) throws SQLException {
        Integer known = queues.get(new QueueName(namespace, name));
        return known != null ? known : makeQueue(sql, namespace, name);
    }

    /** A kind's number, made in this transaction if it has none. */
    int kind(Sql sql, JobKind kind) throws SQLException {
        Integer known = kinds.get(kind);
        return known != null ? known : makeKind(sql, kind);
    }

    /** The name of a queue that a row refers to. */
    static String queueName(Sql sql, int queue) throws SQLException {
        return sql.first("SELECT name FROM typedqueue_queue WHERE id = ?", row -> row.getString(1), queue)
                .orElseThrow();
    }

    private static int makeQueue(Sql sql, int namespace, String name) throws SQLException {
        return number(
                sql,
                "INSERT INTO typedqueue_queue (namespace, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
                "SELECT id FROM typedqueue_queue WHERE namespace = ? AND name = ?",
                namespace,
                name);
    }

    private static int makeKind(Sql sql, JobKind kind) throws SQLException {
        return number(
                sql,
                "INSERT INTO typedqueue_kind (name, version) VALUES (?, ?) ON CONFLICT DO NOTHING",
                "SELECT id FROM typedqueue_kind WHERE name = ? AND version = ?",
                kind.name(),
                kind.version());
    }

    private static int number(Sql sql, String insert, String select, Object... key) throws SQLException {
        sql.update(insert, key);
        return sql.first(select, row -> row.getInt(1), key).orElseThrow();
    }
}
