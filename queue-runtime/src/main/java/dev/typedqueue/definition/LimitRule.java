package dev.typedqueue.definition;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A limit that a job must keep, and the key for which it holds.
 *
 * @param limit the limit; jobs that share it name an equal one
 * @param key the payload's components that make the key; none if the limit holds for all jobs together
 * @param <P> the payload's type
 */
public record LimitRule<P>(Limit limit, Function<? super P, ? extends List<? extends @Nullable Object>> key) {

    /** Checks that nothing is missing. */
    public LimitRule {
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(key, "key");
    }
}
