package dev.typedqueue.store.postgres;

import dev.typedqueue.definition.Limit;
import java.util.concurrent.TimeUnit;

/**
 * The permits of a gate that limits a rate, by the generic cell rate algorithm (ITU-T I.371): one time stands for how
 * many there are. Times are microseconds.
 *
 * @param fullAt when all of them will be there again
 */
record Permits(Limit.Rate rate, long fullAt) {

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toMicros(5);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toMicros(1);

    private long interval() {
        return Math.max(1, Timestamps.plus(0, rate.interval()));
    }

    /** How far ahead of the time {@link #fullAt} may be for one more to be let through. */
    private long tolerance() {
        return Math.min(Long.MAX_VALUE / 4, saturated(interval(), rate.burst() - 1L));
    }

    private static long saturated(long one, long other) {
        try {
            return Math.multiplyExact(one, other);
        } catch (ArithmeticException beyond) {
            return Long.MAX_VALUE;
        }
    }

    /** How many there are at a time. */
    int at(long now) {
        long ahead = Math.max(0, fullAt - now);
        return ahead > tolerance() ? 0 : (int) Math.min(rate.burst(), (tolerance() - ahead) / interval() + 1);
    }

    /** When the next is there, if there is none. */
    long next() {
        return fullAt - tolerance();
    }

    /** When all will be there again, if some are given away. */
    long without(int jobs, long now) {
        return Math.max(fullAt, now) + Math.min(Long.MAX_VALUE / 4, saturated(interval(), jobs));
    }

    /** When to look whether nodes have started what was let through: the longer it lasts, the later. */
    static long afterStall(long passedAt, long now) {
        return now + Math.max(SHORTEST_PAUSE, Math.min(LONGEST_PAUSE, (now - passedAt) / 4));
    }
}
