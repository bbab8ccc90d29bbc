package dev.typedqueue.internal.engine;

import java.time.Duration;
import java.time.Instant;

/** Which times a job can be given: what every store can keep. */
public final class RunTimes {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final Duration LONGEST = Duration.ofDays(365 * 1_000L);

    private RunTimes() {}

    /** The delay, or the longest that every store can keep: a thousand years. */
    static Duration storable(Duration delay) {
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }

    /**
     * Checks a time.
     *
     * @throws IllegalArgumentException if it is later than the year 9999
     */
    public static Instant requireStorable(Instant time) {
        if (time.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "A job cannot run later than " + LATEST + ", but " + time + " was asked for");
        }
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    }
}
