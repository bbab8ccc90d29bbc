package dev.typedqueue.processor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@code @Limit}, {@code @RateLimit} or {@code @Ordered}; null stands for what the user left to the default. */
public sealed interface LimitModel {

    /** The limit's name in the store, unique within the queue. */
    String name();

    /** The payload's components that make the key; empty if it holds for all jobs together. */
    List<Setting<String>> by();

    /** A {@code @Limit}. */
    record Concurrency(String name, Setting<Integer> most, List<Setting<String>> by) implements LimitModel {

        /** Keeps a copy of the list. */
        public Concurrency {
            by = List.copyOf(by);
        }
    }

    /** A {@code @RateLimit}. */
    record Rate(
            String name,
            Setting<Integer> permits,
            Setting<String> per,
            @Nullable Setting<Integer> burst,
            List<Setting<String>> by)
            implements LimitModel {

        /** Keeps a copy of the list. */
        public Rate {
            by = List.copyOf(by);
        }

        /** How many may begin at once. */
        public int burstOrDefault() {
            return burst == null ? permits.value() : burst.value();
        }
    }

    /** An {@code @Ordered}. */
    record Order(String name, @Nullable Setting<String> onFailure, List<Setting<String>> by) implements LimitModel {

        /** Keeps a copy of the list. */
        public Order {
            by = List.copyOf(by);
        }
    }
}
