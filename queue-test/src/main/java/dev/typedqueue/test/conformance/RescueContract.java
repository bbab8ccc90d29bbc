package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeLostException;
import dev.typedqueue.spi.NodeRecord;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Rescue;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of the jobs of dead nodes. */
abstract class RescueContract extends StoreContract {

    private static final Rescue NOTHING = new Rescue(0, Set.of(), Set.of());

    @Test
    void theJobsOfANodeWhoseLeaseHasEndedAreReadyAgain() {
        TestNode dead = node();
        job().add();
        ClaimedJob job = dead.claimOne();
        advance(LEASE.plusSeconds(1));
        TestNode alive = node();

        assertThat(store.rescue(Set.of(), ALL)).isEqualTo(new Rescue(1, Set.of(dead.id()), Set.of(QUEUE)));

        QueuedJob stored = find(job.id());
        assertThat(stored.state()).isEqualTo(JobState.READY);
        assertThat(stored.nodeDeaths()).isEqualTo(1);
        assertThat(stored.failedAttempts()).as("a death costs no attempt").isZero();
        assertThat(stored.node()).isNull();
        assertThat(store.nodes()).extracting(NodeRecord::id).containsExactly(alive.id());
        assertThat(alive.claimOne().nodeDeaths()).isEqualTo(1);
        assertThat(store.rescue(Set.of(), ALL)).isEqualTo(NOTHING);
    }

    @Test
    void aJobIsNotTakenFromALiveNodeHoweverLongItRuns() {
        TestNode node = node();
        job().add();
        ClaimedJob job = node.claimOne();
        for (int hour = 0; hour < 6; hour++) {
            for (int beat = 0; beat < 10; beat++) {
                advance(Duration.ofMinutes(6));
                node.heartbeat();
            }
            assertThat(store.rescue(Set.of(), ALL)).isEqualTo(NOTHING);
        }

        assertThat(complete(job)).isEqualTo(FinishResult.ACCEPTED);
    }

