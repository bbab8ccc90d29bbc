package dev.typedqueue.spi;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.JobKind;
import java.time.Instant;
import java.util.Map;

/**
 * A job that a node may run.
 *
 * @param id its id
 * @param queue its queue's name
 * @param kind its name and payload version
 * @param payload its payload, as JSON
 * @param priority the higher runs first
 * @param addedAt when it was added
 * @param runAt when it was due
 * @param failedAttempts how many of its attempts have failed
 * @param nodeDeaths how many nodes died while they ran it
 * @param context what it is to know of the place where it was added, by name
 * @param fencingToken grows with every claim of the job, also when it was deleted and added again under its id
 */
public record ClaimedJob(
        JobId id,
        String queue,
        JobKind kind,
        String payload,
        int priority,
        Instant addedAt,
        Instant runAt,
        int failedAttempts,
        int nodeDeaths,
        Map<String, String> context,
        long fencingToken) {

    /** Keeps a copy of the map. */
    public ClaimedJob {
        context = Map.copyOf(context);
    }

    /** For logs: without the payload, and without what may be taken from it. */
    @Override
    public String toString() {
        return "ClaimedJob[" + id + ", queue=" + queue + ", kind=" + kind + ", priority=" + priority + ", runAt="
                + runAt + ", failedAttempts=" + failedAttempts + ", nodeDeaths=" + nodeDeaths + ", fencingToken="
                + fencingToken + "]";
    }
}
