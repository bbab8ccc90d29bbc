package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.definition.JobKind;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Store;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A node that took a job and was not heard of again. */
final class DeadNode {

    private static final Duration LEASE = Duration.ofSeconds(15);

    /** The time after which every store knows of its death, though its clock is somewhat ahead. */
    static final Duration KNOWN_AFTER = LEASE.plusSeconds(15);

    private DeadNode() {}

    /** Takes the next job of a queue and dies; the store learns of it when the lease ends. */
    static void dieWithAJobOf(QueueDefinition queue, Store store) {
        try (StoreSession session = store.open("default")) {
            NodeId id = new NodeId("dead");
            Set<JobKind> kinds = queue.jobsByKind().keySet();
            session.register(new NodeRegistration(id, "", 1, LEASE, Map.of(queue.name(), kinds)));
            assertThat(session.claim(new ClaimRequest(id, queue.name(), kinds, 1)))
                    .hasSize(1);
        }
    }
}
