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

    /**
     * What a declaration leaves of what stood there before: a person's change stays, unless the limit is of another
     * sort now.
     *
     * @param before the record of that name, or null if there was none
     */
    public static LimitRecord declare(String queue, Limit declared, @Nullable LimitRecord before) {
        Limit changed = before == null ? null : before.changed();
        boolean stays = changed != null && changed.getClass().equals(declared.getClass());
        return new LimitRecord(queue, declared, stays ? changed : null);
    }

    /** What is in force. */
    public Limit effective() {
        return changed == null ? declared : changed;
    }
}
