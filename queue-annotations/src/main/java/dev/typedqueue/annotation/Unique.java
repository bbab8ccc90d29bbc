package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * At most one job of a kind for each key. The store keeps it as a constraint, so that it holds under any number of
 * nodes, and a conflict never aborts the caller's transaction.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Unique {

    /** The payload's components that make the key; by default those with a {@link Key}, or all of them. */
    String[] by() default {};

    /** Until when an earlier job stands in the way of a later one with the same key. */
    Until until() default Until.FINISHED;

    /**
     * For how long after it was added an earlier job stands in the way, whatever became of it; empty for no time beyond
     * {@link #until}.
     */
    String within() default "";

    /** What happens to a job whose key is taken. */
    OnConflict onConflict() default OnConflict.KEEP;

    /** Until when an earlier job stands in the way. */
    enum Until {
        /** Until its handler starts. A new job may be added while the earlier one runs. */
        STARTED,
        /** Until it has completed, failed for good or was cancelled. */
        FINISHED,
        /** As long as it is kept, finished or not. */
        REMOVED
    }

    /** What happens to a job whose key is taken. */
    enum OnConflict {
        /** The earlier job stays as it is, and the later one is not added. */
        KEEP,
        /** The earlier job takes the later one's payload and time, unless it is running already. */
        REPLACE
    }
}
