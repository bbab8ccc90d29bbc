package dev.typedqueue.spi;

/** What became of the end of an attempt. */
public enum FinishResult {
    /** It is stored. */
    ACCEPTED,
    /** The attempt no longer held the job, and nothing was changed. */
    LEASE_LOST
}
