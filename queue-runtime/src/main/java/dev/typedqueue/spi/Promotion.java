package dev.typedqueue.spi;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a promotion did.
 *
 * @param promoted how many jobs became ready
 * @param queues their queues, in the order of their names
 * @param untilNext how long until the next job is due, zero if some are due still, null if none waits
 */
public record Promotion(
        int promoted, Set<String> queues, @Nullable Duration untilNext) {

    /** Keeps a copy of the set. */
    public Promotion {
        queues = Collections.unmodifiableSet(new TreeSet<>(queues));
    }
}
