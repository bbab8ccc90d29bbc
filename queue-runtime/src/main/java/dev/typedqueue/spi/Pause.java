package dev.typedqueue.spi;

import java.time.Instant;

/**
 * A pause in force.
 *
 * @param queue the queue, or {@link StoreSession#ALL_QUEUES}
 * @param by who paused it
 * @param since when
 */
public record Pause(String queue, String by, Instant since) {}
