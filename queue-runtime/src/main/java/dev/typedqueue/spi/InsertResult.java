package dev.typedqueue.spi;

import dev.typedqueue.JobId;

/** What became of a job that was to be stored. */
public sealed interface InsertResult {

    /** It is stored, by this call or an earlier one with the same id. */
    record Inserted() implements InsertResult {}

    /**
     * Its key is held, and the holder stays as it is.
     *
     * @param holder the job that holds the key
     */
    record Kept(JobId holder) implements InsertResult {}

    /**
     * Its key is held, and the holder took its payload, priority and time.
     *
     * @param holder the job that holds the key
     */
    record Replaced(JobId holder) implements InsertResult {}
}
