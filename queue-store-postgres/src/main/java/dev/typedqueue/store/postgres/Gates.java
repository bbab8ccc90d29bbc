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
 * Jobs come to their gates and leave them. Each writes rows of the job's own, which tell the next gatekeeper; no gate
 * is locked, so that transactions of callers may do it too.
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

    // The primary key of job, and gate_entry_job.
    static final String ARRIVE = """
            WITH due AS MATERIALIZED (
                SELECT j.*, {schema}.claim_rank(j.priority, j.ageing, j.run_at) AS rank, next.level
                FROM {schema}.job j LEFT JOIN LATERAL (
                    SELECT n.level FROM generate_series(0, jsonb_array_length(j.gates) / 2 - 1) AS n(level)
                    WHERE NOT EXISTS (SELECT 1 FROM {schema}.gate_entry e
                                      WHERE e.shard = j.shard AND e.job = j.id AND e.level = n.level
                                        AND e.state IN (2, 4) AND e.state <> 3 OFFSET 0)
                    LIMIT 1) next ON true
                WHERE j.shard = ? AND j.namespace = ? AND j.id = ANY (?) AND j.id BETWEEN ? AND ?
                  AND j.gates IS NOT NULL),
            ready AS (
                INSERT INTO {schema}.ready (queue, kind, rank, shard, lane, id)
                SELECT queue, kind, rank, shard, 0, id FROM due WHERE level IS NULL),
            arrived AS (
                INSERT INTO {schema}.gate_entry (queue, kind, rank, shard, namespace, level, state, job, limit_name,
                                                 gate_key)
                SELECT queue, kind, rank, shard, namespace, level, 0, id, gates ->> (2 * level),
                       gates ->> (2 * level + 1)
                FROM due WHERE level IS NOT NULL)
            SELECT queue, count(*) FROM due WHERE level IS NULL GROUP BY queue
            """;

    // gate_entry_job. What is kept stays as it is.
    static final String LEAVE = """
            UPDATE {schema}.gate_entry e SET state = 3
            WHERE e.shard = ? AND e.job = ANY (?) AND e.job BETWEEN ? AND ? AND e.state IN (2, 4) AND e.state <> 3
              AND NOT EXISTS (SELECT 1 FROM {schema}.queue_limit l
                              WHERE l.queue = e.queue AND l.name = e.limit_name
                                AND coalesce(l.changed, l.declared) = ANY (?) OFFSET 0)
            """;

    // gate_entry_job; locks the one row.
    static final String WITHDRAW = """
            DELETE FROM {schema}.gate_entry
            WHERE shard = ? AND job = ? AND state IN (0, 1) AND state <> 3
            """;

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
            sql.update(LEAVE, shard, Sql.Among.ids(ids), Sql.Array.texts(why.keepsItsTurn()));
        }
    }

    /** Takes a blocked job from its gate; false if it stands there no longer. */
    boolean withdraw(Sql sql, int shard, UUID id) throws SQLException {
        return sql.update(WITHDRAW, shard, id) == 1;
    }
}
