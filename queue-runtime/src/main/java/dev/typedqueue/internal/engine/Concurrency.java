package dev.typedqueue.internal.engine;

import dev.typedqueue.definition.QueueDefinition;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs of a queue run on this node at the same time: what was set on this node, or else what a person has
 * changed for all nodes, or else what is declared. Guarded by the monitor of {@link Workload}.
 */
public final class Concurrency {

    private final int declared;
    private @Nullable Integer changed;
    private @Nullable Integer ofNode;

    Concurrency(int declared) {
        this.declared = declared;
    }

    /**
     * A number that a person asks for.
     *
     * @throws IllegalArgumentException if it is not 1 to 10,000
     */
    public static int require(String queue, int number) {
        if (number < 1 || number > QueueDefinition.MOST_CONCURRENCY) {
            throw new IllegalArgumentException(
                    "The concurrency of queue \"" + queue + "\" must be 1 to " + QueueDefinition.MOST_CONCURRENCY
                            + ", but is " + number + "; to stop the queue, halt or pause it");
        }
        return number;
    }

    /** Another number for all nodes, or null for the declared one. */
    void change(@Nullable Integer number) {
        changed = number;
    }

    /** Another number for this node. */
    void setOfNode(int number) {
        ofNode = number;
    }

    int inForce() {
        if (ofNode != null) {
            return ofNode;
        }
        return changed == null ? declared : changed;
    }
}
