package dev.typedqueue.definition;

import dev.typedqueue.annotation.MissedRuns;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;

/**
 * When a job is added by itself.
 *
 * <pre>{@code
 * Schedule.cron("0 3 * * *", "Europe/Berlin").withMissed(MissedRuns.SKIP)
 * }</pre>
 *
 * @param timing at which times
 * @param missed what happens with times that passed while no node ran the queue
 */
public record Schedule(Timing timing, MissedRuns missed) {

    /** Checks that nothing is null. */
    public Schedule {
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(missed, "missed");
    }

    /** The times of a schedule. */
    public sealed interface Timing {}

    /**
     * The times of a cron expression.
     *
     * @param expression five fields, as in Unix's crontab
     * @param zone the time zone in which they are read
     */
    public record Cron(String expression, ZoneId zone) implements Timing {
        public Cron {
            Objects.requireNonNull(expression, "expression");
            Objects.requireNonNull(zone, "zone");
        }
    }

    /**
     * Whole multiples of a period since 1970.
     *
     * @param period at least a second
     */
    public record Every(Duration period) implements Timing {
        public Every {
            requireSecond("period", period);
        }
    }

    private static void requireSecond(String name, Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(name + " must be at least one second, but is " + time);
        }
    }

    /** At the times of a cron expression in a time zone; for all missed times there is one job. */
    public static Schedule cron(String expression, String zone) {
        return new Schedule(new Cron(expression, ZoneId.of(zone)), MissedRuns.ONCE);
    }

    /** At a fixed rate; for all missed times there is one job. */
    public static Schedule every(Duration period) {
        return new Schedule(new Every(period), MissedRuns.ONCE);
    }

    /** With another rule for missed times. */
    public Schedule withMissed(MissedRuns missed) {
        return new Schedule(timing, missed);
    }
}
