package dev.typedqueue.spi;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a rescue did.
 *
 * @param jobs how many jobs were taken from dead nodes
 * @param nodes the dead nodes that it found, those whose jobs wait for the next page included
 * @param queues the queues of the jobs, in the order of their names
 */
public record Rescue(int jobs, Set<NodeId> nodes, Set<String> queues) {

    /** Keeps copies of the sets. */
    public Rescue {
        nodes = Set.copyOf(nodes);
        queues = Collections.unmodifiableSet(new TreeSet<>(queues));
    }
}
