package dev.typedqueue.processor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code @Unique}; null stands for what the user left to the default.
 *
 * @param position where the annotation stands
 * @param by the payload's components that make the key; empty for all
 * @param until until when an earlier job stands in the way
 * @param within for how long it does so whatever became of it
 * @param onConflict what happens to a job whose key is taken
 * @param delay of a debounce: how long a job waits for later ones
 * @param maxWait of a debounce: for how long an earlier job may be put off by later ones
 */
public record UniqueModel(
        Position position,
        List<Setting<String>> by,
        @Nullable Setting<String> until,
        @Nullable Setting<String> within,
        @Nullable Setting<String> onConflict,
        @Nullable Setting<String> delay,
        @Nullable Setting<String> maxWait) {

    /** Keeps a copy of the list. */
    public UniqueModel {
        by = List.copyOf(by);
    }
}
