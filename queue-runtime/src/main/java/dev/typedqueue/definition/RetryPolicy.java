package dev.typedqueue.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * How a failed job is tried again.
 *
 * @param maxAttempts how often the job is tried; at least 1
 * @param delays the delays between the attempts
 * @param jitter the share of a delay by which it is changed at random; 0 to 1
 * @param stopOn exceptions after which the job is not tried again, subclasses included
 * @param requeueOn exceptions after which the job runs again without the loss of an attempt, subclasses included
 * @param requeueDelay after which time it does so; at least a second
 * @param on exceptions that have delays of their own
 */
public record RetryPolicy(
        int maxAttempts,
        RetryDelays delays,
        double jitter,
        List<Class<? extends Throwable>> stopOn,
        List<Class<? extends Throwable>> requeueOn,
        Duration requeueDelay,
        List<On> on) {

    /** Less would be a busy loop, since a requeue has no end. */
    private static final Duration LEAST_REQUEUE_DELAY = Duration.ofSeconds(1);

    /** What holds for a job without a rule. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(8, RetryDelays.DEFAULT, 0.2, List.of(), List.of(), LEAST_REQUEUE_DELAY, List.of());

    /**
     * Delays for some exceptions.
     *
     * @param failures the exceptions, subclasses included
     * @param delays the delays after them
     */
    public record On(List<Class<? extends Throwable>> failures, RetryDelays delays) {

        /** Keeps a copy of the list. */
        public On {
            failures = List.copyOf(failures);
        }
    }

    /** Checks the ranges. */
    public RetryPolicy {
        require(maxAttempts >= 1, "maxAttempts must be at least 1, but is " + maxAttempts);
        require(jitter >= 0 && jitter <= 1, "jitter must be 0 to 1, but is " + jitter);
        require(
                requeueDelay.compareTo(LEAST_REQUEUE_DELAY) >= 0,
                "requeueDelay must be at least " + LEAST_REQUEUE_DELAY + ", but is " + requeueDelay);
        stopOn = List.copyOf(stopOn);
        requeueOn = List.copyOf(requeueOn);
        on = List.copyOf(on);
        requireUse(maxAttempts, delays);
        for (On each : on) {
            requireUse(maxAttempts, each.delays);
        }
        List<Class<? extends Throwable>> named = Stream.concat(
                        Stream.concat(stopOn.stream(), requeueOn.stream()),
                        on.stream().flatMap(each -> each.failures.stream()))
                .toList();
        require(named.stream().distinct().count() == named.size(), "An exception is named twice: " + named);
    }

    private static void requireUse(int maxAttempts, RetryDelays delays) {
        int written = delays.writtenOut().size();
        require(
                written < maxAttempts || written == 0,
                "maxAttempts is " + maxAttempts + ", so that not all of " + written + " delays are used");
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** A policy with so many attempts, and otherwise the default. */
    public static RetryPolicy upTo(int maxAttempts) {
        return new RetryPolicy(
                maxAttempts, DEFAULT.delays, DEFAULT.jitter, List.of(), List.of(), LEAST_REQUEUE_DELAY, List.of());
    }

    /** This policy with other delays. */
    public RetryPolicy withDelays(Duration firstDelay, Duration maxDelay) {
        return with(new RetryDelays(firstDelay, maxDelay, delays.multiplier(), delays.writtenOut()), jitter);
    }

    /** This policy with the delay before the second attempt, the third and so on, and the last one for the rest. */
    public RetryPolicy withDelays(List<Duration> writtenOut) {
        return with(delays.withWrittenOut(writtenOut), jitter);
    }

    /** This policy with another growth and spread of the delays. */
    public RetryPolicy withGrowth(double multiplier, double jitter) {
        return with(new RetryDelays(delays.first(), delays.longest(), multiplier, delays.writtenOut()), jitter);
    }

    private RetryPolicy with(RetryDelays delays, double jitter) {
        return new RetryPolicy(maxAttempts, delays, jitter, stopOn, requeueOn, requeueDelay, on);
    }

    /** This policy with exceptions after which the job is not tried again. */
    public RetryPolicy withStopOn(List<Class<? extends Throwable>> stopOn) {
        return new RetryPolicy(maxAttempts, delays, jitter, stopOn, requeueOn, requeueDelay, on);
    }

    /** This policy with exceptions after which the job runs again after the delay, without the loss of an attempt. */
    public RetryPolicy withRequeueOn(Duration delay, List<Class<? extends Throwable>> requeueOn) {
        return new RetryPolicy(maxAttempts, delays, jitter, stopOn, requeueOn, delay, on);
    }

    /** This policy with other delays after some more exceptions. */
    public RetryPolicy withDelaysOn(List<Class<? extends Throwable>> failures, RetryDelays delaysOn) {
        List<On> all = new ArrayList<>(on);
        all.add(new On(failures, delaysOn));
        return new RetryPolicy(maxAttempts, delays, jitter, stopOn, requeueOn, requeueDelay, all);
    }

    /** Whether an exception ends the job whatever attempts are left. The most specific class that is named counts. */
    public boolean stopsOn(Throwable failure) {
        return stopOn.contains(mostSpecific(failure));
    }

    /** Whether the job runs again without the loss of an attempt. The most specific class that is named counts. */
    public boolean requeuesOn(Throwable failure) {
        return requeueOn.contains(mostSpecific(failure));
    }

    /** The delays after an exception: those for the most specific class that is named, or those for all others. */
    public RetryDelays delaysAfter(Throwable failure) {
        Class<?> type = mostSpecific(failure);
        return on.stream()
                .filter(each -> each.failures.contains(type))
                .map(On::delays)
                .findFirst()
                .orElse(delays);
    }

    /** The nearest class of the failure that is named; {@code Object} if none is. */
    private Class<?> mostSpecific(Throwable failure) {
        Class<?> type = failure.getClass();
        while (type != Object.class && !isNamed(type)) {
            type = type.getSuperclass();
        }
        return type;
    }

    private boolean isNamed(Class<?> type) {
        return stopOn.contains(type)
                || requeueOn.contains(type)
                || on.stream().anyMatch(each -> each.failures.contains(type));
    }

    /**
     * The delay before the next attempt, with jitter.
     *
     * @param failedAttempts how many attempts have failed; at least 1
     * @param failure how the last one failed
     * @param random where the jitter comes from
     */
    public Duration delayAfter(int failedAttempts, Throwable failure, RandomGenerator random) {
        double exact = delaysAfter(failure).millisAfter(failedAttempts);
        double spread = exact * jitter * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.max(0, Math.round(exact + spread)));
    }
}
