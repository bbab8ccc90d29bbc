package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends attempts, if they still hold their jobs. */
final class Finishes {

    // typedqueue_job_id. A job that would wait (it has no ?2) is cancelled if a person has asked for that.
    static final String FINISH = """
            UPDATE typedqueue_job
            SET state = iif(?2 IS NULL AND cancel_requested, 5, iif(?1 = 8 AND NOT gated, 1, ?1)),
                finished_at = iif(?2 IS NULL AND cancel_requested, ?10, ?2),
                run_at = coalesce(?3, run_at), failed_attempts = failed_attempts + ?4, note = iif(?5, ?6, note),
                node = iif(?2 IS NULL AND NOT cancel_requested, NULL, node), cancel_requested = 0
            WHERE namespace = ?7 AND id = ?8 AND state = 2 AND fencing_token = ?9
            """;

    // typedqueue_job_id.
    private static final String HOLDS_LEASE =
            "SELECT 1 FROM typedqueue_job WHERE namespace = ? AND id = ? AND state = 2 AND fencing_token = ?";

    private final Scope scope;
    private final Deletion deletion;

    Finishes(Scope scope, Deletion deletion) {
        this.scope = scope;
        this.deletion = deletion;
    }

    /**
     * How a running job changes.
     *
     * @param finishedAt the time at which it finished, or null if it has not
     * @param runAt when it is due, or null as before
     * @param failures how many attempts have failed with this one: 0 or 1
     * @param setsNote whether the note changes
     * @param note the new note
     */
    private record Change(
            int state,
            @Nullable Long finishedAt,
            @Nullable Long runAt,
            int failures,
            boolean setsNote,
            @Nullable String note) {

        static Change finished(int state, long now) {
            return new Change(state, now, null, 0, false, null);
        }

        static Change waiting(long runAt, long now) {
            return new Change(States.waiting(runAt, now), null, runAt, 0, false, null);
        }

        Change withNote(@Nullable String text) {
            return new Change(state, finishedAt, runAt, failures, true, text);
        }

        Change withFailure() {
            return new Change(state, finishedAt, runAt, 1, setsNote, note);
        }
    }

    List<FinishResult> finish(Sql sql, List<Finish> finishes) throws SQLException {
        long now = scope.now();
        List<FinishResult> results = new ArrayList<>(finishes.size());
        for (Finish finish : finishes) {
            results.add(finish(sql, finish, now) ? FinishResult.ACCEPTED : FinishResult.LEASE_LOST);
        }
        return results;
    }

    boolean holdsLease(Sql sql, JobId id, long fencingToken) throws SQLException {
        return sql.exists(HOLDS_LEASE, scope.namespace(), id.toBytes(), fencingToken);
    }

    private boolean finish(Sql sql, Finish finish, long now) throws SQLException {
        if (finish.outcome() instanceof Outcome.Deleted) {
            return holdsLease(sql, finish.id(), finish.fencingToken()) && deletion.delete(sql, finish.id());
        }
        Change change = change(finish.outcome(), now);
        int changed = sql.update(
                FINISH,
                change.state(),
                change.finishedAt(),
                change.runAt(),
                change.failures(),
                change.setsNote() ? 1 : 0,
                change.note(),
                scope.namespace(),
                finish.id().toBytes(),
                finish.fencingToken(),
                now);
        return changed == 1;
    }

    private static Change change(Outcome outcome, long now) {
        if (outcome instanceof Outcome.Completed) {
            return Change.finished(States.COMPLETED, now).withNote(null);
        }
        if (outcome instanceof Outcome.Cancelled) {
            return Change.finished(States.CANCELLED, now);
        }
        if (outcome instanceof Outcome.Failed failed) {
            return Change.finished(States.FAILED, now).withFailure().withNote(failed.error());
        }
        if (outcome instanceof Outcome.Retry retry) {
            return Change.waiting(Timestamps.plus(now, retry.delay()), now)
                    .withFailure()
                    .withNote(retry.error());
        }
        if (outcome instanceof Outcome.Requeue requeue) {
            return Change.waiting(Timestamps.of(requeue.at()), now);
        }
        if (outcome instanceof Outcome.Postpone postpone) {
            Change change = Change.waiting(Timestamps.plus(now, postpone.delay()), now);
            return postpone.note() == null ? change : change.withNote(postpone.note());
        }
        if (outcome instanceof Outcome.Parked parked) {
            long runAt = Timestamps.plus(now, parked.retryAfter());
            return new Change(States.PARKED, null, runAt, 0, true, parked.reason());
        }
        if (outcome instanceof Outcome.Released) {
            return new Change(States.READY, null, null, 0, false, null);
        }
        throw new IllegalArgumentException("This store does not know the outcome " + outcome);
    }
}
