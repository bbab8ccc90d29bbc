package dev.typedqueue.spi;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of a job at the end of an attempt. */
public sealed interface Outcome {

    /** It is done. */
    record Completed() implements Outcome {}

    /**
     * It has used up its attempts: one more has failed.
     *
     * @param error kept with the job
     */
    record Failed(String error) implements Outcome {}

    /**
     * One more attempt has failed, and it is tried again.
     *
     * @param delay after which time, by the store's clock
     * @param error kept with the job
     */
    record Retry(Duration delay, String error) implements Outcome {}

    /**
     * It runs again at a time, without the loss of an attempt.
     *
     * @param at when
     */
    record Requeue(Instant at) implements Outcome {}

    /**
     * It is asked again later, without the loss of an attempt.
     *
     * @param delay after which time, by the store's clock
     * @param note kept with the job, or null if its note stays as it is
     */
    record Postpone(Duration delay, @Nullable String note) implements Outcome {

        /** Leaves the job's note as it is. */
        public Postpone(Duration delay) {
            this(delay, null);
        }
    }

    /**
     * This node cannot read it. It is set aside and tried again later, without the loss of an attempt.
     *
     * @param reason kept with the job
     * @param retryAfter after which time, by the store's clock
     */
    record Parked(String reason, Duration retryAfter) implements Outcome {}

    /** It was cancelled while it ran. */
    record Cancelled() implements Outcome {}

    /** It is removed without a trace. */
    record Deleted() implements Outcome {}

    /** It was not run, and is ready again. */
    record Released() implements Outcome {}
}
