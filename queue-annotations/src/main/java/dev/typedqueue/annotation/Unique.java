package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * At most one job of a kind for each key. The store keeps it as a constraint, so that it holds under any number of
 * nodes, and a conflict never aborts the caller's transaction.
 *
 * <p>On an interface it is the default for the queue's jobs, each of which has keys of its own. Jobs whose payload has
 * no components are left out.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
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

    /**
     * With {@link OnConflict#DEBOUNCE}, and needed there: how long a job waits for later ones with its key, unless it
     * is added for a time.
     */
    String delay() default "";

    /**
     * With {@link OnConflict#DEBOUNCE}: for how long after it was added a job may be put off by later ones; longer than
     * {@link #delay}, and empty for any time. A job that was added for a later time is not brought forward by it.
     */
    String maxWait() default "";

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
        REPLACE,
        /**
         * Each job waits for {@link Unique#delay}. Meanwhile it takes the payload of a later one and waits anew: jobs
         * that come soon after each other run as one, once no more come, with the last payload.
         */
        DEBOUNCE
    }
}
