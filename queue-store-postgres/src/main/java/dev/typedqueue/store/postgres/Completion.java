package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.Finish;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Completes jobs by one statement, which is a transaction of its own, however many jobs and leases there are. It leaves
 * alone the leases in which something does not match what is asked, and {@linkplain DetachedLeases detached} ones.
 */
final class Completion {

    /**
     * Completes jobs. All by the primary key of lease.
     *
     * <ul>
     *   <li>{@code asked} is what the caller holds, as it thinks: a row for each lease, in order.
     *   <li>{@code held} is what it does hold: the row of the lease is locked, and the jobs are looked at once it is.
     *       The ids are fetched whole, once: each look at them where they are stored would fetch them again.
     *   <li>{@code ended} and {@code shrunk} give up the leases, whole or in part. They find them by their ids, so that
     *       they follow a row that another transaction has changed before it was locked; for their range, see
     *       {@link Sql.Among}.
     *   <li>{@code given_back} are the places at gates, where the queue has had jobs with such.
     * </ul>
     *
     * <p>Positions are compared by a hashed set: {@code &&} and {@code ANY} go through one list for each of the other.
     */
    static final String COMPLETE = """
            WITH asked AS MATERIALIZED (
                SELECT a.lease, a.first_id, a.last_id, g.positions[a.low:a.high] AS positions,
                    g.positions[a.high] AS last_position,
                    substring(g.ids FROM (a.low - 1) * 20 + 1 FOR (a.high - a.low + 1) * 20) AS ids
                FROM unnest(?::bigint[], ?::uuid[], ?::uuid[], ?::integer[], ?::integer[])
                        AS a(lease, first_id, last_id, low, high),
                    (SELECT ?::bytea AS ids, ?::smallint[] AS positions) AS g),
            held AS MATERIALIZED (
                SELECT a.lease, a.first_id, a.last_id, a.positions, j.ids, l.started_at, l.node, l.queue, l.gated,
                    cardinality(l.ids) - cardinality(l.finished) = cardinality(a.positions) AS whole
                FROM asked a
                    CROSS JOIN LATERAL (
                        SELECT h.started_at, h.node, h.queue, h.ids || '{}'::uuid[] AS ids, h.finished,
                            (SELECT q.gated FROM {schema}.queue q WHERE q.id = h.queue) AS gated
                        FROM {schema}.lease h
                        WHERE h.shard = ? AND h.id = a.lease AND h.part = 0 AND h.namespace = ?
                        LIMIT 1 FOR UPDATE) l
                    CROSS JOIN LATERAL (
                        SELECT CASE
                            WHEN cardinality(l.ids) = cardinality(a.positions) AND cardinality(l.ids) = a.last_position + 1
                                THEN l.ids
                            ELSE ARRAY(SELECT l.ids[u.position + 1] FROM unnest(a.positions) AS u(position)) END AS ids
                        OFFSET 0) j
                WHERE substring(array_send(j.ids) FROM 21) = a.ids
                  AND (l.finished = '{}'
                       OR NOT EXISTS (SELECT unnest(l.finished) INTERSECT SELECT unnest(a.positions)))),
            ended AS (
                DELETE FROM {schema}.lease
                WHERE shard = ? AND id = ANY (ARRAY(SELECT lease FROM held WHERE whole)) AND part = 0
                  AND id BETWEEN (SELECT min(lease) FROM held) AND (SELECT max(lease) FROM held)),
            shrunk AS (
                UPDATE {schema}.lease l
                SET finished = l.finished || (SELECT h.positions FROM held h WHERE h.lease = l.id)
                WHERE shard = ? AND id = ANY (ARRAY(SELECT lease FROM held WHERE NOT whole)) AND part = 0
                  AND id BETWEEN (SELECT min(lease) FROM held) AND (SELECT max(lease) FROM held)),
            completed AS (
                INSERT INTO {schema}.outcome
                    (finished_at, started_at, node, queue, shard, namespace, first_id, last_id, ids)
                SELECT {now}, started_at, node, queue, ?, ?, first_id, last_id, ids FROM held),
            %s
            SELECT lease FROM held
            """.formatted(Gates.leave("""
            (SELECT b.* FROM held CROSS JOIN LATERAL unnest(held.ids) AS u(id) CROSS JOIN LATERAL (
                        SELECT queue, gates, b.id FROM {schema}.job b
                        WHERE b.shard = ? AND b.namespace = ? AND b.id = u.id LIMIT 1) b
                    WHERE held.gated)""", "true"));

    private static final Comparator<Finish> BY_TOKEN = Comparator.comparingLong(Finish::fencingToken);

    private final Scope scope;

    Completion(Scope scope) {
        this.scope = scope;
    }

    /** The jobs of one lease, by position. */
    private record Batch(long lease, List<Finish> finishes) {

        JobId first() {
            return finishes.stream()
                    .map(Finish::id)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }

        JobId last() {
            return finishes.stream()
                    .map(Finish::id)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    /**
     * Completes jobs of one shard, or leaves them alone.
     *
     * @return those that were completed, as they are: another that is equal to one of them is not
     */
    Set<Finish> complete(int shard, List<Finish> finishes) {
        List<Batch> batches = batches(finishes);
        Set<Long> held = new HashSet<>(scope.database().single(sql -> {
            List<Finish> all =
                    batches.stream().flatMap(batch -> batch.finishes().stream()).toList();
            int[] bounds = bounds(batches);
            return sql.list(
                    COMPLETE,
                    row -> row.getLong(1),
                    Sql.Array.of("int8", batches, Batch::lease),
                    Sql.Array.of("uuid", batches, batch -> batch.first().value()),
                    Sql.Array.of("uuid", batches, batch -> batch.last().value()),
                    Sql.Array.ints(IntStream.range(0, batches.size())
                            .mapToObj(i -> bounds[i] + 1)
                            .toList()),
                    Sql.Array.ints(IntStream.range(0, batches.size())
                            .mapToObj(i -> bounds[i + 1])
                            .toList()),
                    PackedIds.elements(all.stream().map(Finish::id).toList()),
                    Sql.Array.of("int2", all, finish -> (short) Leases.position(finish.fencingToken())),
                    shard,
                    scope.namespace(),
                    shard,
                    shard,
                    shard,
                    scope.namespace(),
                    shard,
                    scope.namespace());
        }));
        Set<Finish> completed = Collections.newSetFromMap(new IdentityHashMap<>());
        batches.stream()
                .filter(batch -> held.contains(batch.lease()))
                .forEach(batch -> completed.addAll(batch.finishes()));
        return completed;
    }

    /** In the order of the leases, in which everyone locks them; each job once. */
    private static List<Batch> batches(List<Finish> finishes) {
        List<Finish> sorted = new ArrayList<>(finishes);
        sorted.sort(BY_TOKEN);
        List<Batch> batches = new ArrayList<>();
        long lastToken = -1;
        for (Finish finish : sorted) {
            long token = finish.fencingToken();
            if (token == lastToken) {
                continue;
            }
            long lease = Leases.lease(token);
            if (batches.isEmpty() || batches.get(batches.size() - 1).lease() != lease) {
                batches.add(new Batch(lease, new ArrayList<>()));
            }
            batches.get(batches.size() - 1).finishes().add(finish);
            lastToken = token;
        }
        return batches;
    }

    /** Where the jobs of each batch begin among those of all; the last is where they end. */
    private static int[] bounds(List<Batch> batches) {
        int[] bounds = new int[batches.size() + 1];
        for (int i = 0; i < batches.size(); i++) {
            bounds[i + 1] = bounds[i] + batches.get(i).finishes().size();
        }
        return bounds;
    }
}