    @Test
    void aNodeThatIsKnownToBeDeadIsRescuedAtOnce() {
        TestNode dead = node();
        TestNode alive = node();
        jobs(2);
        ClaimedJob lost = dead.claimOne();
        ClaimedJob kept = alive.claimOne();

        Rescue rescue = store.rescue(Set.of(dead.id(), new NodeId("stranger")), ALL);

        assertThat(rescue).isEqualTo(new Rescue(1, Set.of(dead.id()), Set.of(QUEUE)));
        assertThat(state(lost.id())).isEqualTo(JobState.READY);
        assertThat(state(kept.id())).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aNodeWithAnOddNameIsFoundToo() {
        TestNode node = new TestNode(store, new NodeId("größer \"1\" \\ '2'\n\t,{}"));
        node.register(LEASE);

        assertThat(store.rescue(Set.of(node.id()), ALL).nodes()).containsExactly(node.id());
    }

    @Test
    void aDeadNodeWithoutJobsIsRemoved() {
        TestNode node = node();
        advance(LEASE.plusSeconds(1));
        assertThat(store.nodes()).as("until it is rescued").hasSize(1);

        assertThat(store.rescue(Set.of(), ALL)).isEqualTo(new Rescue(0, Set.of(node.id()), Set.of()));
        assertThat(store.nodes()).isEmpty();
        assertThat(node.heartbeat().alive()).isFalse();
    }

    @Test
    void aNodeOnceFoundDeadCannotComeBackWhileItsJobsAreTakenPageByPage() {
        TestNode dead = node();
        jobs(5);
        List<ClaimedJob> jobs = dead.claim(5);

        assertThat(store.rescue(Set.of(dead.id()), 2)).isEqualTo(new Rescue(2, Set.of(dead.id()), Set.of(QUEUE)));
        assertThat(count(QUEUE, JobState.READY)).isEqualTo(2);
        assertThat(dead.heartbeat().alive()).isFalse();
        assertThatThrownBy(() -> dead.claim(1)).isInstanceOf(NodeLostException.class);

        assertThat(store.rescue(Set.of(), 2)).isEqualTo(new Rescue(2, Set.of(dead.id()), Set.of(QUEUE)));
        assertThat(store.rescue(Set.of(), 2)).isEqualTo(new Rescue(1, Set.of(dead.id()), Set.of(QUEUE)));
        assertThat(store.rescue(Set.of(), 2)).isEqualTo(NOTHING);
        assertThat(jobs).allSatisfy(job -> assertThat(complete(job)).isEqualTo(FinishResult.LEASE_LOST));
        assertThat(count(QUEUE, JobState.READY)).isEqualTo(5);
    }

    @Test
    void anAttemptThatEndsBeforeItsPageIsReachedIsAccepted() {
        TestNode dead = node();
        jobs(3);
        List<ClaimedJob> jobs = dead.claim(3);
        store.rescue(Set.of(dead.id()), 1);
        ClaimedJob waiting = jobs.stream()
                .filter(job -> store.holdsLease(job.id(), job.fencingToken()))
                .findFirst()
                .orElseThrow();

        assertThat(complete(waiting)).isEqualTo(FinishResult.ACCEPTED);
        assertThat(store.rescue(Set.of(), ALL).jobs()).isEqualTo(1);
        assertThat(state(waiting.id())).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void theLimitIsOfAllNodesTogether() {
        jobs(4);
        TestNode one = node();
        TestNode other = node();
        one.claim(2);
        other.claim(2);

        Rescue rescue = store.rescue(Set.of(one.id(), other.id()), 3);

        assertThat(rescue.jobs()).isEqualTo(3);
        assertThat(rescue.nodes()).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(count(QUEUE, JobState.RUNNING)).isEqualTo(1);
        assertThat(store.rescue(Set.of(), 3).jobs()).isEqualTo(1);
        assertThat(store.nodes()).isEmpty();
    }

    @Test
    void nodesBeyondTheLimitAreLostToo() {
        jobs(2);
        TestNode one = node();
        TestNode other = node();
        one.claimOne();
        other.claimOne();

        store.rescue(Set.of(one.id(), other.id()), 1);

        assertThat(one.heartbeat().alive()).isFalse();
        assertThat(other.heartbeat().alive()).isFalse();
    }

    @Test
    void aJobThatIsToBeCancelledIsCancelledInstead() {
        TestNode dead = node();
        job().add();
        ClaimedJob job = dead.claimOne();
        store.act(job.id(), new JobAction.Cancel());

        assertThat(store.rescue(Set.of(dead.id()), ALL).jobs()).isEqualTo(1);

        assertThat(state(job.id())).isEqualTo(JobState.CANCELLED);
        assertThat(find(job.id()).finishedAt()).isNotNull();
        assertThat(find(job.id()).nodeDeaths()).isEqualTo(1);
        assertThat(node().claim(ALL)).isEmpty();
    }

    @Test
    void deathsAndFailuresAreCountedApart() {
        JobId id = job().add();
        finish(node().claimOne(), new Outcome.Retry(Duration.ZERO, "broken"));
        for (int death = 0; death < 3; death++) {
            TestNode node = node();
            node.claimOne();
            store.rescue(Set.of(node.id()), ALL);
        }

        assertThat(find(id).nodeDeaths()).isEqualTo(3);
        assertThat(find(id).failedAttempts()).isEqualTo(1);
        assertThat(find(id).note()).isEqualTo("broken");
    }

    @Test
    void jobsOfAllQueuesAreRescued() {
        TestNode node = node();
        job().add();
        job().queue(OTHER_QUEUE).add();
        node.claim(1);
        node.claim(OTHER_QUEUE, TestNode.KINDS, 1);

        assertThat(store.rescue(Set.of(node.id()), ALL).queues()).containsExactlyInAnyOrder(QUEUE, OTHER_QUEUE);
    }
}
