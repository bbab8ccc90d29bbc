package dev.typedqueue.definition;

import dev.typedqueue.JobState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long finished jobs are kept. Unfinished jobs are never touched.
 *
 * @param completed how long completed jobs are kept; null for ever, zero to delete them at once
 * @param failed how long dead letters are kept; null for ever, zero to delete them at once
 * @param cancelled how long cancelled jobs are kept; null for ever, zero to delete them at once
 */
public record RetentionPolicy(
        @Nullable Duration completed,
        @Nullable Duration failed,
        @Nullable Duration cancelled) {

    /** What holds for a queue without a rule: a day, thirty days, a day. */
    public static final RetentionPolicy DEFAULT =
            new RetentionPolicy(Duration.ofDays(1), Duration.ofDays(30), Duration.ofDays(1));

    /** Checks that no time is negative. */
    public RetentionPolicy {
        requireNotNegative(completed, "completed");
        requireNotNegative(failed, "failed");
        requireNotNegative(cancelled, "cancelled");
    }

    /** This policy with another time for completed jobs; null for ever. */
    public RetentionPolicy withCompleted(@Nullable Duration completed) {
        return new RetentionPolicy(completed, failed, cancelled);
    }

    /** This policy with another time for dead letters; null for ever. */
    public RetentionPolicy withFailed(@Nullable Duration failed) {
        return new RetentionPolicy(completed, failed, cancelled);
    }

    /** This policy with another time for cancelled jobs; null for ever. */
    public RetentionPolicy withCancelled(@Nullable Duration cancelled) {
        return new RetentionPolicy(completed, failed, cancelled);
    }

    private static void requireNotNegative(@Nullable Duration duration, String name) {
        if (duration != null && duration.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, but is " + duration);
        }
    }

    /**
     * How long jobs in the state are kept; empty for ever.
     *
     * @throws IllegalArgumentException if the state is not a finished one
     */
    public Optional<Duration> of(JobState state) {
        return Optional.ofNullable(
                switch (state) {
                    case COMPLETED -> completed;
                    case FAILED -> failed;
                    case CANCELLED -> cancelled;
                    case SCHEDULED, BLOCKED, READY, RUNNING, PARKED ->
                        throw new IllegalArgumentException("retention never touches " + state);
                });
    }
}
