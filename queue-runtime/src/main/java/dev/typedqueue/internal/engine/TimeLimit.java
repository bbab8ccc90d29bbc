package dev.typedqueue.internal.engine;

import dev.typedqueue.spi.Platform;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time that an attempt has: when it is up, its handler is told to end, and abandoned if it has not done so soon.
 */
final class TimeLimit {

    /** How long a handler that was interrupted may take to end: enough to undo something, not to do something. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private final Platform platform;
    private final Attempt attempt;
    private final Runnable abandon;

    private boolean ended;
    private Platform.@Nullable Timer timer;

    private TimeLimit(Platform platform, Attempt attempt, Runnable abandon) {
        this.platform = platform;
        this.attempt = attempt;
        this.abandon = abandon;
    }

    /**
     * Begins to count.
     *
     * @param abandon is called once, if the handler has not ended by the end of its grace
     */
    static TimeLimit start(Platform platform, Duration timeout, Attempt attempt, Runnable abandon) {
        TimeLimit limit = new TimeLimit(platform, attempt, abandon);
        limit.schedule(timeout, limit::timeIsUp);
        return limit;
    }

    private synchronized void schedule(Duration delay, Runnable task) {
        if (!ended) {
            timer = platform.schedule(delay, task);
        }
    }

    private void timeIsUp() {
        attempt.cancel(Attempt.Cancellation.TIMED_OUT);
        schedule(GRACE, abandon);
    }

    /** The handler has ended. */
    synchronized void end() {
        ended = true;
        if (timer != null) {
            timer.cancel();
        }
    }
}
