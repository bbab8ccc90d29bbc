package dev.typedqueue.definition;

import java.time.Duration;
import java.util.List;

/**
 * The delays between the attempts of a job.
 *
 * @param first the delay before the second attempt; not negative
 * @param longest the longest delay; not less than the first
 * @param multiplier by how much each delay is longer than the one before; at least 1
 * @param writtenOut the delay before the second attempt, the third and so on, the last one for the rest; if empty, they
 *     are reckoned from the first delay, the longest and the multiplier
 */
public record RetryDelays(Duration first, Duration longest, double multiplier, List<Duration> writtenOut) {

    private static final double DEFAULT_MULTIPLIER = 2.0;

    /** What holds for a job without a rule. */
    public static final RetryDelays DEFAULT = growing(Duration.ofSeconds(10), Duration.ofHours(1));

    /** Checks the ranges. */
    public RetryDelays {
        RetryPolicy.require(!first.isNegative(), "firstDelay must not be negative, but is " + first);
        RetryPolicy.require(
                longest.compareTo(first) >= 0, "maxDelay must not be less than firstDelay, but is " + longest);
        RetryPolicy.require(
                multiplier >= 1 && multiplier < Double.POSITIVE_INFINITY,
                "multiplier must be at least 1, but is " + multiplier);
        writtenOut = List.copyOf(writtenOut);
        RetryPolicy.require(
                writtenOut.stream().noneMatch(Duration::isNegative),
                "delays must not be negative, but are " + writtenOut);
    }

    /** Delays each of which is twice as long as the one before. */
    public static RetryDelays growing(Duration first, Duration longest) {
        return growing(first, longest, DEFAULT_MULTIPLIER);
    }

    /** Delays that grow. */
    public static RetryDelays growing(Duration first, Duration longest, double multiplier) {
        return new RetryDelays(first, longest, multiplier, List.of());
    }

    /** The delay before the second attempt, the third and so on, and the last one for the rest. */
    public static RetryDelays of(List<Duration> writtenOut) {
        return DEFAULT.withWrittenOut(writtenOut);
    }

    RetryDelays withWrittenOut(List<Duration> delays) {
        return new RetryDelays(first, longest, multiplier, delays);
    }

    /** How many milliseconds lie between a failed attempt, counted from 1, and the next one. */
    double millisAfter(int failedAttempts) {
        if (!writtenOut.isEmpty()) {
            return writtenOut
                    .get(Math.min(failedAttempts, writtenOut.size()) - 1)
                    .toMillis();
        }
        double grown = first.toMillis() * Math.pow(multiplier, failedAttempts - 1.0);
        return Math.min(grown, (double) longest.toMillis());
    }
}
