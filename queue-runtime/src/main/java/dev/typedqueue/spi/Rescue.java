package dev.typedqueue.spi;

import java.util.Set;

/**
 * What a rescue did.
 *
 * @param jobs how many jobs were taken from dead nodes
 * @param nodes the dead nodes that it found, those whose jobs wait for the next page included
 * @param queues the queues of the jobs
 */
public record Rescue(int jobs, Set<NodeId> nodes, Set<String> queues) {

    /** Keeps copies of the sets. */
    public Rescue {
        nodes = Set.copyOf(nodes);
        queues = Set.copyOf(queues);
    }
}
