package dev.typedqueue.spi;

import dev.typedqueue.JobId;
import java.util.List;

/**
 * The answer to a heartbeat.
 *
 * @param alive whether the node is still registered and its lease was renewed; if not, its jobs may run elsewhere
 *     already
 * @param cancelRequested jobs running on the node that a person wants cancelled
 */
public record Heartbeat(boolean alive, List<JobId> cancelRequested) {

    /** Keeps a copy of the list. */
    public Heartbeat {
        cancelRequested = List.copyOf(cancelRequested);
    }
}
