package dev.typedqueue.annotation;

/** What happens with the times of a schedule that passed while no node ran its queue. */
public enum MissedRuns {
    /** They are left out. */
    SKIP,
    /** One job is added for all of them. */
    ONCE,
    /** One job is added for each of them, for the latest {@code mostMissed} at the most. */
    ALL
}
