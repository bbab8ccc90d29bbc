package dev.typedqueue.store.jdbc;

import dev.typedqueue.JobState;

/** States as the tables hold them. SQL writes the numbers themselves, since partial indexes need them. */
public final class States {

    public static final int SCHEDULED = 0;
    public static final int READY = 1;
    public static final int RUNNING = 2;
    public static final int COMPLETED = 3;
    public static final int FAILED = 4;
    public static final int CANCELLED = 5;
    /** Parked until a time. */
    public static final int PARKED = 6;
    /** Parked until a node knows its kind. */
    public static final int UNKNOWN = 7;
    /** Stands at a gate. */
    public static final int BLOCKED = 8;

    private States() {}

    /** The state of a job that is to run at a time: scheduled, or what it is once it is due. */
    public static int waiting(long runAt, long now, int due) {
        return runAt > now ? SCHEDULED : due;
    }

    public static boolean isFinished(int state) {
        return of(state).isFinished();
    }

    /** Whether a job in this state has yet to run, or to run again. */
    public static boolean isWaiting(int state) {
        return state != RUNNING && !isFinished(state);
    }

    public static JobState of(int state) {
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
    public static int finished(JobState state) {
        return switch (state) {
            case COMPLETED -> COMPLETED;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELLED;
            case SCHEDULED, BLOCKED, READY, RUNNING, PARKED ->
                throw new IllegalArgumentException("Retention never touches jobs that are " + state);
        };
    }
}
