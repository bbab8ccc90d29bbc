package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** A node that adds, claims and completes jobs of one kind in one queue. */
record TestNode(StoreSession session, NodeId id) {

    static final String QUEUE = "mails";
    static final JobKind KIND = new JobKind("send", 1);

    /** Registers a node with a long lease. */
    static TestNode register(StoreSession session) {
        NodeId id = new NodeId("node-" + UUID.randomUUID());
        session.register(new NodeRegistration(id, "host", 1, Duration.ofHours(1), Map.of(QUEUE, Set.of(KIND))));
        return new TestNode(session, id);
    }

    static NewJob job() {
        return job(JobId.next(Instant.now()), "{}");
    }

    static NewJob job(JobId id, String payload) {
        return new NewJob(id, QUEUE, KIND, payload, 0, null, null);
    }

    static List<NewJob> jobs(int count) {
        return IntStream.range(0, count).mapToObj(any -> job()).toList();
    }

    List<ClaimedJob> claim(int limit) {
        return session.claim(new ClaimRequest(id, QUEUE, Set.of(KIND), limit));
    }

    List<FinishResult> complete(List<ClaimedJob> jobs) {
        return session.finish(jobs.stream()
                .map(job -> new Finish(job.id(), job.fencingToken(), new Outcome.Completed()))
                .toList());
    }

    long count(JobState state) {
        return session.counts().getOrDefault(QUEUE, Map.of()).getOrDefault(state, 0L);
    }
}
