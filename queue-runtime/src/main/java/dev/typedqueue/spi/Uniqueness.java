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
 * and waits for that time, also if it was parked. All else stays: its id, its own uniqueness, when it was added, and
 * its failed attempts. A holder that runs or has finished is kept.
 *
 * <p>A job that has lost its key runs on without it.
 *
 * @param key at most 200 characters; the job's name is part of it
 * @param until until when the holder stands in the way
 * @param within for how long it does so whatever became of it, or null
 * @param onConflict what happens to a new job whose key is held
 */
public record Uniqueness(
        String key, Unique.Until until, @Nullable Duration within, Unique.OnConflict onConflict) {

    /** For logs: without the key, which is made of the payload. */
    @Override
    public String toString() {
        return "Uniqueness[until=" + until + ", within=" + within + ", onConflict=" + onConflict + "]";
    }
}
