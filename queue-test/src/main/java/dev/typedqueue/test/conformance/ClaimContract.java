package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeLostException;
import dev.typedqueue.spi.Outcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How nodes get their jobs. */
abstract class ClaimContract extends StoreContract {

    private static final Duration AGEING = Duration.ofMinutes(1);

    @Test
    void aClaimedJobIsAsItWasAdded() {
        JobId id = job().payload("{\"a\":1}")
                .priority(5)
                .context(Map.of("trace", "7\"7"))
                .add();
        QueuedJob stored = find(id);

        ClaimedJob claimed = node().claimOne();

        assertThat(claimed)
                .isEqualTo(new ClaimedJob(
                        id,
                        QUEUE,
                        SEND,
                        "{\"a\":1}",
                        5,
                        stored.addedAt(),
                        stored.runAt(),
                        0,
                        0,
                        Map.of("trace", "7\"7"),
                        claimed.fencingToken()));
    }

    @Test
    void aClaimedJobRunsOnTheNode() {
        JobId id = job().add();
        TestNode node = node();
        node.claimOne();

        assertThat(find(id).state()).isEqualTo(JobState.RUNNING);
        assertThat(find(id).node()).isEqualTo(node.id().value());
        assertThat(find(id).startedAt()).isNotNull();
        assertThat(find(id).finishedAt()).isNull();
    }

    @Test
    void theHigherPriorityComesFirstThenTheLesserId() {
        JobId low = job().priority(-1).add();
        JobId first = job().add();
        JobId second = job().kind(DIGEST).add();
        JobId third = job().add();
        JobId high = job().priority(100).add();
        JobId highest = job().priority(Integer.MAX_VALUE).add();
        JobId lowest = job().priority(Integer.MIN_VALUE).add();

        assertThat(node().claimIds(ALL)).containsExactly(highest, high, first, second, third, low, lowest);
    }

    @Test
    void aJobThatHasWaitedLongEnoughComesBeforeAFreshOneOfHigherPriority() {
        JobId waited = job().ageing(AGEING).add();
        advance(AGEING.multipliedBy(5).dividedBy(2));
        JobId higher = job().ageing(AGEING).priority(1).add();
        JobId higherStill = job().ageing(AGEING).priority(2).kind(DIGEST).add();
        JobId highest = job().ageing(AGEING).priority(3).add();
        JobId same = job().ageing(AGEING).add();

        assertThat(node().claimIds(ALL)).containsExactly(highest, waited, higherStill, higher, same);
    }

    @Test
    void aScheduledJobAgesFromTheTimeWhenItIsDue() {
        JobId scheduled = job().ageing(AGEING).in(AGEING.multipliedBy(9)).add();
        advance(AGEING.multipliedBy(10));
        JobId higher = job().ageing(AGEING).priority(2).add();
        JobId same = job().ageing(AGEING).add();
        store.promoteDue(ALL);

        assertThat(node().claimIds(ALL)).containsExactly(higher, scheduled, same);
    }

    @Test
    void aJobThatAgesIsFoundAndChangedAsAnyOther() {
        JobId moved = job().ageing(AGEING).priority(7).add();
        JobId cancelled = job().ageing(AGEING).priority(-7).add();
        JobId first = job().ageing(AGEING).priority(8).add();
        advance(AGEING);

        assertThat(state(moved)).isEqualTo(JobState.READY);
        assertThat(store.act(cancelled, new JobAction.Cancel())).isEqualTo(ActionResult.DONE);
        assertThat(store.act(moved, new JobAction.Reschedule(store.now().minus(AGEING.multipliedBy(3)))))
                .isEqualTo(ActionResult.DONE);
        assertThat(state(cancelled)).isEqualTo(JobState.CANCELLED);
        assertThat(node().claimIds(ALL)).containsExactly(moved, first);
    }

    @Test
    void ageingHasRoomForEveryPriority() {
        Duration year = Duration.ofDays(365);
        JobId lowest = job().ageing(year).priority(Integer.MIN_VALUE).add();
        JobId none = job().ageing(year).add();
        JobId highest = job().ageing(year).priority(Integer.MAX_VALUE).add();

        assertThat(node().claimIds(ALL)).containsExactly(highest, none, lowest);
    }

    @Test
    void theOrderDoesNotDependOnTheOrderOfInsertion() {
        JobId earlier = JobId.next(store.now());
        JobId later = job().add();
        job().id(earlier).add();

        assertThat(node().claimIds(ALL)).containsExactly(earlier, later);
    }

