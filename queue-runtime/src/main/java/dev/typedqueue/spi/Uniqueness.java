package dev.typedqueue.spi;

import dev.typedqueue.annotation.Unique;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The key that a new job claims within its queue.
 *
 * <p>A key is held by one job. The holder stands in the way of a new one if its state is not past {@code until}, or if
 * less than {@code within} has gone by since it was added; both are those of the holder. Otherwise the new job takes
 * the key over. A job that was deleted stands in nobody's way.
 *
 * <p>A holder that waits can be replaced: it takes the new job's payload with its version, the priority and the time,
 * and waits for that time, also if it was parked. With {@code maxWait} it does not wait for longer than that since it
 * was added, or, if that is later, for the time that it had. All else stays: its id, its own uniqueness, when it was
 * added, and its failed attempts. A holder that runs or has finished is kept.
 *
 * <p>A job that has lost its key runs on without it.
 *
 * @param key at most 200 characters; the job's name is part of it
 * @param until until when the holder stands in the way
 * @param within for how long it does so whatever became of it, or null
 * @param onConflict what happens to a new job whose key is held; a debounce is a replacement, for a time that the new
 *     job brings
 * @param maxWait for how long after it was added this job may put off a holder that it replaces, or null for any time
 */
public record Uniqueness(
        String key,
        Unique.Until until,
        @Nullable Duration within,
        Unique.OnConflict onConflict,
        @Nullable Duration maxWait) {

    /** For logs: without the key, which is made of the payload. */
    @Override
    public String toString() {
        return "Uniqueness[until=" + until + ", within=" + within + ", onConflict=" + onConflict + ", maxWait="
                + maxWait + "]";
    }
}
