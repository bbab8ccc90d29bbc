package dev.typedqueue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time, to the microsecond.
 *
 * @param from its first instant, or null if it has no begin
 * @param to the instant after its last, or null if it has no end
 */
public record TimeRange(@Nullable Instant from, @Nullable Instant to) {

    /** All of time. */
    public static final TimeRange ALWAYS = new TimeRange(null, null);

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if the range ends before it begins
     */
    public TimeRange {
        if (from != null && to != null && from.isAfter(to)) {
            throw new IllegalArgumentException(
                    "A range of time must not end before it begins, but is from " + from + " to " + to);
        }
    }

    /** This instant and all later ones. */
    public static TimeRange from(Instant from) {
        return new TimeRange(from, null);
    }

    /** All instants before this one. */
    public static TimeRange to(Instant to) {
        return new TimeRange(null, to);
    }

    /**
     * From one instant on and before another.
     *
     * @throws IllegalArgumentException if the range ends before it begins
     */
    public static TimeRange between(Instant from, Instant to) {
        return new TimeRange(from, to);
    }

    /** Whether the range has the instant. */
    public boolean contains(Instant instant) {
        return (from == null || !instant.isBefore(from)) && (to == null || instant.isBefore(to));
    }

    /** Whether the range has neither begin nor end. */
    public boolean isAlways() {
        return from == null && to == null;
    }
}
