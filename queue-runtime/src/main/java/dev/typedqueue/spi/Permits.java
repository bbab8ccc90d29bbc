package dev.typedqueue.spi;

import dev.typedqueue.definition.Limit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The permits of a gate that limits a rate, by the generic cell rate algorithm (ITU-T I.371): one time stands for how
 * many there are. Times are microseconds since 1970.
 *
 * @param rate the limit
 * @param fullAt when all of them will be there again; any time that has passed if they are
 */
public record Permits(Limit.Rate rate, long fullAt) {

    /** Beyond this, a sum with a time could be none. */
    private static final long FOREVER = Long.MAX_VALUE / 4;

    private long interval() {
        Duration interval = rate.interval();
        return Math.max(1, TimeUnit.MICROSECONDS.convert(interval));
    }

    /** How far ahead of the time {@link #fullAt} may be for one more to be let through. */
    private long tolerance() {
        return times(rate.burst() - 1);
    }

    private long times(int jobs) {
        try {
            return Math.min(FOREVER, Math.multiplyExact(interval(), jobs));
        } catch (ArithmeticException beyond) {
            return FOREVER;
        }
    }

    /** How many there are at a time. */
    public int at(long now) {
        long ahead = Math.max(0, fullAt - now);
        return ahead > tolerance() ? 0 : (int) Math.min(rate.burst(), (tolerance() - ahead) / interval() + 1);
    }

    /** When the next is there, if there is none. */
    public long next() {
        return fullAt - tolerance();
    }

    /** When all will be there again, if some are given away. */
    public long without(int jobs, long now) {
        return Math.max(fullAt, now) + times(jobs);
    }
}
