package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.store.jdbc.States;
import dev.typedqueue.store.jdbc.Timestamps;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a person does to jobs. A job is looked up, and then taken from where it stands; if another transaction was
 * faster, it is looked up again.
 */
final class Actions {

    // The primary key of job.
    private static final String CANCEL =
            "UPDATE {schema}.job SET ended = 5, finished_at = {now} WHERE shard = ? AND namespace = ? AND id = ?";

    // The primary key of job.
    private static final String RESCHEDULE =
            "UPDATE {schema}.job SET run_at = ? WHERE shard = ? AND namespace = ? AND id = ?";

    // The primary key; locks the row. A retry that was faster is found out so, before the job is deleted as if it stood
    // nowhere.
    private static final String TAKE_FINISHED =
            "SELECT 1 FROM {schema}.job WHERE shard = ? AND namespace = ? AND id = ? AND ended IS NOT NULL FOR UPDATE";

    // The primary key of job.
    private static final String RETRY = """
            UPDATE {schema}.job
            SET run_at = {now}, failed_attempts = 0, node_deaths = 0, ended = NULL, finished_at = NULL, node = NULL
            WHERE shard = ? AND namespace = ? AND id = ? AND (ended IS NOT NULL) = ?
            """;

    private final Scope scope;
    private final Shelves shelves;
    private final Leases leases;
    private final Gates gates;
    private final UniqueKeys keys;
    private final Deletion deletion;

    Actions(Scope scope, Shelves shelves, Leases leases, Gates gates, UniqueKeys keys, Deletion deletion) {
        this.scope = scope;
        this.shelves = shelves;
        this.leases = leases;
        this.gates = gates;
        this.keys = keys;
        this.deletion = deletion;
    }

    /** What an attempt to act came to. */
    private enum Attempt {
        DONE,
        NOT_ALLOWED,
        /** The job has moved meanwhile. */
        OVERTAKEN;

        static Attempt doneIf(boolean done) {
            return done ? DONE : OVERTAKEN;
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
        while (true) {
            Optional<Standing> job = Standing.find(sql, scope, id);
            if (job.isEmpty()) {
                return ActionResult.NOT_FOUND;
            }
            Attempt attempt = act(sql, job.get(), action);
            if (attempt != Attempt.OVERTAKEN) {
                return attempt == Attempt.DONE ? ActionResult.DONE : ActionResult.NOT_ALLOWED;
            }
        }
    }

    private Attempt act(Sql sql, Standing job, JobAction action) throws SQLException {
        if (action instanceof JobAction.Delete) {
            return Attempt.doneIf(delete(sql, job));
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

    private boolean delete(Sql sql, Standing job) throws SQLException {
        int shard = scope.shard(job.id());
        UUID id = job.id().value();
        if (job.state() == States.COMPLETED) {
            return deletion.deleteCompleted(sql, shard, id) == 1;
        }
        return takeOut(sql, job) && deletion.delete(sql, shard, List.of(id)) == 1;
    }

    /** Takes a job from where it stands; false if another was faster. */
    private boolean takeOut(Sql sql, Standing job) throws SQLException {
        if (job.isFinished()) {
            return sql.exists(
                    TAKE_FINISHED,
                    scope.shard(job.id()),
                    scope.namespace(),
                    job.id().value());
        }
        return job.isRunning() ? leases.revoke(sql, job) : shelves.take(sql, job);
    }

    private Attempt cancel(Sql sql, Standing job) throws SQLException {
        if (job.isFinished()) {
            return Attempt.NOT_ALLOWED;
        }
        if (job.isRunning()) {
            return Attempt.doneIf(leases.requestCancel(sql, job));
        }
        if (!shelves.take(sql, job)) {
            return Attempt.OVERTAKEN;
        }
        leaveGates(sql, job);
        sql.update(CANCEL, scope.shard(job.id()), scope.namespace(), job.id().value());
        return Attempt.DONE;
    }

    private Attempt reschedule(Sql sql, Standing job, long runAt) throws SQLException {
        if (!job.isWaiting()) {
            return Attempt.NOT_ALLOWED;
        }
        if (!shelves.take(sql, job)) {
            return Attempt.OVERTAKEN;
        }
        leaveGates(sql, job);
        sql.update(
                RESCHEDULE,
                runAt,
                scope.shard(job.id()),
                scope.namespace(),
                job.id().value());
        shelves.put(sql, job.id(), States.waiting(runAt, sql.now(), States.READY));
        return Attempt.DONE;
    }

    private void leaveGates(Sql sql, Standing job) throws SQLException {
        if (job.gated()) {
            gates.leave(sql, scope.shard(job.id()), List.of(job.id().value()), Gates.Leave.ENDED);
        }
    }

    private Attempt retry(Sql sql, Standing job) throws SQLException {
        boolean allowed = switch (job.state()) {
            case States.FAILED, States.CANCELLED -> keys.regain(sql, job);
            case States.SCHEDULED, States.PARKED, States.UNKNOWN -> true;
            default -> false;
        };
        if (!allowed) {
            return Attempt.NOT_ALLOWED;
        }
        if (!job.isFinished() && !shelves.take(sql, job)) {
            return Attempt.OVERTAKEN;
        }
        int changed = sql.update(
                RETRY, scope.shard(job.id()), scope.namespace(), job.id().value(), job.isFinished());
        if (changed == 0) {
            return Attempt.OVERTAKEN;
        }
        shelves.put(sql, job.id(), States.READY);
        return Attempt.DONE;
    }
}
