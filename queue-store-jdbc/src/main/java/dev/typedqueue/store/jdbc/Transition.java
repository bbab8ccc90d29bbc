package dev.typedqueue.store.jdbc;

import dev.typedqueue.spi.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How an outcome changes a running job.
 *
 * @param state where it goes
 * @param runAt when it is due, or null as before
 * @param failures how many attempts have failed with this one: 0 or 1
 * @param setsNote whether the note changes
 * @param note the new note
 */
public record Transition(
        int state,
        @Nullable Long runAt,
        int failures,
        boolean setsNote,
        @Nullable String note) {

    /**
     * What any outcome but a deletion comes to.
     *
     * @param now the store's time
     * @param due the state of a job once it is due
     * @throws IllegalArgumentException if this version does not know the outcome
     */
    public static Transition of(Outcome outcome, long now, int due) {
        if (outcome instanceof Outcome.Completed) {
            return new Transition(States.COMPLETED, null, 0, true, null);
        }
        if (outcome instanceof Outcome.Cancelled) {
            return new Transition(States.CANCELLED, null, 0, false, null);
        }
        if (outcome instanceof Outcome.Failed failed) {
            return new Transition(States.FAILED, null, 1, true, failed.error());
        }
        if (outcome instanceof Outcome.Retry retry) {
            long runAt = Timestamps.plus(now, retry.delay());
            return new Transition(States.waiting(runAt, now, due), runAt, 1, true, retry.error());
        }
        if (outcome instanceof Outcome.Requeue requeue) {
            long runAt = Timestamps.of(requeue.at());
            return new Transition(States.waiting(runAt, now, due), runAt, 0, false, null);
        }
        if (outcome instanceof Outcome.Postpone postpone) {
            long runAt = Timestamps.plus(now, postpone.delay());
            return new Transition(States.waiting(runAt, now, due), runAt, 0, postpone.note() != null, postpone.note());
        }
        if (outcome instanceof Outcome.Parked parked) {
            return new Transition(States.PARKED, Timestamps.plus(now, parked.retryAfter()), 0, true, parked.reason());
        }
        if (outcome instanceof Outcome.Released) {
            return new Transition(States.READY, null, 0, false, null);
        }
        throw new IllegalArgumentException("This store does not know the outcome " + outcome);
    }

    public boolean isFinished() {
        return States.isFinished(state);
    }

    /** The same for a job that a person wants cancelled: it does not wait again. */
    public Transition cancelled() {
        return isFinished() ? this : new Transition(States.CANCELLED, runAt, failures, setsNote, note);
    }
}
