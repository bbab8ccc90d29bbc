package dev.typedqueue.spi;

import dev.typedqueue.definition.JobKind;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A node as the store knows it.
 *
 * @param id its id
 * @param host the operating system instance on which {@code processId} is unique, or empty
 * @param processId its process
 * @param startedAt when it was registered
 * @param leaseUntil when it is dead unless it sends another heartbeat
 * @param kinds the kinds of jobs that it can run, by queue
 */
public record NodeRecord(
        NodeId id,
        String host,
        long processId,
        Instant startedAt,
        Instant leaseUntil,
        Map<String, Set<JobKind>> kinds) {}
