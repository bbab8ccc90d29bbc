package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRecord;
import dev.typedqueue.spi.NodeRegistration;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How nodes come, live and leave. */
abstract class NodeContract extends StoreContract {

    @Test
    void aNodeIsKnownAsItHasRegistered() {
        NodeId id = new NodeId("a \"node\" with 'quotes', größer");
        Map<String, Set<JobKind>> kinds = Map.of(QUEUE, Set.of(SEND, new JobKind("send", 2)), OTHER_QUEUE, Set.of());
        Instant before = store.now().truncatedTo(ChronoUnit.MICROS);
        store.register(new NodeRegistration(id, "host", 4_194_304L * 1_000, LEASE, kinds));

        NodeRecord node = onlyNode();

        assertThat(node.id()).isEqualTo(id);
        assertThat(node.host()).isEqualTo("host");
        assertThat(node.processId()).isEqualTo(4_194_304L * 1_000);
        assertThat(node.kinds()).isEqualTo(kinds);
        assertThat(node.startedAt()).isBetween(before, store.now());
        assertThat(node.leaseUntil()).isEqualTo(node.startedAt().plus(LEASE));
    }

    private NodeRecord onlyNode() {
        List<NodeRecord> nodes = store.nodes();
        assertThat(nodes).hasSize(1);
        return nodes.get(0);
    }

    @Test
    void aNodeWithoutAHostOrAnyQueueIsANode() {
        store.register(new NodeRegistration(new NodeId("n"), "", 0, LEASE, Map.of()));

        assertThat(onlyNode().host()).isEmpty();
        assertThat(onlyNode().kinds()).isEmpty();
    }

    @Test
    void whatANodeSaysLastHolds() {
        TestNode node = node();
        store.register(new NodeRegistration(
                node.id(), "moved", 2, LEASE.multipliedBy(2), Map.of(OTHER_QUEUE, Set.of(DIGEST))));

        assertThat(onlyNode().host()).isEqualTo("moved");
        assertThat(onlyNode().kinds()).isEqualTo(Map.of(OTHER_QUEUE, Set.of(DIGEST)));
        assertThat(onlyNode().leaseUntil())
                .isCloseTo(store.now().plus(LEASE.multipliedBy(2)), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void aNodeThatRegistersAgainKeepsItsJobs() {
        TestNode node = node();
        job().add();
        ClaimedJob job = node.claimOne();
        node.register(LEASE);

        assertThat(store.holdsLease(job.id(), job.fencingToken())).isTrue();
        assertThat(complete(job)).isEqualTo(FinishResult.ACCEPTED);
    }

    @Test
    void nodesOfOtherProcessesAreSeen() {
        TestNode here = node();
        TestNode there = node(openElsewhere());

        assertThat(store.nodes()).extracting(NodeRecord::id).containsExactlyInAnyOrder(here.id(), there.id());
    }

    @Test
    void aHeartbeatRenewsTheLeaseByTheTimeGiven() {
        TestNode node = node();
        Instant started = onlyNode().startedAt();
        advance(LEASE.dividedBy(2));

        assertThat(store.heartbeat(node.id(), Duration.ofHours(3)).alive()).isTrue();

        assertThat(onlyNode().startedAt()).isEqualTo(started);
        assertThat(onlyNode().leaseUntil())
                .isCloseTo(store.now().plus(Duration.ofHours(3)), within(1, ChronoUnit.MINUTES));
        advance(Duration.ofHours(2));
        assertThat(store.rescue(Set.of(), ALL).nodes()).isEmpty();
    }

    @Test
    void aHeartbeatAfterTheEndOfTheLeaseRenewsIt() {
        TestNode node = node();
        advance(LEASE.multipliedBy(3));

        assertThat(node.heartbeat().alive()).isTrue();
        assertThat(store.rescue(Set.of(), ALL).nodes()).isEmpty();
    }

    @Test
    void aNodeThatIsNotRegisteredIsNotAlive() {
        assertThat(new TestNode(store, new NodeId("stranger")).heartbeat().alive())
                .isFalse();
        assertThat(store.nodes()).isEmpty();
    }

    @Test
    void aHeartbeatNamesTheNodesJobsThatAreToBeCancelled() {
        TestNode node = node();
        jobs(3);
        List<ClaimedJob> jobs = node.claim(2);
        ClaimedJob elsewhere = node().claimOne();
        store.act(jobs.get(1).id(), new JobAction.Cancel());
        store.act(elsewhere.id(), new JobAction.Cancel());

        assertThat(node.heartbeat().cancelRequested())
                .containsExactly(jobs.get(1).id());
        assertThat(node.heartbeat().cancelRequested()).as("until it ends").hasSize(1);
        complete(jobs.get(1));
        assertThat(node.heartbeat().cancelRequested()).isEmpty();
    }

    @Test
    void aNodeThatLeavesGivesItsJobsBackWithoutTheCountOfADeath() {
        TestNode node = node();
        job().add();
        ClaimedJob job = node.claimOne();

        store.deregister(node.id());

        assertThat(store.nodes()).isEmpty();
        QueuedJob stored = find(job.id());
        assertThat(stored.state()).isEqualTo(JobState.READY);
        assertThat(stored.nodeDeaths()).isZero();
        assertThat(stored.failedAttempts()).isZero();
        assertThat(stored.node()).isNull();
        assertThat(complete(job)).isEqualTo(FinishResult.LEASE_LOST);
        assertThat(node.heartbeat().alive()).isFalse();
    }

    @Test
    void aJobThatIsToBeCancelledIsCancelledWhenItsNodeLeaves() {
        TestNode node = node();
        job().add();
        ClaimedJob job = node.claimOne();
        store.act(job.id(), new JobAction.Cancel());

        store.deregister(node.id());

        assertThat(state(job.id())).isEqualTo(JobState.CANCELLED);
        assertThat(find(job.id()).finishedAt()).isNotNull();
        assertThat(find(job.id()).nodeDeaths()).isZero();
    }

    @Test
    void aNodeThatIsNotRegisteredIsNoneToRemove() {
        TestNode node = node();
        ClaimedJob job = running();

        store.deregister(new NodeId("stranger"));

        assertThat(store.nodes()).extracting(NodeRecord::id).contains(node.id());
        assertThat(state(job.id())).isEqualTo(JobState.RUNNING);
    }

    @Test
    void theNodeThatRanAJobIsNamedAfterItHasGone() {
        TestNode node = node();
        job().add();
        ClaimedJob job = node.claimOne();
        complete(job);
        store.deregister(node.id());

        assertThat(find(job.id()).node()).isEqualTo(node.id().value());
    }

    @Test
    void aLeaseOfAnyLengthIsALease() {
        TestNode node = node(Duration.ofSeconds(Long.MAX_VALUE));
        job().add();
        advance(Duration.ofDays(36_500));

        assertThat(store.rescue(Set.of(), ALL).nodes()).isEmpty();
        assertThat(node.claim(1)).hasSize(1);
    }
}
