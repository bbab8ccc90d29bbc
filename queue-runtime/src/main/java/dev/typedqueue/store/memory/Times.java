package dev.typedqueue.store.memory;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Sums of times; one out of range becomes the nearest. */
final class Times {

    private Times() {}

    static Instant plus(Instant time, Duration duration) {
        try {
            return time.plus(duration);
        } catch (DateTimeException | ArithmeticException outOfRange) {
            return duration.isNegative() ? Instant.MIN : Instant.MAX;
        }
    }

    static Instant minus(Instant time, Duration duration) {
        try {
            return time.minus(duration);
        } catch (DateTimeException | ArithmeticException outOfRange) {
            return duration.isNegative() ? Instant.MAX : Instant.MIN;
        }
    }
}
