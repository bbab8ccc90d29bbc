package dev.typedqueue.internal.engine;

import dev.typedqueue.StoreException;
import dev.typedqueue.spi.Platform;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the outages of a store: one line when one begins, one when it ends, however many calls fail in between. */
final class Outages {

    private static final Logger LOG = LoggerFactory.getLogger("dev.typedqueue.Engine");
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);

    private final String store;
    private final Platform platform;
    private final Set<String> failing = new HashSet<>();
    private long since;

    Outages(String store, Platform platform) {
        this.store = store;
        this.platform = platform;
    }

    /**
     * Takes note of a failure.
     *
     * @param activity what failed
     * @param failures how often it failed before, without a success in between
     * @param longest the longest time to wait, apart from the jitter
     * @return after which time to try again: exponential back-off with jitter
     */
    Duration failed(String activity, Throwable failure, int failures, Duration longest) {
        if (failure instanceof StoreException) {
            outage(activity, failure);
        } else if (failures == 0) {
            LOG.error("The {} on store {} failed unexpectedly; it is tried again", activity, store, failure);
        }
        double grown = FIRST_DELAY.toMillis() * Math.pow(2, Math.min(failures, 20));
        double capped = Math.min(grown, (double) longest.toMillis());
        return Duration.ofMillis(
                Math.round(capped * (0.75 + 0.5 * platform.random().nextDouble())));
    }

    private synchronized void outage(String activity, Throwable failure) {
        if (failing.isEmpty()) {
            since = platform.nanoTime();
            LOG.warn(
                    "Store {} fails; no job is lost, and it is tried again until it answers: {}",
                    store,
                    failure.getMessage());
        }
        failing.add(activity);
        LOG.debug("The {} on store {} failed", activity, store, failure);
    }

    /** Takes note of a success. */
    synchronized void succeeded(String activity) {
        if (failing.remove(activity) && failing.isEmpty()) {
            Duration duration = Duration.ofNanos(platform.nanoTime() - since);
            LOG.info("Store {} answers again, after {} ms", store, duration.toMillis());
        }
    }
}
