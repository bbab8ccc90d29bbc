package dev.typedqueue.spi;

import dev.typedqueue.definition.JobKind;
import java.util.Set;

/**
 * What a node asks for.
 *
 * @param node the node
 * @param queue the queue
 * @param kinds the kinds of jobs that the node can run
 * @param limit the most jobs that it takes; at least 1
 */
public record ClaimRequest(NodeId node, String queue, Set<JobKind> kinds, int limit) {

    /** Keeps a copy of the set. */
    public ClaimRequest {
        kinds = Set.copyOf(kinds);
    }
}
