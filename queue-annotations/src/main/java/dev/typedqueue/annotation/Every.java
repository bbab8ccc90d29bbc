package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Adds the job by itself at a fixed rate: one job a time, on any number of nodes. The times are whole multiples of the
 * period since 1970, so that they are the same on every node. The job's method takes no payload.
 *
 * <p>With {@link From#END} it is added with a fixed delay after the end of the last one.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Every {

    /** The period; at least {@code 1s}. */
    String value();

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

    /** From when the period is counted. */
    From from() default From.CLOCK;

    /** From when the period is counted. */
    enum From {
        /** From 1970, whatever became of the last job. */
        CLOCK,
        /**
         * From the end of the last job: when it completed, failed for good or was cancelled. One job of the schedule at
         * a time, on any number of nodes.
         */
        END
    }
}
