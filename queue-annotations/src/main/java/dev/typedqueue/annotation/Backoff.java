package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Decides when a job that has failed is tried again, in place of the delays of its {@link Retry}. How often it is
 * tried, and after which exceptions it is not, stays with {@code @Retry}.
 *
 * <p>It is a {@code static} method of the queue interface. It may take the number of attempts that have failed, this
 * one included, and the {@code Throwable} with which this one did, in this order, and returns a {@code Duration}:
 *
 * <pre>{@code
 * @Backoff
 * static Duration whenTheyAskUsTo(int failedAttempts, Throwable failure) {
 *     return failure instanceof TooManyRequests asked ? asked.retryAfter() : Duration.ofMinutes(failedAttempts);
 * }
 * }</pre>
 *
 * <p>The delay is used as it is, without jitter. Where the method throws, or returns null or a negative duration, that
 * is logged, and the delays of {@code @Retry} count. It is asked while the job still has its slot, and should answer at
 * once. A handler that said {@code fail(reason)} has failed with an exception that has this message.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Backoff {

    /** The method names of the jobs to which it applies; by default every job of the queue. */
    String[] value() default {};
}
