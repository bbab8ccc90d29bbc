package dev.typedqueue.test;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a job at the end of one attempt. */
public sealed interface RunOutcome {

    /** It is done. */
    record Completed() implements RunOutcome {}

    /**
     * The attempt failed.
     *
     * @param reason the first line of what is kept with the job: the exception, or what the handler said
     * @param exception what the handler threw, or null if it said so by {@code job.fail(reason)} or a node's death is
     *     the reason
     * @param retryAfter after which time the job is tried again, or null if its attempts are used up
     */
    record Failed(
            String reason,
            @Nullable Throwable exception,
            @Nullable Duration retryAfter) implements RunOutcome {

        /** Whether it was the last attempt. */
        public boolean isLast() {
            return retryAfter == null;
        }
    }

    /**
     * The handler asked for another time, by {@code job.requeue(at)}.
     *
     * @param at when the job runs again
     */
    record Requeued(Instant at) implements RunOutcome {}

    /**
     * A {@code @BeforeRun} rule said that it is not time yet.
     *
     * @param delay after which time the job is asked again
     */
    record Postponed(Duration delay) implements RunOutcome {}

    /** It was removed: the handler said so, or its queue declares it for jobs whose node died. */
    record Deleted() implements RunOutcome {}

    /** A person cancelled it while it ran. */
    record Cancelled() implements RunOutcome {}

    /**
     * Its payload cannot be read.
     *
     * @param reason why not
     */
    record Parked(String reason) implements RunOutcome {}

    /** Its node stopped or was about to lose its lease; the job runs again, without the loss of an attempt. */
    record Interrupted() implements RunOutcome {}

    /** It was another attempt's when this one ended: whatever the handler said at its end changed nothing. */
    record LeaseLost() implements RunOutcome {}
}
