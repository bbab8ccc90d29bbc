package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.StoredText;
import dev.typedqueue.spi.Uniqueness;
import dev.typedqueue.store.jdbc.States;
import dev.typedqueue.store.jdbc.Timestamps;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Who holds which key. A key changes hands when someone asks for it, not when its holder is done with it. The row of a
 * key is locked while its fate is decided.
 */
final class UniqueKeys {

    // The primary key makes one holder of many that come at once; the others wait for its commit. Sorted, so that two
    // transactions take their keys in one order.
    private static final String TAKE_FREE = """
            INSERT INTO {schema}.unique_key (queue, shard, job, key)
            SELECT n.queue, ?, n.job, n.key FROM unnest(?, ?, ?) AS n(queue, job, key) ORDER BY n.queue, n.key COLLATE "C"
            ON CONFLICT (shard, queue, key) DO NOTHING
            RETURNING job
            """;

    // The primary key; locks the row.
    private static final String LOCK =
            "SELECT job FROM {schema}.unique_key WHERE shard = ? AND queue = ? AND key = ? FOR UPDATE";

    private static final String HAND_OVER =
            "UPDATE {schema}.unique_key SET job = ? WHERE shard = ? AND queue = ? AND key = ?";

    private static final String RELEASE =
            "DELETE FROM {schema}.unique_key WHERE shard = ? AND queue = ? AND key = ? AND job = ?";

    private static final String REPLACE = """
            UPDATE {schema}.job
            SET kind = ?, payload = ?, priority = ?, run_at = least(?::bigint, greatest(run_at, added_at + ?::bigint)),
                gates = ?::jsonb
            WHERE shard = ? AND namespace = ? AND id = ?
            RETURNING run_at
            """;

    private final Scope scope;
    private final Shelves shelves;
    private final Gates gates;

    UniqueKeys(Scope scope, Shelves shelves, Gates gates) {
        this.scope = scope;
        this.shelves = shelves;
        this.gates = gates;
    }

    static String text(NewJob job) {
        return Sql.storable(uniqueness(job).key());
    }

    private static Uniqueness uniqueness(NewJob job) {
        return Objects.requireNonNull(job.uniqueness());
    }

    /** Gives keys that have no row to their jobs, which are to be stored in the same transaction; tells which jobs. */
    Set<UUID> takeFree(Sql sql, List<NewJob> jobs) throws SQLException {
        Map<Integer, List<NewJob>> shards = new TreeMap<>();
        jobs.forEach(job -> shards.computeIfAbsent(scope.shard(text(job)), any -> new ArrayList<>())
                .add(job));
        Set<UUID> holders = new HashSet<>();
        for (Map.Entry<Integer, List<NewJob>> entry : shards.entrySet()) {
            List<NewJob> inShard = entry.getValue();
            holders.addAll(sql.list(
                    TAKE_FREE,
                    row -> row.getObject(1, UUID.class),
                    entry.getKey(),
                    Sql.Array.of("int4", inShard, job -> scope.queue(job.queue())),
                    Sql.Array.of("uuid", inShard, job -> job.id().value()),
                    Sql.Array.of("text", inShard, UniqueKeys::text)));
        }
        return holders;
    }

    /** Asks for a key that has a row. If the answer is that the job is inserted, it is to be stored. */
    InsertResult contest(Sql sql, NewJob job) throws SQLException {
        while (true) {
            int shard = scope.shard(text(job));
            int queue = scope.queue(job.queue());
            Optional<JobId> holderId =
                    sql.first(LOCK, row -> new JobId(row.getObject(1, UUID.class)), shard, queue, text(job));
            if (holderId.isEmpty()) {
                if (!takeFree(sql, List.of(job)).isEmpty()) {
                    return new InsertResult.Inserted();
                }
                continue;
            }
            Optional<Standing> holder = Standing.find(sql, scope, holderId.get());
            long now = sql.now();
            if (holder.isEmpty() || !holder.get().keepsKey(now)) {
                sql.update(HAND_OVER, job.id().value(), shard, queue, text(job));
                return new InsertResult.Inserted();
            }
            if (uniqueness(job).onConflict() == Unique.OnConflict.KEEP
                    || !holder.get().isWaiting()) {
                return new InsertResult.Kept(holderId.get());
            }
            if (shelves.take(sql, holder.get())) {
                replace(sql, holder.get(), job, now);
                return new InsertResult.Replaced(holderId.get());
            }
        }
    }

    private void replace(Sql sql, Standing replaced, NewJob job, long now) throws SQLException {
        JobId holder = replaced.id();
        if (replaced.gated()) {
            gates.leave(sql, scope.shard(holder), List.of(holder.value()), Gates.Leave.ENDED);
        }
        long runAt = job.runAt() == null ? now : Timestamps.of(job.runAt());
        Optional<Long> bounded = sql.first(
                REPLACE,
                row -> row.getLong(1),
                scope.kind(job.kind()),
                job.payload(),
                job.priority(),
                runAt,
                maxWait(uniqueness(job)),
                StoredText.ofGates(job.gates()),
                scope.shard(holder),
                scope.namespace(),
                holder.value());
        shelves.put(sql, holder, States.waiting(bounded.orElseThrow(), now, States.READY));
    }

    /** At most so long that its sum with a time is one. */
    private static long maxWait(Uniqueness uniqueness) {
        return uniqueness.maxWait() == null
                ? Long.MAX_VALUE / 2
                : Math.min(Timestamps.plus(0, uniqueness.maxWait()), Long.MAX_VALUE / 2);
    }

    /** Takes the key of a finished job again, unless another stands in its way. */
    boolean regain(Sql sql, Standing job) throws SQLException {
        if (job.key() == null) {
            return true;
        }
        int shard = scope.shard(job.key());
        UUID id = job.id().value();
        Optional<JobId> holder =
                sql.first(LOCK, row -> new JobId(row.getObject(1, UUID.class)), shard, job.queue(), job.key());
        if (holder.isEmpty()) {
            return sql.update(
                            "INSERT INTO {schema}.unique_key (queue, shard, job, key) VALUES (?, ?, ?, ?)"
                                    + " ON CONFLICT (shard, queue, key) DO NOTHING",
                            job.queue(),
                            shard,
                            id,
                            job.key())
                    == 1;
        }
        if (!holder.get().equals(job.id())) {
            Optional<Standing> other = Standing.find(sql, scope, holder.get());
            if (other.isPresent() && other.get().keepsKey(sql.now())) {
                return false;
            }
            sql.update(HAND_OVER, id, shard, job.queue(), job.key());
        }
        return true;
    }

    /** Frees a key if the job holds it. */
    void release(Sql sql, int queue, String key, UUID job) throws SQLException {
        sql.update(RELEASE, scope.shard(key), queue, key, job);
    }
}
