package dev.typedqueue;

import org.jspecify.annotations.Nullable;

/**
 * How far a job has come, as its handler said last.
 *
 * @param done how much is done; not negative
 * @param total how much there is to be done, in the same unit; not negative
 * @param message what the handler said of it, or null
 */
public record JobProgress(long done, long total, @Nullable String message) {

    /** Checks the numbers. */
    public JobProgress {
        if (done < 0 || total < 0) {
            throw new IllegalArgumentException(
                    "Progress is told in numbers that are not negative, and not as " + done + " of " + total);
        }
    }
}
