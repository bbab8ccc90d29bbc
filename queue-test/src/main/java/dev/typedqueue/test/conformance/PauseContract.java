package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Pause;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How queues are stopped and go on. */
abstract class PauseContract extends StoreContract {

    private static final JobKind SEND_2 = new JobKind(SEND.name(), 2);

    @Test
    void aPausedQueueGivesNoJobsUntilItIsResumed() {
        JobId id = job().add();
        JobId other = job().queue(OTHER_QUEUE).add();
        TestNode node = node(openElsewhere());
        store.pause(QUEUE, null, "ann");

        assertThat(node.claim(1)).isEmpty();
        assertThat(node.claim(OTHER_QUEUE, TestNode.KINDS, 1)).hasSize(1);
        store.resume(QUEUE, null);
        assertThat(node.claimIds(1)).containsExactly(id);
        assertThat(find(other).node()).isEqualTo(node.id().value());
    }

    @Test
    void allQueuesCanBePaused() {
        job().add();
        job().queue(OTHER_QUEUE).add();
        TestNode node = node();
        store.pause(StoreSession.ALL_QUEUES, null, "ann");

        assertThat(node.claim(1)).isEmpty();
        assertThat(node.claim(OTHER_QUEUE, TestNode.KINDS, 1)).isEmpty();
        store.resume(StoreSession.ALL_QUEUES, null);
        assertThat(node.claim(1)).hasSize(1);
    }

    @Test
    void thePauseOfAllAndThatOfOneEndSeparately() {
        jobs(1);
        TestNode node = node();
        store.pause(QUEUE, null, "ann");
        store.pause(StoreSession.ALL_QUEUES, null, "bob");

        store.resume(QUEUE, null);
        assertThat(node.claim(1)).isEmpty();
        store.pause(QUEUE, null, "ann");
        store.resume(StoreSession.ALL_QUEUES, null);
        assertThat(node.claim(1)).isEmpty();
        store.resume(QUEUE, null);
        assertThat(node.claim(1)).hasSize(1);
    }

    @Test
    void aSingleJobOfAQueueCanBePausedInAllItsVersions() {
        JobId paused = job().priority(9).add();
        JobId newer = job().kind(SEND_2).priority(9).add();
        JobId other = job().kind(DIGEST).add();
        JobId elsewhere = job().queue(OTHER_QUEUE).add();
        TestNode node = node(openElsewhere());
        store.pause(QUEUE, SEND.name(), "ann");

        assertThat(node.claim(QUEUE, Set.of(SEND, SEND_2, DIGEST), 2))
                .extracting(ClaimedJob::id)
                .containsExactly(other);
        assertThat(node.claim(QUEUE, Set.of(SEND, SEND_2, DIGEST), 2)).isEmpty();
        assertThat(node.claim(OTHER_QUEUE, TestNode.KINDS, 2))
                .extracting(ClaimedJob::id)
                .containsExactly(elsewhere);
        store.resume(QUEUE, SEND.name());
        assertThat(node.claim(QUEUE, Set.of(SEND, SEND_2, DIGEST), 3))
                .extracting(ClaimedJob::id)
                .containsExactly(paused, newer);
    }

    @Test
    void aJobThatIsPausedBetweenFullClaimsIsLeftOutOfTheNextAndTakenAgainOnceItIsResumed() {
        List<JobId> sends = jobs(6);
        List<JobId> digests =
                IntStream.range(0, 6).mapToObj(any -> job().kind(DIGEST).add()).toList();
        TestNode node = node();
        assertThat(node.claimIds(2)).containsExactlyElementsOf(sends.subList(0, 2));

        openElsewhere().pause(QUEUE, SEND.name(), "ann");
        assertThat(node.claimIds(2)).containsExactlyElementsOf(digests.subList(0, 2));
        assertThat(node.claimIds(2)).containsExactlyElementsOf(digests.subList(2, 4));
        openElsewhere().resume(QUEUE, SEND.name());
        assertThat(node.claimIds(2)).containsExactlyElementsOf(sends.subList(2, 4));
    }

    @Test
    void thePauseOfAQueueAndThatOfItsJobEndSeparately() {
        jobs(1);
        TestNode node = node();
        store.pause(QUEUE, null, "ann");
        store.pause(QUEUE, SEND.name(), "bob");

        store.resume(QUEUE, null);
        assertThat(node.claim(1)).isEmpty();
        store.pause(QUEUE, null, "ann");
        store.resume(QUEUE, SEND.name());
        assertThat(node.claim(1)).isEmpty();
        store.resume(QUEUE, null);
        assertThat(node.claim(1)).hasSize(1);
    }

    @Test
    void aPauseInForceStaysAsItIs() {
        store.pause(QUEUE, null, "ann");
        List<Pause> before = store.pauses();
        advance(Duration.ofHours(1));

        store.pause(QUEUE, null, "bob");

        assertThat(store.pauses()).isEqualTo(before).hasSize(1);
        assertThat(before.get(0).queue()).isEqualTo(QUEUE);
        assertThat(before.get(0).by()).isEqualTo("ann");
        assertThat(Duration.between(before.get(0).since(), store.now().truncatedTo(ChronoUnit.MICROS)))
                .isCloseTo(Duration.ofHours(1), Duration.ofMinutes(1));
    }

    @Test
    void allPausesAreShown() {
        store.pause(QUEUE, null, "ann");
        store.pause("never used", null, "bob");
        store.pause(StoreSession.ALL_QUEUES, null, "cleo");
        store.pause(QUEUE, SEND.name(), "dan");

        assertThat(openElsewhere().pauses())
                .extracting(Pause::queue, Pause::job, Pause::by)
                .containsExactlyInAnyOrder(
                        tuple(QUEUE, null, "ann"),
                        tuple("never used", null, "bob"),
                        tuple(StoreSession.ALL_QUEUES, null, "cleo"),
                        tuple(QUEUE, SEND.name(), "dan"));
    }

    @Test
    void aQueueThatIsNotPausedIsResumedWithoutFuss() {
        store.resume(QUEUE, null);

        assertThat(store.pauses()).isEmpty();
    }

    @Test
    void jobsThatRunGoOn() {
        var job = running();
        store.pause(QUEUE, null, "ann");

        assertThat(complete(job)).isEqualTo(FinishResult.ACCEPTED);
        job().add();
    }
}
