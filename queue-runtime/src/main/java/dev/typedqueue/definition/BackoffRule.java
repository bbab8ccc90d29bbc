package dev.typedqueue.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides when a job that has failed is tried again. */
@FunctionalInterface
public interface BackoffRule {

    /**
     * The delay before the next attempt. Where it throws, or the delay is null or negative, the declared delays count.
     *
     * @param failedAttempts how many attempts have failed, this one included; at least 1
     * @param failure how it failed
     */
    @Nullable
    Duration delayAfter(int failedAttempts, Throwable failure) throws Exception;
}
