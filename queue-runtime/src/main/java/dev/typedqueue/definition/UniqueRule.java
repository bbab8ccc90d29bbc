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
 * @param delay of a debounce: how long a job waits for later ones; null for any other rule
 * @param maxWait of a debounce: for how long after it was added a job may be put off by later ones, or null for any
 *     time
 * @param <P> the payload's type
 */
public record UniqueRule<P>(
        Function<? super P, ? extends List<? extends @Nullable Object>> key,
        Unique.Until until,
        @Nullable Duration within,
        Unique.OnConflict onConflict,
        @Nullable Duration delay,
        @Nullable Duration maxWait) {

    /**
     * Checks that nothing is missing.
     *
     * @throws IllegalArgumentException if a debounce has no positive delay, or a bound that is not longer; or if
     *     another rule has a delay or a bound
     */
    public UniqueRule {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(onConflict, "onConflict");
        boolean isDebounce = onConflict == Unique.OnConflict.DEBOUNCE;
        if (isDebounce && (delay == null || delay.isZero() || delay.isNegative())) {
            throw new IllegalArgumentException("A debounce needs a positive delay, but has " + delay);
        }
        if (!isDebounce && (delay != null || maxWait != null)) {
            throw new IllegalArgumentException("Only a debounce has a delay and maxWait, not " + onConflict);
        }
        if (delay != null && maxWait != null && maxWait.compareTo(delay) <= 0) {
            throw new IllegalArgumentException(
                    "maxWait must be longer than the delay of " + delay + ", but is " + maxWait);
        }
    }

    /** A rule that holds until the earlier job has finished, and keeps it. */
    public static <P> UniqueRule<P> by(Function<? super P, ? extends List<? extends @Nullable Object>> key) {
        return new UniqueRule<>(key, Unique.Until.FINISHED, null, Unique.OnConflict.KEEP, null, null);
    }

    /** This rule with another end. */
    public UniqueRule<P> until(Unique.Until until) {
        return new UniqueRule<>(key, until, within, onConflict, delay, maxWait);
    }

    /** This rule with a time in which an earlier job stands in the way whatever became of it. */
    public UniqueRule<P> within(Duration within) {
        return new UniqueRule<>(key, until, within, onConflict, delay, maxWait);
    }

    /**
     * This rule with another answer to a conflict.
     *
     * @throws IllegalArgumentException if it is {@code DEBOUNCE}, which needs a delay
     */
    public UniqueRule<P> onConflict(Unique.OnConflict onConflict) {
        return new UniqueRule<>(key, until, within, onConflict, null, null);
    }

    /**
     * This rule as a debounce.
     *
     * @param delay how long a job waits for later ones
     * @throws IllegalArgumentException if the delay is not positive
     */
    public UniqueRule<P> debounce(Duration delay) {
        return new UniqueRule<>(key, until, within, Unique.OnConflict.DEBOUNCE, delay, maxWait);
    }

    /**
     * This debounce with a bound for how long later jobs put an earlier one off.
     *
     * @throws IllegalArgumentException if this is no debounce, or the bound is not longer than its delay
     */
    public UniqueRule<P> maxWait(Duration maxWait) {
        return new UniqueRule<>(key, until, within, onConflict, delay, maxWait);
    }
}
