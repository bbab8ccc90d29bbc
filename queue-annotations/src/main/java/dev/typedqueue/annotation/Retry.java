package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a failed job is tried again; on a job, or on a queue as the default for its jobs. A job without it is tried as if
 * it carried {@code @Retry} with all defaults.
 *
 * <p>The delay before attempt <i>n</i>+1 is {@code firstDelay × multiplier}<sup><i>n</i>−1</sup>, at most
 * {@code maxDelay}, and changed at random by up to the share {@code jitter} of it. Only a failure costs an attempt: a
 * stop, a deploy or the death of a node does not. Or each delay is written out, in {@link #delays}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Retry {

    /**
     * How often the job is tried before it becomes a dead letter; at least 1. Where {@link #delays} are written and
     * this is not, it is one more than there are delays.
     */
    int maxAttempts() default 8;

    /** The delay before the second attempt. */
    String firstDelay() default "10s";

    /** The longest delay between two attempts. */
    String maxDelay() default "1h";

    /** By how much each delay is longer than the one before; at least 1. */
    double multiplier() default 2.0;

    /**
     * The delay before the second attempt, the third and so on, such as {@code {"1m", "5m", "1h"}}; where there are
     * more attempts, the last one holds for the rest. Takes the place of {@link #firstDelay}, {@link #maxDelay} and
     * {@link #multiplier}.
     */
    String[] delays() default {};

    /**
     * Exceptions after which the job is tried again with delays of their own, such as {@code @Retry.On(value =
     * TooManyRequests.class, firstDelay = "1m")}. The number of the attempt counts all failures, whatever they were.
     */
    On[] on() default {};

    /** The share of a delay by which it is changed at random; 0 to 1. */
    double jitter() default 0.2;

    /**
     * Exceptions after which the job is not tried again, subclasses included. Where this, {@link #requeueOn} and
     * {@link #on} name several classes of the exception, the most specific one counts.
     */
    Class<? extends Throwable>[] stopOn() default {};

    /**
     * Exceptions after which the job runs again without the loss of an attempt, subclasses included, as often as they
     * are thrown: such as that of a remote service that asks to be called later. Needs a {@link #requeueDelay}. There
     * is no bound, since what passes by itself may take a weekend to do so: each requeue is logged, and the job's note
     * is the last exception. A handler that wants an end looks at {@code JobContext.addedAt()}, and throws another one.
     */
    Class<? extends Throwable>[] requeueOn() default {};

    /** After which time a job runs again that threw one of {@link #requeueOn}; at least {@code 1s}. */
    String requeueDelay() default "";

    /** The delays after some exceptions, in place of those for all others. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({})
    @interface On {

        /** The exceptions, subclasses included. */
        Class<? extends Throwable>[] value();

        /** The delay before the second attempt. */
        String firstDelay() default "10s";

        /** The longest delay between two attempts. */
        String maxDelay() default "1h";

        /** By how much each delay is longer than the one before; at least 1. */
        double multiplier() default 2.0;

        /**
         * The delay before the second attempt, the third and so on; where there are more attempts, the last one holds
         * for the rest. Takes the place of {@link #firstDelay}, {@link #maxDelay} and {@link #multiplier}.
         */
        String[] delays() default {};
    }
}
