package dev.typedqueue;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job's schedule as it stands.
 *
 * @param queue the queue's name
 * @param job the job's name
 * @param declared the times that are declared: a period such as {@code 5m}, a delay such as {@code 5m after end}, or a
 *     cron expression and a time zone
 * @param changed the times that a person has set instead, or null
 * @param pausedBy who has paused it, or null
 * @param pausedSince since when it is paused, or null
 * @param lastSlot its last time, or when it was begun, resumed or changed, whichever is later; null if no node has run
 *     the queue yet
 * @param next its next times, at most three, the earliest first; none while it is paused; only one where it is so long
 *     after the end of the last job, and none while that one has not been seen to end
 */
public record JobSchedule(
        String queue,
        String job,
        String declared,
        @Nullable String changed,
        @Nullable String pausedBy,
        @Nullable Instant pausedSince,
        @Nullable Instant lastSlot,
        List<Instant> next) {

    /** Keeps a copy of the times. */
    public JobSchedule {
        next = List.copyOf(next);
    }
}
