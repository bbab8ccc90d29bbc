package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.store.jdbc.States;
import dev.typedqueue.store.jdbc.Transition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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
        Transition change = Transition.of(finish.outcome(), now, States.BLOCKED);
        int changed = sql.update(
                FINISH,
                change.state(),
                change.isFinished() ? now : null,
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
}
