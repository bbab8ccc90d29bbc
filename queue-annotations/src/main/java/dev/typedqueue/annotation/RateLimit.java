package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How many jobs may begin in a time, on all nodes together. On a job it counts that job alone, on a queue all its jobs
 * together; both may be said.
 *
 * <p>Permits come one after another, evenly over the time. What is not used is saved up to {@link #burst}. A job takes
 * its permit when it becomes ready; at most {@code burst} jobs that have one wait for a free slot, so that after a time
 * without free slots up to twice as many as {@code burst} may begin at once. A retry takes a permit of its own.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RateLimit {

    /** How many jobs in the time; at least 1. */
    int permits();

    /** The time, such as {@code 1m}. */
    String per();

    /** How many may begin at once after a quiet time; as many as {@link #permits} by default. */
    int burst() default 0;

    /**
     * The payload's components that make a key: jobs with different keys have permits of their own. Without it, and
     * without {@link Key}, all jobs share them.
     */
    String[] by() default {};
}
