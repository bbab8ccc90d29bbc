package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.store.jdbc.States;
import dev.typedqueue.store.jdbc.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person does to jobs. */
final class Actions {

    // typedqueue_job_id.
    private static final String FIND =
            "SELECT seq, queue, state, unique_key, gated FROM typedqueue_job WHERE namespace = ? AND id = ?";

    private static final String REQUEST_CANCEL = "UPDATE typedqueue_job SET cancel_requested = 1 WHERE seq = ?";

    private static final String CANCEL = "UPDATE typedqueue_job SET state = 5, finished_at = ? WHERE seq = ?";

    private static final String RESCHEDULE =
            "UPDATE typedqueue_job SET state = iif(?1 = 8 AND NOT gated, 1, ?1), run_at = ?2 WHERE seq = ?3";

    private static final String RETRY = """
            UPDATE typedqueue_job
            SET state = iif(gated, 8, 1), run_at = ?, failed_attempts = 0, node_deaths = 0, finished_at = NULL, node = NULL
            WHERE seq = ?
            """;

    private final Scope scope;
    private final UniqueKeys keys;
    private final Deletion deletion;

    Actions(Scope scope, UniqueKeys keys, Deletion deletion) {
        this.scope = scope;
        this.keys = keys;
        this.deletion = deletion;
    }

    private record Row(
            JobId id,
            long seq,
            int queue,
            int state,
            @Nullable String key,
            boolean gated) {

        static Row read(JobId id, ResultSet row) throws SQLException {
            return new Row(id, row.getLong(1), row.getInt(2), row.getInt(3), row.getString(4), row.getInt(5) == 1);
        }

        boolean isRunning() {
            return state == States.RUNNING;
        }

        boolean isFinished() {
            return States.isFinished(state);
        }
    }

    List<ActionResult> act(Sql sql, List<JobId> ids, JobAction action) throws SQLException {
        List<ActionResult> results = new ArrayList<>(ids.size());
        for (JobId id : ids) {
            results.add(act(sql, id, action));
        }
        return results;
    }

    private ActionResult act(Sql sql, JobId id, JobAction action) throws SQLException {
        Optional<Row> found = sql.first(FIND, row -> Row.read(id, row), scope.namespace(), id.toBytes());
        if (found.isEmpty()) {
            return ActionResult.NOT_FOUND;
        }
        return act(sql, found.get(), action) ? ActionResult.DONE : ActionResult.NOT_ALLOWED;
    }

    private boolean act(Sql sql, Row job, JobAction action) throws SQLException {
        if (action instanceof JobAction.Delete) {
            return deletion.delete(sql, job.id());
        }
        if (action instanceof JobAction.Cancel) {
            return cancel(sql, job);
        }
        if (action instanceof JobAction.Reschedule reschedule) {
            return reschedule(sql, job, Timestamps.of(reschedule.at()));
        }
        if (action instanceof JobAction.Retry) {
            return retry(sql, job);
        }
        throw new IllegalArgumentException("This store does not know the action " + action);
    }

    private boolean cancel(Sql sql, Row job) throws SQLException {
        if (job.isFinished()) {
            return false;
        }
        if (job.isRunning()) {
            sql.update(REQUEST_CANCEL, job.seq());
        } else {
            sql.update(CANCEL, scope.now(), job.seq());
        }
        return true;
    }

    private boolean reschedule(Sql sql, Row job, long runAt) throws SQLException {
        if (!States.isWaiting(job.state())) {
            return false;
        }
        if (job.gated()) {
            Gatekeeper.leave(sql, job.seq());
        }
        sql.update(RESCHEDULE, States.waiting(runAt, scope.now(), States.BLOCKED), runAt, job.seq());
        return true;
    }

    private boolean retry(Sql sql, Row job) throws SQLException {
        boolean allowed = switch (job.state()) {
            case States.FAILED, States.CANCELLED -> regainKey(sql, job);
            case States.SCHEDULED, States.PARKED, States.UNKNOWN -> true;
            default -> false;
        };
        if (allowed) {
            sql.update(RETRY, scope.now(), job.seq());
        }
        return allowed;
    }

    /** Takes the key of a finished job again, unless another stands in its way. */
    private boolean regainKey(Sql sql, Row job) throws SQLException {
        if (job.key() == null) {
            return true;
        }
        UniqueKeys.Holder holder = keys.holderInTheWay(sql, job.queue(), job.key(), scope.now());
        if (holder != null && holder.seq() != job.seq()) {
            return false;
        }
        keys.hold(sql, job.queue(), job.key(), job.id().toBytes());
        return true;
    }
}
