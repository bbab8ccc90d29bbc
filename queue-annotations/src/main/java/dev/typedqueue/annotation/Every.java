package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Adds the job by itself at a fixed rate: one job a time, on any number of nodes. The times are whole multiples of the
 * period since 1970, so that they are the same on every node. The job's method takes no payload.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Every {

    /** The period; at least {@code 1s}. */
    String value();

    /** What happens with times that passed while no node ran the queue. */
    MissedRuns missed() default MissedRuns.ONCE;
}
