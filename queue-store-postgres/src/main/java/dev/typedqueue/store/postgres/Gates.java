package dev.typedqueue.store.postgres;

import dev.typedqueue.annotation.Ordered.OnFailure;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.StoredText;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Jobs come to their gates and leave them. Whoever does that writes rows of the job's own, and news for the gatekeeper;
 * no gate is locked, so that transactions of callers may do it too.
 */
final class Gates {

    /** Why a job gives back what it holds. */
    enum Leave {
        /** It has come to an end, or a person moved it. */
        ENDED,
        /** It has used up its attempts. */
        FAILED,
        /** It runs again later. */
        WAITS;

        private boolean keepsItsTurn(Limit limit) {
            return switch (this) {
                case ENDED -> false;
                case FAILED -> limit.keepsTurnOnceFailed();
                case WAITS -> limit.keepsTurnWhileWaiting();
            };
        }

        /** The limits, as texts, at which a job keeps its turn all the same. */
        List<String> keepsItsTurn() {
            return Stream.of(OnFailure.values())
                    .map(onFailure -> new Limit.Order("any", onFailure))
                    .filter(this::keepsItsTurn)
                    .map(StoredText::ofLimit)
                    .toList();
        }
    }

    /**
     * The levels of a job {@code j} of whose gates a table has a row, and where: {@code n.level} and {@code g.place}.
     * By the table's primary key.
     */
    static String of(String table) {
        return """
                generate_series(0, jsonb_array_length(j.gates) / 2 - 1) AS n(level) CROSS JOIN LATERAL (
                    SELECT e.ctid AS place FROM {schema}.%s e
                    WHERE e.queue = j.queue AND e.limit_name = j.gates ->> (2 * n.level)
                      AND e.gate_key = j.gates ->> (2 * n.level + 1) AND e.id = j.id LIMIT 1) g
                """.formatted(table).strip();
    }

    /** A step of a statement: tells the gatekeeper of the gates that another step returns. */
    static String tell(String step) {
        return """
                told AS (
                    INSERT INTO {schema}.gate_news (queue, limit_name, gate_key)
                    SELECT DISTINCT queue, limit_name, gate_key FROM %s)""".formatted(step);
    }

    /**
     * Two steps of a statement: jobs give back what they hold, and the gatekeeper is told. By the primary key of
     * gate_holder.
     *
     * @param jobs rows with the jobs' queues, gates and ids
     * @param condition of the rows of holders {@code h} that go
     */
    static String leave(String jobs, String condition) {
        return """
                given_back AS (
                    DELETE FROM {schema}.gate_holder h WHERE h.ctid = ANY (ARRAY(
                        SELECT g.place FROM %s j CROSS JOIN %s)) AND %s
                    RETURNING h.queue, h.limit_name, h.gate_key),
                """.formatted(jobs, of("gate_holder"), condition) + tell("given_back");
    }

    // The primary keys of job and gate_holder.
    static final String ARRIVE = """
            WITH due AS MATERIALIZED (
                SELECT j.*, {schema}.claim_rank(j.priority, j.ageing, j.run_at) AS rank, next.level
                FROM {schema}.job j LEFT JOIN LATERAL (
                    SELECT s.level FROM generate_series(0, jsonb_array_length(j.gates) / 2 - 1) AS s(level)
                    WHERE s.level <> ALL (ARRAY(SELECT n.level FROM %s))
                    LIMIT 1) next ON true
                WHERE j.shard = ? AND j.namespace = ? AND j.id = ANY (?) AND j.id BETWEEN ? AND ?
                  AND j.gates IS NOT NULL),
            ready AS (
                INSERT INTO {schema}.ready (queue, kind, rank, shard, lane, id)
                SELECT queue, kind, rank, shard, 0, id FROM due WHERE level IS NULL),
            arrived AS (
                INSERT INTO {schema}.gate_waiter (queue, kind, rank, shard, several, id, limit_name, gate_key)
                SELECT queue, kind, rank, shard, jsonb_array_length(gates) > 2, id, gates ->> (2 * level),
                       gates ->> (2 * level + 1)
                FROM due WHERE level IS NOT NULL
                RETURNING queue, limit_name, gate_key),
            %s
            SELECT queue, count(*) FROM due WHERE level IS NULL GROUP BY queue
            """.formatted(of("gate_holder"), tell("arrived"));

    // The primary keys of job and gate_holder. What is kept stays as it is.
    static final String LEAVE = """
            WITH %s
            SELECT count(*) FROM given_back
            """.formatted(leave("""
            (SELECT * FROM {schema}.job
                     WHERE shard = ? AND namespace = ? AND id = ANY (?) AND id BETWEEN ? AND ?)""", """
            NOT EXISTS (SELECT 1 FROM {schema}.queue_limit l
                        WHERE l.queue = h.queue AND l.name = h.limit_name
                          AND coalesce(l.changed, l.declared) = ANY (?) OFFSET 0)"""));

    // The primary keys of job and gate_waiter; locks the one row.
    static final String WITHDRAW = """
            DELETE FROM {schema}.gate_waiter WHERE ctid = ANY (ARRAY(
                SELECT g.place FROM {schema}.job j CROSS JOIN %s
                WHERE j.shard = ? AND j.namespace = ? AND j.id = ?))
            """.formatted(of("gate_waiter"));

    private final Scope scope;

    Gates(Scope scope) {
        this.scope = scope;
    }

    /**
     * Those of the jobs that have gates stand at the first that they have not passed, or are ready.
     *
     * @return how many became ready, by their queues
     */
    Map<Integer, Integer> arrive(Sql sql, int shard, Collection<UUID> ids) throws SQLException {
        Map<Integer, Integer> ready = new HashMap<>();
        if (!ids.isEmpty()) {
            sql.list(
                    ARRIVE,
                    row -> ready.put(row.getInt(1), row.getInt(2)),
                    shard,
                    scope.namespace(),
                    Sql.Among.ids(ids));
        }
        return ready;
    }

    /** Jobs give back what they hold, save for their turn where a limit says so. */
    void leave(Sql sql, int shard, Collection<UUID> ids, Leave why) throws SQLException {
        if (!ids.isEmpty()) {
            sql.first(
                    LEAVE,
                    row -> row.getInt(1),
                    shard,
                    scope.namespace(),
                    Sql.Among.ids(ids),
                    Sql.Array.texts(why.keepsItsTurn()));
        }
    }

    /** Takes a blocked job from its gate; false if it stands there no longer. */
    boolean withdraw(Sql sql, int shard, UUID id) throws SQLException {
        return sql.update(WITHDRAW, shard, scope.namespace(), id) == 1;
    }
}
