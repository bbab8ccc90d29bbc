package dev.typedqueue.spi;

import dev.typedqueue.definition.JobKind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What a node says of itself.
 *
 * @param id its id
 * @param host names the operating system instance on which {@code processId} is unique, or is empty if that is not
 *     known
 * @param processId its process
 * @param lease how long it lives without a heartbeat
 * @param kinds the kinds of jobs that it can run, by queue
 */
public record NodeRegistration(
        NodeId id, String host, long processId, Duration lease, Map<String, Set<JobKind>> kinds) {

    /** Keeps a copy of the map. */
    public NodeRegistration {
        kinds = Map.copyOf(kinds);
    }
}
