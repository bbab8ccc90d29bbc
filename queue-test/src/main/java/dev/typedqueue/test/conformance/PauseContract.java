package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Pause;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How queues are stopped and go on. */
abstract class PauseContract extends StoreContract {

    @Test
    void aPausedQueueGivesNoJobsUntilItIsResumed() {
        JobId id = job().add();
        JobId other = job().queue(OTHER_QUEUE).add();
        TestNode node = node(openElsewhere());
        store.pause(QUEUE, "ann");

        assertThat(node.claim(1)).isEmpty();
        assertThat(node.claim(OTHER_QUEUE, TestNode.KINDS, 1)).hasSize(1);
        store.resume(QUEUE);
        assertThat(node.claimIds(1)).containsExactly(id);
        assertThat(find(other).node()).isEqualTo(node.id().value());
    }

    @Test
    void allQueuesCanBePaused() {
        job().add();
        job().queue(OTHER_QUEUE).add();
        TestNode node = node();
        store.pause(StoreSession.ALL_QUEUES, "ann");

        assertThat(node.claim(1)).isEmpty();
        assertThat(node.claim(OTHER_QUEUE, TestNode.KINDS, 1)).isEmpty();
        store.resume(StoreSession.ALL_QUEUES);
        assertThat(node.claim(1)).hasSize(1);
    }

    @Test
    void thePauseOfAllAndThatOfOneEndSeparately() {
        jobs(1);
        TestNode node = node();
        store.pause(QUEUE, "ann");
        store.pause(StoreSession.ALL_QUEUES, "bob");

        store.resume(QUEUE);
        assertThat(node.claim(1)).isEmpty();
        store.pause(QUEUE, "ann");
        store.resume(StoreSession.ALL_QUEUES);
        assertThat(node.claim(1)).isEmpty();
        store.resume(QUEUE);
        assertThat(node.claim(1)).hasSize(1);
    }

    @Test
    void aPauseInForceStaysAsItIs() {
        store.pause(QUEUE, "ann");
        List<Pause> before = store.pauses();
        advance(Duration.ofHours(1));

        store.pause(QUEUE, "bob");

        assertThat(store.pauses()).isEqualTo(before).hasSize(1);
        assertThat(before.get(0).queue()).isEqualTo(QUEUE);
        assertThat(before.get(0).by()).isEqualTo("ann");
        assertThat(Duration.between(before.get(0).since(), store.now().truncatedTo(ChronoUnit.MICROS)))
                .isCloseTo(Duration.ofHours(1), Duration.ofMinutes(1));
    }

    @Test
    void allPausesAreShown() {
        store.pause(QUEUE, "ann");
        store.pause("never used", "bob");
        store.pause(StoreSession.ALL_QUEUES, "cleo");

        assertThat(openElsewhere().pauses())
                .extracting(Pause::queue)
                .containsExactlyInAnyOrder(QUEUE, "never used", StoreSession.ALL_QUEUES);
    }

    @Test
    void aQueueThatIsNotPausedIsResumedWithoutFuss() {
        store.resume(QUEUE);

        assertThat(store.pauses()).isEmpty();
    }

    @Test
    void jobsThatRunGoOn() {
        var job = running();
        store.pause(QUEUE, "ann");

        assertThat(complete(job)).isEqualTo(FinishResult.ACCEPTED);
        job().add();
    }
}
