package dev.typedqueue.store.memory;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Sums of times, of which one out of range becomes the nearest, and times as numbers. */
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

    /** Microseconds since 1970. */
    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Instant at(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
