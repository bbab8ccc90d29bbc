package dev.typedqueue.spi;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.JobKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job that is to be stored.
 *
 * @param id its id
 * @param queue its queue's name
 * @param kind its name and payload version
 * @param payload its payload, as JSON
 * @param priority the higher runs first
 * @param runAt when it is due, or null for now by the store's clock
 * @param uniqueness the key that it claims, or null
 * @param ageing after which time of waiting it counts as one priority higher, in whole seconds, or null for never
 * @param gates what it must pass before it is ready, the first to be passed first
 * @param tags words by which a person finds it
 * @param context what its attempts are to know of the place where it was added, by name
 */
public record NewJob(
        JobId id,
        String queue,
        JobKind kind,
        String payload,
        int priority,
        @Nullable Instant runAt,
        @Nullable Uniqueness uniqueness,
        @Nullable Duration ageing,
        List<Gate> gates,
        Set<String> tags,
        Map<String, String> context) {

    /** Keeps copies of the collections. */
    public NewJob {
        gates = List.copyOf(gates);
        tags = Set.copyOf(tags);
        context = Map.copyOf(context);
    }

    /** For logs: without the payload, and without what may be taken from it. */
    @Override
    public String toString() {
        return "NewJob[" + id + ", queue=" + queue + ", kind=" + kind + ", priority=" + priority + ", runAt=" + runAt
                + "]";
    }

    /** A job without ageing, gates, tags and context. */
    public NewJob(
            JobId id,
            String queue,
            JobKind kind,
            String payload,
            int priority,
            @Nullable Instant runAt,
            @Nullable Uniqueness uniqueness) {
        this(id, queue, kind, payload, priority, runAt, uniqueness, null, List.of(), Set.of(), Map.of());
    }
}
