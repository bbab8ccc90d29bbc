package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.ScheduleRecord;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs of different namespaces never meet. */
abstract class NamespaceContract extends StoreContract {

    private StoreSession other;

    @BeforeEach
    final void openAnother() {
        other = open("main.other");
    }

    @Test
    void jobsAreNeitherSeenNorChangedFromElsewhere() {
        JobId id = job().add();

        assertThat(other.find(id)).isEmpty();
        assertThat(other.list(JobFilter.all())).isEmpty();
        assertThat(other.list(JobFilter.all().inQueue(QUEUE).inState(JobState.READY)))
                .isEmpty();
        assertThat(other.counts()).isEmpty();
        assertThat(node(other).claim(ALL)).isEmpty();
        assertThat(other.park(QUEUE, Set.of(), ALL)).isZero();
        assertThat(other.act(id, new JobAction.Delete())).isEqualTo(ActionResult.NOT_FOUND);
        assertThat(state(id)).isEqualTo(JobState.READY);
    }

    @Test
    void attemptsAreNotEndedFromElsewhere() {
        ClaimedJob job = running();

        assertThat(other.finish(List.of(new Finish(job.id(), job.fencingToken(), new Outcome.Completed()))))
                .containsExactly(FinishResult.LEASE_LOST);
        assertThat(other.holdsLease(job.id(), job.fencingToken())).isFalse();
        assertThat(store.holdsLease(job.id(), job.fencingToken())).isTrue();
    }

    @Test
    void upkeepTouchesItsOwnJobsAlone() {
        JobId scheduled = job().in(Duration.ofMinutes(1)).add();
        JobId parked = job().add();
        store.park(QUEUE, Set.of(), ALL);
        ClaimedJob done = running();
        complete(done);
        advance(Duration.ofMinutes(2));

        assertThat(other.promoteDue(ALL).promoted()).isZero();
        assertThat(other.promoteDue(ALL).untilNext()).isNull();
        assertThat(other.unpark(QUEUE, TestNode.KINDS, ALL)).isZero();
        assertThat(other.purge(QUEUE, JobState.COMPLETED, Duration.ZERO, ALL)).isZero();
        assertThat(state(scheduled)).isEqualTo(JobState.SCHEDULED);
        assertThat(state(parked)).isEqualTo(JobState.PARKED);
        assertThat(state(done.id())).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void nodesLiveInOneNamespace() {
        TestNode node = node();
        job().add();
        ClaimedJob job = node.claimOne();

        assertThat(other.nodes()).isEmpty();
        assertThat(other.heartbeat(node.id(), LEASE).alive()).isFalse();
        assertThat(other.rescue(Set.of(node.id()), ALL).nodes()).isEmpty();
        other.deregister(node.id());
        assertThat(node.heartbeat().alive()).isTrue();
        assertThat(store.holdsLease(job.id(), job.fencingToken())).isTrue();
    }

    @Test
    void aNodeMayBeInSeveral() {
        TestNode node = node();
        other.register(new NodeRegistration(node.id(), "elsewhere", 2, LEASE, Map.of()));
        other.deregister(node.id());

        assertThat(store.nodes())
                .singleElement()
                .satisfies(known -> assertThat(known.host()).isEqualTo("host"));
    }

    @Test
    void idsKeysPausesAndSchedulesAreItsOwn() {
        JobId id = job().key("k").payload("1").add();
        new JobBuilder(other).id(id).key("k").payload("2").add();
        store.pause(QUEUE, null, "ann");
        store.saveSchedule(ScheduleRecord.beginning(QUEUE, "digest", Instant.EPOCH), List.of());

        assertThat(node(other).claimOne().payload()).isEqualTo("2");
        assertThat(other.pauses()).isEmpty();
        assertThat(other.schedules()).isEmpty();
        assertThat(state(id)).isEqualTo(JobState.READY);
        assertThat(find(id).payload()).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "a_b-c.d", "prod.eu-1"})
    void aValidNameIsAccepted(String name) {
        assertThat(open(name).counts()).isEmpty();
        assertThat(open("a".repeat(100)).counts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "ä", "-a", ".a", "_a", "a/b", "a'b", "a\n"})
    void anInvalidNameIsRefused(String name) {
        assertThatThrownBy(() -> fixture.open(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> fixture.open("a".repeat(101))).isInstanceOf(IllegalArgumentException.class);
    }
}
