package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Adds the job by itself at the times of a cron expression: one job a time, on any number of nodes. The job's method
 * takes no payload.
 *
 * <p>Where the clock is changed, an expression that names hours fires once for each local time: a time that the clock
 * skips fires at the first moment after the gap, together with all others in it, and a time that the clock shows twice
 * fires the first time only. An expression for every hour, one with {@code *} for the hour, fires whenever the clock
 * shows a matching time, so that {@code 0 * * * *} stays hourly.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Cron {

    /** Five fields: minute, hour, day of month, month, day of week, as in Unix's {@code crontab}. */
    String value();

    /** The time zone's name, such as {@code Europe/Berlin}. */
    String zone() default "UTC";

    /** What happens with times that passed while no node ran the queue. */
    MissedRuns missed() default MissedRuns.ONCE;

    /**
     * With {@link MissedRuns#ALL}: for how many missed times jobs are added at the most, the latest ones; 1 to 1,000.
     */
    int mostMissed() default 1_000;

    /**
     * By how much a job runs later than its time at the most, such as {@code 30s}; empty for not at all. Each time has
     * its own part of it, the same on every node, and no job is late for the next time: many schedules with one time do
     * not run at one moment.
     */
    String jitter() default "";
}
