package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What nodes were given, by fencing token, and which of it their handlers run. */
final class ClaimLedger {

    /**
     * What a claim gave.
     *
     * @param deaths how many nodes had died while they ran the job
     */
    record Claim(JobId id, String queue, NodeId node, int deaths) {}

    private final Map<JobId, Long> tokens = new HashMap<>();
    private final Map<Long, Claim> claims = new HashMap<>();
    private final Set<Long> ended = new HashSet<>();
    private final Set<Long> deletedWhileHeld = new HashSet<>();
    private final Set<Long> deletedSince = new HashSet<>();
    private final Set<Long> toBeDeleted = new HashSet<>();
    private final Map<Long, Event.Began> attempts = new LinkedHashMap<>();
    private final Set<Long> begun = new HashSet<>();

    /** The last fencing token that the job was given; 0 if it never was claimed. */
    long token(JobId id) {
        return tokens.getOrDefault(id, 0L);
    }

    @Nullable
    Claim claim(long token) {
        return claims.get(token);
    }

    /** Whether its job was finished, or taken away. */
    boolean hasEnded(long token) {
        return ended.contains(token);
    }

    /** Whether the job of that claim was deleted since. */
    boolean isOfDeletedJob(long token) {
        return deletedSince.contains(token);
    }

    /** Whether the job was deleted while it was claimed. Under its id may be another by now. */
    boolean wasDeleted(long token) {
        return deletedWhileHeld.contains(token);
    }

    /** Whether the handler has asked for its job's deletion. */
    boolean isToBeDeleted(long token) {
        return toBeDeleted.contains(token);
    }

    boolean hasBegun(long token) {
        return begun.contains(token);
    }

    /** The attempts whose handlers run, on nodes that have not crashed. */
    List<Event.Began> attempts() {
        return List.copyOf(attempts.values());
    }

    /** Takes note of what a handler does, or of the end of all on a node. */
    void take(Event event) {
        if (event instanceof Event.Began began) {
            attempts.put(began.fencingToken(), began);
            begun.add(began.fencingToken());
        } else if (event instanceof Event.AskedForDeletion asked) {
            toBeDeleted.add(asked.fencingToken());
        } else if (event instanceof Event.Ended attempt) {
            attempts.remove(attempt.fencingToken());
        } else if (event instanceof Event.Crashed crashed) {
            attempts.values().removeIf(attempt -> attempt.node().equals(crashed.node()));
        }
    }

    void claimed(Event.Called call, Map<JobId, QueuedJob> jobs) {
        NodeId node = call.argument(0, ClaimRequest.class).node();
        for (ClaimedJob job : call.answers(ClaimedJob.class)) {
            QueuedJob stored = jobs.get(job.id());
            tokens.put(job.id(), job.fencingToken());
            claims.put(
                    job.fencingToken(),
                    new Claim(job.id(), job.queue(), node, stored == null ? 0 : stored.nodeDeaths()));
        }
    }

    void finished(Event.Called call) {
        List<Finish> finishes = call.arguments(0, Finish.class);
        for (int i = 0; i < finishes.size(); i++) {
            if (call.answers(FinishResult.class).get(i) == FinishResult.ACCEPTED) {
                ended.add(finishes.get(i).fencingToken());
            }
        }
    }

    void changed(JobId id, Event.Change change) {
        if (change.outOf(JobState.RUNNING)) {
            ended.add(token(id));
            if (change.after() == null) {
                deletedWhileHeld.add(token(id));
            }
        }
        if (change.after() == null) {
            deletedSince.add(token(id));
        }
    }
}
