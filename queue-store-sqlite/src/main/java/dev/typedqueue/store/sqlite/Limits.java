package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.Blockage;
import dev.typedqueue.spi.Gate;
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

/** What the limits of queues are. */
final class Limits {

    private static final int MOST_HOLDERS_SHOWN = 10;
    private static final int MOST_AHEAD_COUNTED = 1_000;

    private static final String MARK_LIMITED = "UPDATE typedqueue_queue SET limited = 1 WHERE id = ?";

    private static final String IS_LIMITED = "SELECT 1 FROM typedqueue_queue WHERE id = ? AND limited";

    private static final String DELETE = "DELETE FROM typedqueue_limit WHERE queue = ?";

    private static final String INSERT =
            "INSERT INTO typedqueue_limit (queue, name, declared, changed) VALUES (?, ?, ?, ?)";

    private static final String CHANGE = """
            UPDATE typedqueue_limit SET changed = ?
            WHERE queue = (SELECT id FROM typedqueue_queue WHERE namespace = ? AND name = ?) AND name = ?
            """;

    private static final String TOUCH = "UPDATE typedqueue_gate SET touched = 1 WHERE queue = ?";

    private static final String TOUCH_BY_NAME = """
            UPDATE typedqueue_gate SET touched = 1
            WHERE queue = (SELECT id FROM typedqueue_queue WHERE namespace = ? AND name = ?)
            """;

    private static final String ALL = """
            SELECT q.name, l.name, l.declared, l.changed
            FROM typedqueue_limit l JOIN typedqueue_queue q ON q.id = l.queue
            WHERE q.namespace = ?
            """;

    private static final String OF_QUEUE = """
            SELECT q.name, l.name, l.declared, l.changed
            FROM typedqueue_limit l JOIN typedqueue_queue q ON q.id = l.queue
            WHERE l.queue = ?
            """;

    // typedqueue_job_id, typedqueue_gate_waiter_job.
    private static final String STANDS_AT = """
            SELECT g.id, g.name, g.key, w.rank, g.queue
            FROM typedqueue_job j JOIN typedqueue_gate_waiter w ON w.job = j.seq JOIN typedqueue_gate g ON g.id = w.gate
            WHERE j.namespace = ? AND j.id = ? AND j.state = 8
            """;

    // typedqueue_gate_waiter_urgency.
    private static final String AHEAD = """
            SELECT count(*) FROM (
                SELECT 1 FROM typedqueue_gate_waiter WHERE gate = ?1 AND (rank, id) < (?2, ?3) LIMIT ?4)
            """;

    // The primary key of typedqueue_gate_waiter.
    private static final String AHEAD_IN_TURN = """
            SELECT count(*) FROM (SELECT 1 FROM typedqueue_gate_waiter WHERE gate = ? AND id < ? LIMIT ?)
            """;

    // The primary keys of typedqueue_gate_holder and typedqueue_job: reads all of them.
    private static final String HOLDERS = """
            SELECT j.id FROM typedqueue_gate_holder h JOIN typedqueue_job j ON j.seq = h.job
            WHERE h.gate = ? ORDER BY j.id LIMIT ?
            """;

    private final Scope scope;

    Limits(Scope scope) {
        this.scope = scope;
    }

    private record Standing(long gate, Gate named, long rank, int queue) {}

    /** Tells whether anything has changed: mostly a node declares what the last one did. */
    boolean declare(Sql sql, String queueName, List<Limit> declared) throws SQLException {
        int queue = scope.names().queue(sql, scope.namespace(), queueName);
        Map<String, LimitRecord> before = new HashMap<>();
        sql.list(OF_QUEUE, Limits::read, queue)
                .forEach(record -> before.put(record.declared().name(), record));
        Map<String, LimitRecord> after = new LinkedHashMap<>();
        for (Limit limit : declared) {
            after.put(limit.name(), LimitRecord.declare(queueName, limit, before.get(limit.name())));
        }
        if (before.equals(after) && sql.exists(IS_LIMITED, queue)) {
            return false;
        }
        sql.update(DELETE, queue);
        for (LimitRecord each : after.values()) {
            sql.update(
                    INSERT, queue, each.declared().name(), StoredText.ofLimit(each.declared()), text(each.changed()));
        }
        sql.update(MARK_LIMITED, queue);
        sql.update(TOUCH, queue);
        return true;
    }

    private static @Nullable String text(@Nullable Limit limit) {
        return limit == null ? null : StoredText.ofLimit(limit);
    }

    boolean change(Sql sql, String queue, String name, @Nullable Limit changed) throws SQLException {
        boolean done = sql.update(CHANGE, text(changed), scope.namespace(), queue, name) == 1;
        if (done) {
            sql.update(TOUCH_BY_NAME, scope.namespace(), queue);
        }
        return done;
    }

    List<LimitRecord> all(Sql sql) throws SQLException {
        return sql.list(ALL, Limits::read, scope.namespace());
    }

    /** What is in force in a queue, by name. */
    Map<String, Limit> effective(Sql sql, int queue) throws SQLException {
        Map<String, Limit> limits = new HashMap<>();
        sql.list(OF_QUEUE, Limits::read, queue)
                .forEach(record -> limits.put(record.declared().name(), record.effective()));
        return limits;
    }

    private static LimitRecord read(ResultSet row) throws SQLException {
        String name = row.getString(2);
        @Nullable String changed = row.getString(4);
        return new LimitRecord(
                row.getString(1),
                StoredText.limit(name, row.getString(3)),
                changed == null ? null : StoredText.limit(name, changed));
    }

    /** The gate at which a job stands. */
    Optional<Blockage> blockage(Sql sql, JobId id) throws SQLException {
        Optional<Standing> standing = sql.first(
                STANDS_AT,
                row -> new Standing(
                        row.getLong(1), new Gate(row.getString(2), row.getString(3)), row.getLong(4), row.getInt(5)),
                scope.namespace(),
                id.toBytes());
        return standing.isEmpty() ? Optional.empty() : Optional.of(blockage(sql, id, standing.get()));
    }

    private Blockage blockage(Sql sql, JobId id, Standing at) throws SQLException {
        Limit limit = effective(sql, at.queue()).get(at.named().limit());
        int ahead = limit instanceof Limit.Order
                ? number(sql, AHEAD_IN_TURN, at.gate(), id.toBytes(), MOST_AHEAD_COUNTED)
                : number(sql, AHEAD, at.gate(), at.rank(), id.toBytes(), MOST_AHEAD_COUNTED);
        List<JobId> holders = limit instanceof Limit.Rate
                ? List.of()
                : sql.list(HOLDERS, row -> JobId.fromBytes(row.getBytes(1)), at.gate(), MOST_HOLDERS_SHOWN);
        return new Blockage(at.named(), ahead, holders);
    }

    private static int number(Sql sql, String statement, Object... values) throws SQLException {
        return sql.first(statement, row -> row.getInt(1), values).orElseThrow();
    }
}
