package dev.typedqueue.spi;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.JobKind;
import java.time.Instant;
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
 */
public record NewJob(
        JobId id,
        String queue,
        JobKind kind,
        String payload,
        int priority,
        @Nullable Instant runAt,
        @Nullable Uniqueness uniqueness) {}