    @Test
    void aClaimTakesNoMoreThanItsLimit() {
        List<JobId> jobs = jobs(5);
        TestNode node = node();

        assertThat(node.claimIds(2)).containsExactlyElementsOf(jobs.subList(0, 2));
        assertThat(node.claimIds(2)).containsExactlyElementsOf(jobs.subList(2, 4));
        assertThat(node.claimIds(2)).containsExactlyElementsOf(jobs.subList(4, 5));
        assertThat(node.claimIds(2)).isEmpty();
    }

    @Test
    void onlyJobsOfTheQueueAreClaimed() {
        job().queue(OTHER_QUEUE).add();
        JobId id = job().add();

        assertThat(node().claimIds(ALL)).containsExactly(id);
    }

    @Test
    void onlyKnownKindsAreClaimed() {
        JobId other = job().kind(DIGEST).priority(9).add();
        JobId newer = job().kind(new JobKind("send", 2)).priority(9).add();
        JobId known = job().add();

        assertThat(node().claim(QUEUE, Set.of(SEND), 1))
                .extracting(ClaimedJob::id)
                .containsExactly(known);
        assertThat(state(other)).isEqualTo(JobState.READY);
        assertThat(state(newer)).isEqualTo(JobState.READY);
    }

    @Test
    void whoKnowsNothingGetsNothing() {
        jobs(1);

        assertThat(node().claim(QUEUE, Set.of(), 1)).isEmpty();
    }

    @Test
    void whoKnowsMuchGetsItsJobsInOrder() {
        List<JobKind> kinds = IntStream.range(0, 700)
                .mapToObj(i -> new JobKind("kind_" + i, 1))
                .toList();
        List<JobId> ids = IntStream.range(0, 1_400)
                .mapToObj(i -> job().kind(kinds.get(i * 31 % 700)).add())
                .toList();

        List<ClaimedJob> claimed = node().claim(QUEUE, new HashSet<>(kinds), 1_000);

        assertThat(claimed).extracting(ClaimedJob::id).containsExactlyElementsOf(ids.subList(0, 1_000));
    }

    @Test
    void theFencingTokenGrowsWithEveryClaim() {
        job().add();
        TestNode node = node();
        long last = node.claimOne().fencingToken();
        for (int i = 0; i < 3; i++) {
            JobId id = store.list(JobFilter.all()).get(0).id();
            finish(id, last, new Outcome.Released());
            long next = node.claimOne().fencingToken();
            assertThat(next).isGreaterThan(last);
            last = next;
        }
    }

    @Test
    void aNodeThatIsNotRegisteredIsLost() {
        JobId id = job().add();
        TestNode stranger = new TestNode(store, new NodeId("stranger"));

        assertThatThrownBy(() -> stranger.claim(1))
                .isInstanceOf(NodeLostException.class)
                .hasMessageContaining("stranger");
        assertThat(state(id)).isEqualTo(JobState.READY);
    }

    @Test
    void aNodeThatIsNotRegisteredIsLostEvenIfThereIsNothingToClaim() {
        TestNode stranger = new TestNode(store, new NodeId("stranger"));

        assertThatThrownBy(() -> stranger.claim(1)).isInstanceOf(NodeLostException.class);
        store.pause(QUEUE, null, "ann");
        assertThatThrownBy(() -> stranger.claim(1)).isInstanceOf(NodeLostException.class);
    }

    @Test
    void aNodeWhoseLeaseHasEndedIsLostUntilItRenewsIt() {
        JobId id = job().add();
        TestNode node = node();
        advance(LEASE.plusSeconds(1));

        assertThatThrownBy(() -> node.claim(1)).isInstanceOf(NodeLostException.class);
        assertThat(state(id)).isEqualTo(JobState.READY);
        assertThat(node.heartbeat().alive()).isTrue();
        assertThat(node.claimIds(1)).containsExactly(id);
    }

    @Test
    void aRescuedNodeIsLost() {
        TestNode node = node();
        store.rescue(Set.of(node.id()), ALL);
        jobs(1);

        assertThatThrownBy(() -> node.claim(1)).isInstanceOf(NodeLostException.class);
    }

    @Test
    void aNodeThatHasLeftIsLost() {
        TestNode node = node();
        store.deregister(node.id());

        assertThatThrownBy(() -> node.claim(1)).isInstanceOf(NodeLostException.class);
    }

    @Test
    void aNodeOfAnotherProcessClaimsToo() {
        JobId id = job().add();

        assertThat(node(openElsewhere()).claimIds(ALL)).containsExactly(id);
        assertThat(node().claimIds(ALL)).isEmpty();
    }
}
