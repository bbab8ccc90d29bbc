package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Adds the job by itself at the times of a cron expression: one job a time, on any number of nodes. The job's method
 * takes no payload.
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
}
