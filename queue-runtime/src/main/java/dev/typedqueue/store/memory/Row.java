package dev.typedqueue.store.memory;

import dev.typedqueue.JobId;
import dev.typedqueue.JobLogLine;
import dev.typedqueue.JobProgress;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.Uniqueness;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A queued job. Its state is changed by {@link Jobs} alone, which keeps the indexes. */
final class Row {

    final JobId id;
    final String queue;
    final Instant addedAt;
    final @Nullable Uniqueness uniqueness;
    final @Nullable Duration ageing;
    final Set<String> tags;
    final Map<String, String> context;

    /** What it must pass, and what it has passed and not given back. */
    List<Gate> gates;

    final Set<Gate> held = new LinkedHashSet<>();

    JobState state = JobState.SCHEDULED;
    JobKind kind;
    String payload;
    int priority;
    Instant runAt;
    int failedAttempts;
    int nodeDeaths;
    long fencingToken;

    /** Of a parked job: whether it waits for a node that knows its kind, and not for a time. */
    boolean unknown;

    boolean cancelRequested;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant finishedAt;

    @Nullable
    NodeId node;

    @Nullable
    String note;

    @Nullable
    JobProgress progress;

    List<JobLogLine> log = List.of();

    Row(NewJob job, Instant now) {
        this.id = job.id();
        this.queue = job.queue();
        this.kind = job.kind();
        this.addedAt = now;
        this.uniqueness = job.uniqueness();
        this.ageing = job.ageing();
        this.tags = job.tags();
        this.context = job.context();
        this.gates = job.gates();
        this.payload = job.payload();
        this.priority = job.priority();
        this.runAt = job.runAt() == null ? now : job.runAt();
    }

    /** The lesser, the sooner it is claimed. */
    long rank() {
        return ageing == null ? ~priority : runAt.getEpochSecond() - priority * ageing.toSeconds();
    }

    ClaimedJob claimed() {
        return new ClaimedJob(
                id, queue, kind, payload, priority, addedAt, runAt, failedAttempts, nodeDeaths, context, fencingToken);
    }

    QueuedJob view() {
        return new QueuedJob(
                id,
                queue,
                kind.name(),
                kind.version(),
                state,
                payload,
                tags,
                priority,
                addedAt,
                runAt,
                failedAttempts,
                nodeDeaths,
                startedAt,
                finishedAt,
                node == null ? null : node.value(),
                note);
    }
}
