package dev.typedqueue.store.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Times as the tables hold them: microseconds since 1970, rounded down; times out of range become the nearest. */
public final class Timestamps {

    private static final long MICROS = TimeUnit.SECONDS.toMicros(1);

    private Timestamps() {}

    public static long of(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1_000);
        } catch (ArithmeticException outOfRange) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    public static Instant at(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
    }

    public static @Nullable Instant atOrNull(@Nullable Long micros) {
        return micros == null ? null : at(micros);
    }

    public static @Nullable Long ofOrNull(@Nullable Instant time) {
        return time == null ? null : of(time);
    }

    public static long plus(long micros, Duration duration) {
        try {
            return Math.addExact(micros, micros(duration));
        } catch (ArithmeticException outOfRange) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    public static long minus(long micros, Duration duration) {
        try {
            return Math.subtractExact(micros, micros(duration));
        } catch (ArithmeticException outOfRange) {
            return duration.isNegative() ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    public static long micros(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.getSeconds(), MICROS), duration.getNano() / 1_000);
    }
}
