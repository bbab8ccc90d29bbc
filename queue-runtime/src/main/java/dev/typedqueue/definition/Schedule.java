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
 * @param mostMissed for how many missed times a job is added at the most, the latest ones, where one is added for each;
 *     1 to 1,000
 * @param jitter by how much a job runs later than its time at the most, each by another part of it; zero for none
 */
public record Schedule(Timing timing, MissedRuns missed, int mostMissed, Duration jitter) {

    private static final int MOST_MISSED = 1_000;

    /** Checks the ranges. */
    public Schedule {
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(missed, "missed");
        if (mostMissed < 1 || mostMissed > MOST_MISSED) {
            throw new IllegalArgumentException("mostMissed must be from 1 to 1000, but is " + mostMissed);
        }
        if (jitter.isNegative()) {
            throw new IllegalArgumentException("jitter must not be negative, but is " + jitter);
        }
    }

    private Schedule(Timing timing) {
        this(timing, MissedRuns.ONCE, MOST_MISSED, Duration.ZERO);
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

    /**
     * So long after the end of the last job, and so long after the schedule was first seen: one job at a time.
     *
     * @param delay at least a second
     */
    public record AfterEnd(Duration delay) implements Timing {
        public AfterEnd {
            requireSecond("delay", delay);
        }
    }

    private static void requireSecond(String name, Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(name + " must be at least one second, but is " + time);
        }
    }

    /** At the times of a cron expression in a time zone; for all missed times there is one job. */
    public static Schedule cron(String expression, String zone) {
        return new Schedule(new Cron(expression, ZoneId.of(zone)));
    }

    /** At a fixed rate; for all missed times there is one job. */
    public static Schedule every(Duration period) {
        return new Schedule(new Every(period));
    }

    /** With a fixed delay between the end of a job and the next one. */
    public static Schedule afterEnd(Duration delay) {
        return new Schedule(new AfterEnd(delay));
    }

    /** With another rule for missed times. */
    public Schedule withMissed(MissedRuns missed) {
        return new Schedule(timing, missed, mostMissed, jitter);
    }

    /**
     * With another rule for missed times, and with jobs for so many of the latest ones at the most.
     *
     * @throws IllegalArgumentException if the number is not from 1 to 1,000
     */
    public Schedule withMissed(MissedRuns missed, int most) {
        return new Schedule(timing, missed, most, jitter);
    }

    /** With jobs that run later than their time by a part of that duration. */
    public Schedule withJitter(Duration jitter) {
        return new Schedule(timing, missed, mostMissed, jitter);
    }
}
