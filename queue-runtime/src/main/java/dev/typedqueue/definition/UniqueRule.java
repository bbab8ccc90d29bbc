package dev.typedqueue.definition;

import dev.typedqueue.annotation.Unique;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * At most one job for each key.
 *
 * @param key the payload's components that make the key
 * @param until until when an earlier job stands in the way
 * @param within for how long it stands in the way whatever became of it, or null
 * @param onConflict what happens to a job whose key is taken
 * @param <P> the payload's type
 */
public record UniqueRule<P>(
        Function<? super P, ? extends List<? extends @Nullable Object>> key,
        Unique.Until until,
        @Nullable Duration within,
        Unique.OnConflict onConflict) {

    /** Checks that nothing is missing. */
    public UniqueRule {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(onConflict, "onConflict");
    }

    /** A rule that holds until the earlier job has finished, and keeps it. */
    public static <P> UniqueRule<P> by(Function<? super P, ? extends List<? extends @Nullable Object>> key) {
        return new UniqueRule<>(key, Unique.Until.FINISHED, null, Unique.OnConflict.KEEP);
    }

    /** This rule with another end. */
    public UniqueRule<P> until(Unique.Until until) {
        return new UniqueRule<>(key, until, within, onConflict);
    }

    /** This rule with a time in which an earlier job stands in the way whatever became of it. */
    public UniqueRule<P> within(Duration within) {
        return new UniqueRule<>(key, until, within, onConflict);
    }

    /** This rule with another answer to a conflict. */
    public UniqueRule<P> onConflict(Unique.OnConflict onConflict) {
        return new UniqueRule<>(key, until, within, onConflict);
    }
}
