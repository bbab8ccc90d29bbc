package dev.typedqueue;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A queued job as it stands in the store.
 *
 * @param id its id
 * @param queue its queue's name
 * @param job its job's name
 * @param version the version of its payload
 * @param state where it stands
 * @param payload its payload, as JSON
 * @param tags its tags
 * @param priority its priority; the higher runs first
 * @param addedAt when it was added
 * @param runAt when it is or was due
 * @param failedAttempts how many of its attempts have failed
 * @param nodeDeaths how many nodes died while they ran it
 * @param startedAt when its last attempt started, or null
 * @param finishedAt when it finished, or null
 * @param node the node that runs it or, if it has finished, ran it last; or null
 * @param note the last error, or why it was parked last; null if there was neither, or once it has completed
 */
public record QueuedJob(
        JobId id,
        String queue,
        String job,
        int version,
        JobState state,
        String payload,
        Set<String> tags,
        int priority,
        Instant addedAt,
        Instant runAt,
        int failedAttempts,
        int nodeDeaths,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String node,
        @Nullable String note) {

    /** Keeps a copy of the tags. */
    public QueuedJob {
        tags = Set.copyOf(tags);
    }

    /** For logs: without the payload, and without what may be taken from it. */
    @Override
    public String toString() {
        return "QueuedJob[" + id + ", queue=" + queue + ", job=" + job + ", version=" + version + ", state=" + state
                + ", priority=" + priority + ", addedAt=" + addedAt + ", runAt=" + runAt + ", failedAttempts="
                + failedAttempts + ", nodeDeaths=" + nodeDeaths + ", node=" + node + "]";
    }
}
