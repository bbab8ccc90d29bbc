package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Heartbeat;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A node that claims jobs of both kinds. */
record TestNode(StoreSession session, NodeId id) {

    static final Set<JobKind> KINDS = Set.of(StoreContract.SEND, StoreContract.DIGEST);

    static TestNode register(StoreSession session, Duration lease) {
        TestNode node = new TestNode(session, new NodeId("node-" + UUID.randomUUID()));
        node.register(lease);
        return node;
    }

    void register(Duration lease) {
        session.register(new NodeRegistration(
                id, "host", 1, lease, Map.of(StoreContract.QUEUE, KINDS, StoreContract.OTHER_QUEUE, KINDS)));
    }

    List<ClaimedJob> claim(int limit) {
        return claim(StoreContract.QUEUE, KINDS, limit);
    }

    List<ClaimedJob> claim(String queue, Set<JobKind> kinds, int limit) {
        return session.claim(new ClaimRequest(id, queue, kinds, limit));
    }

    ClaimedJob claimOne() {
        List<ClaimedJob> jobs = claim(1);
        assertThat(jobs).as("a claimed job").hasSize(1);
        return jobs.get(0);
    }

    List<JobId> claimIds(int limit) {
        return claim(limit).stream().map(ClaimedJob::id).toList();
    }

    Heartbeat heartbeat() {
        return session.heartbeat(id, StoreContract.LEASE);
    }
}
