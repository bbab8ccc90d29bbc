package dev.typedqueue.spi;

import dev.typedqueue.JobId;
import java.util.List;

/**
 * The gate at which a blocked job stands.
 *
 * @param gate the gate
 * @param ahead how many jobs stand before it at the gate, at most 1,000
 * @param holders the jobs that were let through and have not left, the oldest first, at most ten; empty at a gate that
 *     limits the rate
 */
public record Blockage(Gate gate, int ahead, List<JobId> holders) {

    /** Keeps a copy of the list. */
    public Blockage {
        holders = List.copyOf(holders);
    }
}
