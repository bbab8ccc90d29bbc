package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How many jobs may run at the same time on all nodes together. On a job it counts that job alone, on a queue all its
 * jobs together; both may be said.
 *
 * <p>A job that is due and finds no room is {@code BLOCKED} until another ends, fails, or waits for its next attempt. A
 * job that its node held when it died keeps its place until it has run again. The count derives from the jobs that the
 * store holds, so that it cannot drift. It holds for jobs that were added since the rule was declared.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Limit {

    /** How many jobs at a time; at least 1. */
    int concurrency();

    /**
     * The payload's components that make a key: jobs with different keys do not count for each other. Without it, and
     * without {@link Key}, all jobs count.
     */
    String[] by() default {};
}
