package dev.typedqueue.store.postgres;

import dev.typedqueue.spi.Finish;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Gives single jobs of a claim leases of their own, so that the transaction in which one is finished, which may stay
 * open for long, keeps no other job's end waiting.
 */
final class DetachedLeases {

    // The primary key of lease; locks the lease for a moment.
    private static final String DETACH = """
            WITH batch AS (
                UPDATE {schema}.lease SET finished = finished || ?::smallint
                WHERE shard = ? AND id = ? AND part = 0 AND namespace = ? AND ids[?::smallint + 1] = ?
                  AND ?::smallint <> ALL (finished) AND cardinality(ids) > 1
                RETURNING *)
            INSERT INTO {schema}.lease (id, started_at, node, queue, shard, namespace, part, ids, cancels)
            SELECT id, started_at, node, queue, shard, namespace, ?::smallint + 1, ARRAY[?::uuid],
                ARRAY(SELECT c.position FROM unnest(cancels) AS c(position) WHERE c.position = ?::smallint)
            FROM batch
            """;

    private final Scope scope;

    DetachedLeases(Scope scope) {
        this.scope = scope;
    }

    /** Detaches a job that is to be finished, unless it is alone in its lease; tells how many. */
    int detach(Sql sql, Finish finish) throws SQLException {
        int position = Leases.position(finish.fencingToken());
        UUID id = finish.id().value();
        return sql.update(
                DETACH,
                position,
                scope.shard(finish.id()),
                Leases.lease(finish.fencingToken()),
                scope.namespace(),
                position,
                id,
                position,
                position,
                id,
                position);
    }
}
