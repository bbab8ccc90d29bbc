package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import dev.typedqueue.store.jdbc.KeyHold;
import dev.typedqueue.store.jdbc.Statements;
import dev.typedqueue.store.jdbc.States;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a job stands: which one row of ready, waiting, gate_waiter or lease has it.
 *
 * @param rank its place in the order of claims
 * @param lane its lane, if it is ready
 * @param lease its lease, if it is running
 * @param part that lease's part
 * @param position its position in the lease
 * @param key its unique key
 * @param hold for how long it stands in the way of others with its key
 * @param gated whether it has gates
 */
record Standing(
        JobId id,
        int queue,
        int kind,
        int rank,
        int state,
        @Nullable Integer lane,
        @Nullable Long lease,
        int part,
        int position,
        @Nullable String key,
        KeyHold hold,
        boolean gated) {

    /** The joins that find the one row, each by an index; leases are few. Columns: w.state, r.lane, l.*, e.level. */
    static final String JOINS = """
            LEFT JOIN LATERAL (
                SELECT a.id, a.state FROM {schema}.waiting a
                WHERE j.ended IS NULL AND a.shard = j.shard AND a.namespace = j.namespace AND a.id = j.id
                LIMIT 1) w ON true
            LEFT JOIN LATERAL (
                SELECT q.lane FROM {schema}.ready q
                WHERE j.ended IS NULL AND w.id IS NULL
                  AND q.shard = j.shard AND q.queue = j.queue AND q.kind = j.kind AND q.lane IN (0, 1)
                  AND q.rank = {schema}.claim_rank(j.priority, j.ageing, j.run_at) AND q.id = j.id
                LIMIT 1) r ON true
            LEFT JOIN LATERAL (
                SELECT h.id, h.part, h.node, h.started_at,
                    CASE h.part WHEN 0 THEN array_position(h.ids, j.id) - 1 ELSE h.part - 1 END AS position
                FROM {schema}.lease h
                WHERE j.ended IS NULL AND w.id IS NULL AND r.lane IS NULL
                  AND h.shard = j.shard AND h.namespace = j.namespace AND j.id = ANY (h.ids)
                  AND (array_position(h.ids, j.id) - 1)::smallint <> ALL (h.finished)
                LIMIT 1) l ON true
            LEFT JOIN LATERAL (
                SELECT n.level FROM %s
                WHERE j.gates IS NOT NULL AND j.ended IS NULL AND w.id IS NULL AND r.lane IS NULL AND l.id IS NULL
                LIMIT 1) e ON true
            """.formatted(Gates.of("gate_waiter"));

    /** A job's state, from the same row. */
    static final String STATE = "coalesce(j.ended, w.state, CASE WHEN r.lane IS NOT NULL THEN 1"
            + " WHEN l.id IS NOT NULL THEN 2 WHEN e.level IS NOT NULL THEN 8 ELSE 3 END)";

    // The primary keys of all five tables.
    static final String FIND = """
            SELECT j.queue, j.kind, {schema}.claim_rank(j.priority, j.ageing, j.run_at) AS rank, j.unique_key, j.unique_until, j.unique_end,
                j.gates IS NOT NULL AS gated, %s AS state,
                r.lane, l.id AS lease, l.part, l.position
            FROM {schema}.job j
            %s
            WHERE j.shard = ? AND j.namespace = ? AND j.id = ?
            """.formatted(STATE, JOINS);

    static Optional<Standing> find(Sql sql, Scope scope, JobId id) throws SQLException {
        return sql.first(FIND, row -> read(id, row), scope.shard(id), scope.namespace(), id.value());
    }

    private static Standing read(JobId id, ResultSet row) throws SQLException {
        return new Standing(
                id,
                row.getInt("queue"),
                row.getInt("kind"),
                row.getInt("rank"),
                row.getInt("state"),
                Statements.intOrNull(row, "lane"),
                Statements.longOrNull(row, "lease"),
                row.getInt("part"),
                row.getInt("position"),
                row.getString("unique_key"),
                KeyHold.read(row),
                row.getBoolean("gated"));
    }

    boolean isRunning() {
        return state == States.RUNNING;
    }

    boolean isFinished() {
        return States.isFinished(state);
    }

    /** Whether it has yet to run, or to run again. */
    boolean isWaiting() {
        return States.isWaiting(state);
    }

    /** Whether no other job may take its key. */
    boolean keepsKey(long now) {
        return hold.lasts(state, now);
    }
}
