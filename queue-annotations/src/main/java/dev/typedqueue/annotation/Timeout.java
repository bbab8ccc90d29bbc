package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long one attempt may take; on a job, or on a queue as the default for its jobs. Without it an attempt may take
 * for ever.
 *
 * <p>When the time is up, the handler's thread is interrupted, and the attempt has failed with a
 * {@code dev.typedqueue.AttemptTimeoutException}: it is tried again by the job's {@link Retry}. A handler that does not
 * heed the interrupt is abandoned a few seconds later: its slot is given to the next job, and whatever it says or
 * throws is ignored. Java cannot end a thread, so the abandoned one may go on: what it changes outside the queue cannot
 * be undone.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Timeout {

    /** The time: a whole number and {@code ms}, {@code s}, {@code m}, {@code h} or {@code d}, such as {@code 30s}. */
    String value();
}
