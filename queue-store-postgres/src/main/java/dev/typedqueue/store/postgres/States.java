package dev.typedqueue.store.postgres;

import dev.typedqueue.JobState;

/** States as the tables hold them. SQL writes the numbers themselves, since partial indexes need them. */
final class States {

    static final int SCHEDULED = 0;
    static final int READY = 1;
    static final int RUNNING = 2;
    static final int COMPLETED = 3;
    static final int FAILED = 4;
    static final int CANCELLED = 5;
    /** Parked until a time. */
    static final int PARKED = 6;
    /** Parked until a node knows its kind. */
    static final int UNKNOWN = 7;

    static final int BLOCKED = 8;

    private States() {}

    /** The state of a job that is to run at a time, if no gate is before it. */
    static int waiting(long runAt, long now) {
        return runAt > now ? SCHEDULED : READY;
    }

    static boolean isFinished(int state) {
        return of(state).isFinished();
    }

    static JobState of(int state) {
        return switch (state) {
            case SCHEDULED -> JobState.SCHEDULED;
            case READY -> JobState.READY;
            case RUNNING -> JobState.RUNNING;
            case COMPLETED -> JobState.COMPLETED;
            case FAILED -> JobState.FAILED;
            case CANCELLED -> JobState.CANCELLED;
            case PARKED, UNKNOWN -> JobState.PARKED;
            case BLOCKED -> JobState.BLOCKED;
            default -> throw new IllegalStateException("A job has the state " + state + ", which this version lacks");
        };
    }

    /** The number of a finished state. */
    static int finished(JobState state) {
        return switch (state) {
            case COMPLETED -> COMPLETED;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELLED;
            case SCHEDULED, BLOCKED, READY, RUNNING, PARKED ->
                throw new IllegalArgumentException("Retention never touches jobs that are " + state);
        };
    }
}
