package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Jobs with the same key run one at a time, on all nodes together, in the order in which they were added; a job for a
 * later time takes its place when it is due. On a job it orders that job's alone, on a queue all its jobs.
 *
 * <p>The order is that of the jobs' ids, which those who add them make by their clocks. A job whose transaction is
 * committed after a later one has already run comes after it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Ordered {

    /**
     * The payload's components that make the key; without it, and without {@link Key}, all jobs run one after another.
     */
    String[] by() default {};

    /** What a failure of the first job means to those behind it. */
    OnFailure onFailure() default OnFailure.WAIT;

    /** What a failure of the first job means to those behind it. */
    enum OnFailure {
        /** They wait for its next attempts, and go on once it has succeeded or used them up. */
        WAIT,
        /** They go on while it waits for its next attempt. */
        PASS,
        /** They wait for its next attempts, and if it has used them up, until a person retries or deletes it. */
        STOP
    }
}
