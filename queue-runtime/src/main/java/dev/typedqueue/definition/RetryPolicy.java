package dev.typedqueue.definition;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How a failed job is tried again.
 *
 * @param maxAttempts how often the job is tried; at least 1
 * @param firstDelay the delay before the second attempt; not negative
 * @param maxDelay the longest delay; not less than the first
 * @param multiplier by how much each delay is longer than the one before; at least 1
 * @param delays the delay before the second attempt, the third and so on, the last one for the rest; if empty, they are
 *     reckoned from the first delay, the longest and the multiplier
 * @param jitter the share of a delay by which it is changed at random; 0 to 1
 * @param stopOn exceptions after which the job is not tried again, subclasses included
 * @param requeueOn exceptions after which the job runs again without the loss of an attempt, subclasses included
 * @param requeueDelay after which time it does so; at least a second
 */
public record RetryPolicy(
        int maxAttempts,
        Duration firstDelay,
        Duration maxDelay,
        double multiplier,
        List<Duration> delays,
        double jitter,
        List<Class<? extends Throwable>> stopOn,
        List<Class<? extends Throwable>> requeueOn,
        Duration requeueDelay) {

    /** Less would be a busy loop, since a requeue has no end. */
    private static final Duration LEAST_REQUEUE_DELAY = Duration.ofSeconds(1);

    /** What holds for a job without a rule. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(
            8,
            Duration.ofSeconds(10),
            Duration.ofHours(1),
            2.0,
            List.of(),
            0.2,
            List.of(),
            List.of(),
            LEAST_REQUEUE_DELAY);

    /** Checks the ranges. */
    public RetryPolicy {
        require(maxAttempts >= 1, "maxAttempts must be at least 1, but is " + maxAttempts);
        require(!firstDelay.isNegative(), "firstDelay must not be negative, but is " + firstDelay);
        require(maxDelay.compareTo(firstDelay) >= 0, "maxDelay must not be less than firstDelay, but is " + maxDelay);
        require(
                multiplier >= 1 && multiplier < Double.POSITIVE_INFINITY,
                "multiplier must be at least 1, but is " + multiplier);
        require(jitter >= 0 && jitter <= 1, "jitter must be 0 to 1, but is " + jitter);
        require(
                requeueDelay.compareTo(LEAST_REQUEUE_DELAY) >= 0,
                "requeueDelay must be at least " + LEAST_REQUEUE_DELAY + ", but is " + requeueDelay);
        delays = List.copyOf(delays);
        require(delays.stream().noneMatch(Duration::isNegative), "delays must not be negative, but are " + delays);
        require(
                delays.size() < maxAttempts || delays.isEmpty(),
                "maxAttempts is " + maxAttempts + ", so that not all of " + delays.size() + " delays are used");
        stopOn = List.copyOf(stopOn);
        requeueOn = List.copyOf(requeueOn);
        List<Class<? extends Throwable>> both =
                requeueOn.stream().filter(stopOn::contains).toList();
        require(both.isEmpty(), "stopOn and requeueOn both name " + both);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** A policy with so many attempts, and otherwise the default. */
    public static RetryPolicy upTo(int maxAttempts) {
        return new RetryPolicy(
                maxAttempts,
                DEFAULT.firstDelay,
                DEFAULT.maxDelay,
                DEFAULT.multiplier,
                List.of(),
                DEFAULT.jitter,
                List.of(),
                List.of(),
                LEAST_REQUEUE_DELAY);
    }

    /** This policy with other delays. */
    public RetryPolicy withDelays(Duration firstDelay, Duration maxDelay) {
        return new RetryPolicy(
                maxAttempts, firstDelay, maxDelay, multiplier, delays, jitter, stopOn, requeueOn, requeueDelay);
    }

    /** This policy with the delay before the second attempt, the third and so on, and the last one for the rest. */
    public RetryPolicy withDelays(List<Duration> delays) {
        return new RetryPolicy(
                maxAttempts, firstDelay, maxDelay, multiplier, delays, jitter, stopOn, requeueOn, requeueDelay);
    }

    /** This policy with another growth and spread of the delays. */
    public RetryPolicy withGrowth(double multiplier, double jitter) {
        return new RetryPolicy(
                maxAttempts, firstDelay, maxDelay, multiplier, delays, jitter, stopOn, requeueOn, requeueDelay);
    }

    /** This policy with exceptions after which the job is not tried again. */
    public RetryPolicy withStopOn(List<Class<? extends Throwable>> stopOn) {
        return new RetryPolicy(
                maxAttempts, firstDelay, maxDelay, multiplier, delays, jitter, stopOn, requeueOn, requeueDelay);
    }

    /** This policy with exceptions after which the job runs again after the delay, without the loss of an attempt. */
    public RetryPolicy withRequeueOn(Duration delay, List<Class<? extends Throwable>> requeueOn) {
        return new RetryPolicy(maxAttempts, firstDelay, maxDelay, multiplier, delays, jitter, stopOn, requeueOn, delay);
    }

    /** Whether an exception ends the job whatever attempts are left. The most specific class that is named counts. */
    public boolean stopsOn(Throwable failure) {
        return stopOn.contains(mostSpecific(failure));
    }

    /** Whether the job runs again without the loss of an attempt. The most specific class that is named counts. */
    public boolean requeuesOn(Throwable failure) {
        return requeueOn.contains(mostSpecific(failure));
    }

    /** The nearest class of the failure that is named; {@code Object} if none is. */
    private Class<?> mostSpecific(Throwable failure) {
        Class<?> type = failure.getClass();
        while (type != Object.class && !stopOn.contains(type) && !requeueOn.contains(type)) {
            type = type.getSuperclass();
        }
        return type;
    }

    /**
     * The delay before the next attempt: the one that is written out for it, or exponential back-off; with jitter.
     *
     * @param failedAttempts how many attempts have failed; at least 1
     * @param random where the jitter comes from
     */
    public Duration delayAfter(int failedAttempts, RandomGenerator random) {
        double exact = delays.isEmpty() ? exponential(failedAttempts) : writtenOut(failedAttempts);
        double spread = exact * jitter * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.max(0, Math.round(exact + spread)));
    }

    private double exponential(int failedAttempts) {
        double grown = firstDelay.toMillis() * Math.pow(multiplier, failedAttempts - 1.0);
        return Math.min(grown, (double) maxDelay.toMillis());
    }

    private double writtenOut(int failedAttempts) {
        return delays.get(Math.min(failedAttempts, delays.size()) - 1).toMillis();
    }
}
