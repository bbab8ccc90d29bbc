package dev.typedqueue.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pause in force.
 *
 * @param queue the queue, or {@link StoreSession#ALL_QUEUES}
 * @param job the one job of the queue that is paused, or null for all its jobs
 * @param by who paused it
 * @param since when
 */
public record Pause(String queue, @Nullable String job, String by, Instant since) {}
