package dev.typedqueue.internal.engine;

import java.time.Duration;

/**
 * When to look for a job that will be there soon, once a transaction commits that nobody can tell us of. With every
 * empty look the next one is later, until it is as late as any other.
 */
final class EagerLooks {

    static final Duration FIRST = Duration.ofMillis(2);

    private final Duration pollInterval;
    private Duration last = Duration.ZERO;

    EagerLooks(Duration pollInterval) {
        this.pollInterval = pollInterval;
    }

    /** The first look is due after {@link #FIRST}. */
    synchronized void begin() {
        last = FIRST;
    }

    /** How long until the next look, after one that found nothing. */
    synchronized Duration untilNext() {
        last = last.multipliedBy(2);
        if (last.compareTo(pollInterval) >= 0) {
            last = Duration.ZERO;
        }
        return last.isZero() ? pollInterval : last;
    }
}
