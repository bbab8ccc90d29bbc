package dev.typedqueue.store.postgres;

import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.LimitRecord;
import dev.typedqueue.spi.StoredText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The limits of queues. Who changes one locks the queue's row, as its gatekeeper does: so a gatekeeper works by what
 * was in force until it is done.
 */
final class Limits {

    private static final String LOCK =
            "SELECT id, declared FROM {schema}.queue WHERE namespace = ? AND name = ? FOR NO KEY UPDATE";

    private static final String SELECT = """
            SELECT q.name AS queue_name, l.queue, l.name, l.declared, l.changed
            FROM {schema}.queue_limit l JOIN {schema}.queue q ON q.id = l.queue
            """;

    private static final String DECLARE = """
            INSERT INTO {schema}.queue_limit (queue, name, declared, changed) VALUES (?, ?, ?, ?)
            """;

    private static final String CHANGE = "UPDATE {schema}.queue_limit SET changed = ? WHERE queue = ? AND name = ?";

    // The primary key of gate_waiter: reads all that wait in the queue.
    private static final String LOOK_AGAIN = """
            INSERT INTO {schema}.gate_news (queue, limit_name, gate_key)
            SELECT DISTINCT queue, limit_name, gate_key FROM {schema}.gate_waiter WHERE queue = ?
            """;

    private final Scope scope;

    Limits(Scope scope) {
        this.scope = scope;
    }

    private static LimitRecord read(ResultSet row) throws SQLException {
        String name = row.getString("name");
        @Nullable String changed = row.getString("changed");
        return new LimitRecord(
                row.getString("queue_name"),
                StoredText.limit(name, row.getString("declared")),
                changed == null ? null : StoredText.limit(name, changed));
    }

    private record Queue(int number, boolean declared) {}

    private Optional<Queue> lock(Sql sql, String queue) throws SQLException {
        return sql.first(LOCK, row -> new Queue(row.getInt(1), row.getBoolean(2)), scope.namespace(), queue);
    }

    /** Makes sure that the queue has a number, before the transaction that declares its limits. */
    void prepare(String queue) {
        scope.queue(queue);
    }

    /** Replaces the limits of a queue; tells whether anything has changed. */
    boolean declare(Sql sql, String queueName, List<Limit> declared) throws SQLException {
        Queue locked = lock(sql, queueName).orElseThrow();
        int queue = locked.number();
        Map<String, LimitRecord> before = new HashMap<>();
        for (LimitRecord each : sql.list(SELECT + "WHERE l.queue = ?", Limits::read, queue)) {
            before.put(each.declared().name(), each);
        }
        Map<String, LimitRecord> after = new LinkedHashMap<>();
        for (Limit limit : declared) {
            after.put(limit.name(), LimitRecord.declare(queueName, limit, before.get(limit.name())));
        }
        if (locked.declared() && before.equals(after)) {
            return false;
        }
        sql.update("UPDATE {schema}.queue SET declared = true WHERE id = ?", queue);
        sql.update("DELETE FROM {schema}.queue_limit WHERE queue = ?", queue);
        for (LimitRecord each : after.values()) {
            sql.update(
                    DECLARE, queue, each.declared().name(), StoredText.ofLimit(each.declared()), text(each.changed()));
        }
        sql.update(LOOK_AGAIN, queue);
        return true;
    }

    private static @Nullable String text(@Nullable Limit limit) {
        return limit == null ? null : StoredText.ofLimit(limit);
    }

    boolean change(Sql sql, String queueName, String name, @Nullable Limit changed) throws SQLException {
        Optional<Queue> locked = lock(sql, queueName);
        if (locked.isEmpty() || sql.update(CHANGE, text(changed), locked.get().number(), name) == 0) {
            return false;
        }
        sql.update(LOOK_AGAIN, locked.get().number());
        return true;
    }

    List<LimitRecord> all(Sql sql) throws SQLException {
        return sql.list(SELECT + "WHERE q.namespace = ? ORDER BY l.queue, l.name", Limits::read, scope.namespace());
    }

    Optional<Limit> inForce(Sql sql, int queue, String name) throws SQLException {
        return sql.first(
                SELECT + "WHERE l.queue = ? AND l.name = ?", row -> read(row).effective(), queue, name);
    }
}
