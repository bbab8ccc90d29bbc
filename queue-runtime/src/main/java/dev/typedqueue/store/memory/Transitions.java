package dev.typedqueue.store.memory;

import dev.typedqueue.JobState;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a job gets from one state to the next. */
final class Transitions {

    private static final String UNKNOWN = "No live node knows this job";

    private final Jobs jobs;
    private final UniqueKeys keys;

    Transitions(Jobs jobs, UniqueKeys keys) {
        this.jobs = jobs;
        this.keys = keys;
    }

    void start(Row row, NodeId node, Instant now) {
        jobs.gates.started(row);
        jobs.change(row, () -> {
            row.state = JobState.RUNNING;
            row.node = node;
            row.startedAt = now;
            row.fencingToken = ++jobs.lastFencingToken;
        });
    }

    void end(Row row, Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.Deleted) {
            delete(row);
        } else if (outcome instanceof Outcome.Completed) {
            finish(row, JobState.COMPLETED, now, null);
        } else if (outcome instanceof Outcome.Cancelled) {
            finish(row, JobState.CANCELLED, now, row.note);
        } else if (outcome instanceof Outcome.Failed failed) {
            row.failedAttempts++;
            finish(row, JobState.FAILED, now, failed.error());
        } else if (outcome instanceof Outcome.Retry retry) {
            row.failedAttempts++;
            wait(row, Times.plus(now, retry.delay()), now, retry.error());
        } else if (outcome instanceof Outcome.Requeue requeue) {
            wait(row, requeue.at(), now, row.note);
        } else if (outcome instanceof Outcome.Postpone postpone) {
            wait(row, Times.plus(now, postpone.delay()), now, postpone.note() == null ? row.note : postpone.note());
        } else if (outcome instanceof Outcome.Parked parked) {
            setAside(row, parked, now);
        } else if (outcome instanceof Outcome.Released) {
            release(row, now);
        }
    }

    private void finish(Row row, JobState state, Instant now, @Nullable String note) {
        jobs.change(row, () -> {
            jobs.gates.leave(row, state == JobState.FAILED ? Gates.Leave.FAILED : Gates.Leave.ENDED);
            row.state = state;
            row.finishedAt = now;
            row.cancelRequested = false;
            row.note = note;
        });
    }

    private void wait(Row row, Instant runAt, Instant now, @Nullable String note) {
        jobs.change(row, () -> {
            jobs.gates.leave(row, Gates.Leave.WAITS);
            row.runAt = runAt;
            row.state = waiting(row, now);
            row.note = note;
            leave(row, now);
        });
    }

    /** The state of a job that is to run at its time. */
    static JobState waiting(Row row, Instant now) {
        return row.runAt.isAfter(now) ? JobState.SCHEDULED : Gates.due(row);
    }

    private void setAside(Row row, Outcome.Parked parked, Instant now) {
        jobs.change(row, () -> {
            jobs.gates.leave(row, Gates.Leave.WAITS);
            row.state = JobState.PARKED;
            row.unknown = false;
            row.runAt = Times.plus(now, parked.retryAfter());
            row.note = parked.reason();
            leave(row, now);
        });
    }

    /** The job is ready, as it was before its attempt. */
    void release(Row row, Instant now) {
        jobs.change(row, () -> {
            row.state = JobState.READY;
            leave(row, now);
        });
    }

    void rescue(Row row, Instant now) {
        row.nodeDeaths++;
        release(row, now);
    }

    /** The job no longer runs. If a person has asked for its end, it does not wait for another attempt. */
    private void leave(Row row, Instant now) {
        if (row.cancelRequested) {
            jobs.gates.leave(row, Gates.Leave.ENDED);
            row.state = JobState.CANCELLED;
            row.finishedAt = now;
            row.cancelRequested = false;
        } else {
            row.node = null;
        }
    }

    /** A job that waited is due. */
    void promote(Row row) {
        jobs.change(row, () -> row.state = Gates.due(row));
    }

    void park(Row row) {
        jobs.change(row, () -> {
            jobs.gates.leave(row, Gates.Leave.WAITS);
            row.state = JobState.PARKED;
            row.unknown = true;
            row.note = UNKNOWN;
        });
    }

    void delete(Row row) {
        keys.release(row);
        jobs.remove(row);
        jobs.gates.leave(row, Gates.Leave.ENDED);
    }

    ActionResult act(Row row, JobAction action, Instant now) {
        if (action instanceof JobAction.Delete) {
            delete(row);
            return ActionResult.DONE;
        }
        if (action instanceof JobAction.Cancel) {
            return cancel(row, now);
        }
        if (action instanceof JobAction.Reschedule reschedule) {
            return reschedule(row, reschedule.at(), now);
        }
        return retry(row, now);
    }

    private ActionResult cancel(Row row, Instant now) {
        if (row.state.isFinished()) {
            return ActionResult.NOT_ALLOWED;
        }
        if (row.state == JobState.RUNNING) {
            row.cancelRequested = true;
        } else {
            finish(row, JobState.CANCELLED, now, row.note);
        }
        return ActionResult.DONE;
    }

    private ActionResult reschedule(Row row, Instant at, Instant now) {
        if (row.state.isFinished() || row.state == JobState.RUNNING) {
            return ActionResult.NOT_ALLOWED;
        }
        jobs.change(row, () -> {
            jobs.gates.leave(row, Gates.Leave.ENDED);
            row.runAt = at;
            row.state = waiting(row, now);
        });
        return ActionResult.DONE;
    }

    private ActionResult retry(Row row, Instant now) {
        boolean allowed = switch (row.state) {
            case FAILED, CANCELLED -> keys.regain(row, now);
            case SCHEDULED, PARKED -> true;
            case BLOCKED, READY, RUNNING, COMPLETED -> false;
        };
        if (!allowed) {
            return ActionResult.NOT_ALLOWED;
        }
        jobs.change(row, () -> {
            row.state = Gates.due(row);
            row.runAt = now;
            row.failedAttempts = 0;
            row.nodeDeaths = 0;
            row.finishedAt = null;
            row.node = null;
        });
        return ActionResult.DONE;
    }
}
