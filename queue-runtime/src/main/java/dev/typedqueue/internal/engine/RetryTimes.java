package dev.typedqueue.internal.engine;

import dev.typedqueue.definition.BackoffRule;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.spi.Platform;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When a job that has failed is tried again: as its declaration says, or the code that it names for that. */
final class RetryTimes {

    private static final Logger LOG = LoggerFactory.getLogger("dev.typedqueue.Jobs");

    private final Platform platform;

    RetryTimes(Platform platform) {
        this.platform = platform;
    }

    /** The delay before the next attempt, as every store can keep it. */
    Duration delay(JobDefinition<?> job, Attempt attempt, Throwable failure) {
        Duration chosen = job.backoff().map(rule -> ask(rule, attempt, failure)).orElse(null);
        return RunTimes.storable(
                chosen == null ? job.retry().delayAfter(attempt.attempt(), failure, platform.random()) : chosen);
    }

    /** Null if the rule gives no delay: the job must not be lost by a mistake in it. */
    @SuppressWarnings("CatchingUnchecked")
    private static @Nullable Duration ask(BackoffRule rule, Attempt attempt, Throwable failure) {
        try {
            @Nullable Duration delay = rule.delayAfter(attempt.attempt(), failure);
            if (delay != null && !delay.isNegative()) {
                return delay;
            }
            LOG.warn("The @Backoff of {} gave the delay {}; the declared delays count", attempt, delay);
        } catch (Throwable thrown) {
            LOG.warn("The @Backoff of {} failed; the declared delays count", attempt, Failures.readable(thrown));
        }
        return null;
    }
}
