package dev.typedqueue.spi;

import dev.typedqueue.definition.Limit;
import org.jspecify.annotations.Nullable;

/**
 * A limit as it stands in the store.
 *
 * @param queue its queue's name
 * @param declared what the declaration says
 * @param changed what a person has set in its place, or null
 */
public record LimitRecord(
        String queue, Limit declared, @Nullable Limit changed) {

    /** What is in force. */
    public Limit effective() {
        return changed == null ? declared : changed;
    }
}
