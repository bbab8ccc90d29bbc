package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobId;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.StoredText;
import dev.typedqueue.spi.Uniqueness;
import dev.typedqueue.store.jdbc.KeyHold;
import dev.typedqueue.store.jdbc.States;
import dev.typedqueue.store.jdbc.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who holds which key. A key changes hands when someone asks for it, not when its holder is done with it. */
final class UniqueKeys {

    private static final String IS_STORED = "SELECT 1 FROM typedqueue_job WHERE namespace = ? AND id = ?";

    // The primary key of typedqueue_unique_key, then that of typedqueue_job.
    private static final String HOLDER = """
            SELECT j.seq, j.id, j.state, j.unique_until, j.unique_end, j.added_at, j.run_at, j.gated
            FROM typedqueue_unique_key u JOIN typedqueue_job j ON j.seq = u.job
            WHERE u.queue = ? AND u.key = ?
            """;

    private static final String HOLD = """
            INSERT INTO typedqueue_unique_key (queue, key, job)
            SELECT ?, ?, seq FROM typedqueue_job WHERE namespace = ? AND id = ?
            ON CONFLICT (queue, key) DO UPDATE SET job = excluded.job
            """;

    private static final String RELEASE = "DELETE FROM typedqueue_unique_key WHERE queue = ? AND key = ? AND job = ?";

    private static final String REPLACE = """
            UPDATE typedqueue_job
            SET kind = ?1, priority = ?2, run_at = ?3, state = iif(?4 = 8 AND NOT ?5, 1, ?4), gated = ?5
            WHERE seq = ?6
            """;

    private static final String REPLACE_PAYLOAD = "UPDATE typedqueue_payload SET payload = ?, gates = ? WHERE job = ?";

    private final int namespace;

    UniqueKeys(int namespace) {
        this.namespace = namespace;
    }

    /** The job that holds a key. */
    record Holder(long seq, JobId id, int state, KeyHold hold, long addedAt, long runAt, boolean gated) {

        static Holder read(ResultSet row) throws SQLException {
            return new Holder(
                    row.getLong(1),
                    JobId.fromBytes(row.getBytes(2)),
                    row.getInt(3),
                    KeyHold.read(row),
                    row.getLong("added_at"),
                    row.getLong("run_at"),
                    row.getInt("gated") == 1);
        }

        /** The time for which it waits after it was replaced. */
        long bounded(long newRunAt, @Nullable Duration maxWait) {
            return maxWait == null ? newRunAt : Math.min(newRunAt, Math.max(runAt, Timestamps.plus(addedAt, maxWait)));
        }
    }

    boolean isStored(Sql sql, byte[] id) throws SQLException {
        return sql.exists(IS_STORED, namespace, id);
    }

    /** The job that keeps another from taking a key, or null. */
    @Nullable
    Holder holderInTheWay(Sql sql, int queue, String key, long now) throws SQLException {
        return sql.first(HOLDER, Holder::read, queue, key)
                .filter(holder -> holder.hold().lasts(holder.state(), now))
                .orElse(null);
    }

    /** A new job meets the holder of its key. */
    InsertResult conflict(Sql sql, Holder holder, NewJob job, int kind, long runAt, long now) throws SQLException {
        Uniqueness uniqueness = Objects.requireNonNull(job.uniqueness());
        boolean replaces = uniqueness.onConflict() != Unique.OnConflict.KEEP && States.isWaiting(holder.state());
        if (!replaces) {
            return new InsertResult.Kept(holder.id());
        }
        if (holder.gated()) {
            Gatekeeper.leave(sql, holder.seq());
        }
        long bounded = holder.bounded(runAt, uniqueness.maxWait());
        sql.update(
                REPLACE,
                kind,
                job.priority(),
                bounded,
                States.waiting(bounded, now, States.BLOCKED),
                job.gates().isEmpty() ? 0 : 1,
                holder.seq());
        sql.update(REPLACE_PAYLOAD, job.payload(), StoredText.ofGates(job.gates()), holder.seq());
        return new InsertResult.Replaced(holder.id());
    }

    /** Gives a key to a stored job. */
    void hold(Sql sql, int queue, String key, byte[] id) throws SQLException {
        sql.update(HOLD, queue, key, namespace, id);
    }

    /** Frees a key if the job holds it. */
    static void release(Sql sql, int queue, String key, long seq) throws SQLException {
        sql.update(RELEASE, queue, key, seq);
    }
}
