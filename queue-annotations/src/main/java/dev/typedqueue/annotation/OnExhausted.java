package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called when a job has used up its attempts and becomes a dead letter.
 *
 * <p>It is a {@code void} method of the queue interface, which the handlers' class implements. It takes the payload of
 * a job, or nothing for all the queue's jobs, may take a {@code JobContext} and, last, the {@code Throwable} of the
 * last attempt:
 *
 * <pre>{@code
 * @OnExhausted
 * void tellSupport(SendDigestPayload payload, JobContext job, Throwable cause);
 * }</pre>
 *
 * <p>It runs before the job is stored as failed, so that a crash between the two runs it again: at least once, like a
 * handler. What it throws is logged and changes nothing.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface OnExhausted {

    /**
     * The method names of the jobs to which it applies. By default the job whose payload it takes, or every job of the
     * queue if it takes none.
     */
    String[] value() default {};
}
