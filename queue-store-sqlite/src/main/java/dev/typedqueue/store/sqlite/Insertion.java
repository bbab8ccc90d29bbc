package dev.typedqueue.store.sqlite;

import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.StoredText;
import dev.typedqueue.spi.Uniqueness;
import dev.typedqueue.store.jdbc.KeyHold;
import dev.typedqueue.store.jdbc.States;
import dev.typedqueue.store.jdbc.Timestamps;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Stores new jobs. */
final class Insertion {

    // The unique index typedqueue_job_id keeps a job from being stored twice.
    private static final String INSERT_JOB = """
            INSERT INTO typedqueue_job (namespace, id, queue, kind, state, priority, added_at, run_at,
                                        fencing_token, unique_key, unique_until, unique_end, ageing, gated)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (namespace, id) DO NOTHING
            """;

    private static final String INSERT_PAYLOAD = """
            INSERT INTO typedqueue_payload (job, payload, tags, context, gates)
            VALUES (last_insert_rowid(), ?, ?, ?, ?)
            """;

    private static final String INSERT_TAGS = """
            INSERT INTO typedqueue_tag (namespace, tag, id) SELECT ?, value, ? FROM json_each(?)
            """;

    private static final FencingTokens FENCING_TOKENS = new FencingTokens();

    private final Scope scope;
    private final UniqueKeys keys;

    Insertion(Scope scope, UniqueKeys keys) {
        this.scope = scope;
        this.keys = keys;
    }

    /** Makes sure that the queues and kinds of jobs have numbers, before the transaction that stores them. */
    void prepare(List<NewJob> jobs) {
        for (NewJob job : jobs) {
            scope.names().queue(scope.namespace(), job.queue());
            scope.names().kind(job.kind());
        }
    }

    List<InsertResult> insert(Sql sql, List<NewJob> jobs) throws SQLException {
        long now = scope.now();
        List<InsertResult> results = new ArrayList<>(jobs.size());
        for (NewJob job : jobs) {
            results.add(insert(sql, job, now));
        }
        return results;
    }

    private InsertResult insert(Sql sql, NewJob job, long now) throws SQLException {
        int queue = scope.names().queue(sql, scope.namespace(), job.queue());
        int kind = scope.names().kind(sql, job.kind());
        Uniqueness uniqueness = job.uniqueness();
        byte[] id = job.id().toBytes();
        long runAt = job.runAt() == null ? now : Timestamps.of(job.runAt());
        if (uniqueness == null) {
            store(sql, job, id, queue, kind, runAt, now);
            return new InsertResult.Inserted();
        }
        if (keys.isStored(sql, id)) {
            return new InsertResult.Inserted();
        }
        UniqueKeys.Holder holder = keys.holderInTheWay(sql, queue, uniqueness.key(), now);
        if (holder != null) {
            return keys.conflict(sql, holder, job, kind, runAt, now);
        }
        store(sql, job, id, queue, kind, runAt, now);
        keys.hold(sql, queue, uniqueness.key(), id);
        return new InsertResult.Inserted();
    }

    private static int state(NewJob job, long runAt, long now) {
        return States.waiting(runAt, now, job.gates().isEmpty() ? States.READY : States.BLOCKED);
    }

    private void store(Sql sql, NewJob job, byte[] id, int queue, int kind, long runAt, long now) throws SQLException {
        Uniqueness uniqueness = job.uniqueness();
        int stored = sql.update(
                INSERT_JOB,
                scope.namespace(),
                id,
                queue,
                kind,
                state(job, runAt, now),
                job.priority(),
                now,
                runAt,
                FENCING_TOKENS.next(now),
                uniqueness == null ? null : uniqueness.key(),
                uniqueness == null ? null : KeyHold.code(uniqueness.until()),
                uniqueness == null || uniqueness.within() == null ? null : Timestamps.plus(now, uniqueness.within()),
                job.ageing() == null ? null : job.ageing().toSeconds(),
                job.gates().isEmpty() ? 0 : 1);
        if (stored == 1) {
            String tags = StoredText.ofTags(job.tags());
            sql.update(
                    INSERT_PAYLOAD,
                    job.payload(),
                    tags,
                    StoredText.ofContext(job.context()),
                    StoredText.ofGates(job.gates()));
            if (tags != null) {
                sql.update(INSERT_TAGS, scope.namespace(), id, tags);
            }
        }
    }
}
