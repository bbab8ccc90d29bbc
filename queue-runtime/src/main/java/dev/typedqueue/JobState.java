package dev.typedqueue;

/** Where a queued job stands. */
public enum JobState {
    /** Waits for its time, or for its next attempt. */
    SCHEDULED,
    /** Is due, and waits until a limit or the order of its key lets it through. */
    BLOCKED,
    /** May run as soon as a node has a free slot. */
    READY,
    /** Runs on a node, which holds its lease. */
    RUNNING,
    /** Has done its work. */
    COMPLETED,
    /** Has used up its attempts and waits for a person: a dead letter. */
    FAILED,
    /** Was cancelled by a person. */
    CANCELLED,
    /** No live node knows the job or can read its payload; runs again once one does. */
    PARKED;

    /** Whether a job in this state will never run again by itself. */
    public boolean isFinished() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
