package dev.typedqueue.internal.engine;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many jobs run at the same time, as people change it, and how a queue comes to rest. */
class SlotsTest {

    private final World world = new World();
    private final List<String> ran = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final TextQueue texts = TextQueue.sequential();

    @AfterEach
    void endWorld() {
        world.close();
    }

    /** Its jobs take an hour. */
    private Node slowNode() {
        return world.node(handlers(texts, ofHours(1)));
    }

    private QueueHandlers handlers(TextQueue queue, Duration time) {
        return queue.handledBy((text, job) -> {
            ran.add(text);
            Simulation.sleep(time);
            done.add(text);
        });
    }

    @Test
    void moreJobsBeginAtOnceWhenTheConcurrencyGrows() {
        Node node = slowNode();
        texts.addTo(node, 5);
        world.settle();
        assertThat(ran).hasSize(1);
        node.runtime().setConcurrency(texts.queue, 3);
        world.settle();
        assertThat(ran).hasSize(3);
        world.advance(ofHours(1));
        assertThat(ran).hasSize(5);
    }

    @Test
    void handlersAreLeftToEndWhenTheConcurrencyShrinks() {
        TextQueue three = TextQueue.withConcurrency(3);
        Node node = world.node(handlers(three, ofSeconds(10)));
        three.addTo(node, 6);
        world.settle();
        assertThat(ran).hasSize(3);
        node.runtime().setConcurrency(three.queue, 1);
        world.advance(ofSeconds(11));
        assertThat(done).hasSize(3);
        assertThat(ran).hasSize(4);
        world.advance(ofSeconds(10));
        assertThat(ran).hasSize(5);
        world.advance(ofSeconds(20));
        assertThat(done).hasSize(6);
    }

    @Test
    void aChangeHoldsOnAllNodesAndOnThoseThatStartLater() {
        Node first = slowNode();
        Node second = slowNode();
        texts.addTo(first, 20);
        world.settle();
        assertThat(ran).hasSize(2);
        first.runtime().queues().changeConcurrency("texts", 4);
        world.settle();
        assertThat(ran).hasSize(5);
        world.advance(ConcurrencyWatch.INTERVAL);
        assertThat(ran).hasSize(8);
        slowNode();
        world.settle();
        assertThat(ran).hasSize(12);
        assertThat(second.runtime().queues().changedConcurrencies()).isEqualTo(Map.of("texts", 4));
    }

    @Test
    void aChangeOutlivesARestartUntilItIsReset() {
        Node before = slowNode();
        before.runtime().queues().changeConcurrency("texts", 3);
        before.close();
        Node after = slowNode();
        texts.addTo(after, 9);
        world.settle();
        assertThat(ran).hasSize(3);
        after.runtime().queues().resetConcurrency("texts");
        world.advance(ofHours(1));
        assertThat(ran).hasSize(4);
        assertThat(after.runtime().queues().changedConcurrencies()).isEmpty();
    }

    @Test
    void whatWasSetOnANodeHoldsThereWhateverIsChangedForAll() {
        Node own = slowNode();
        own.runtime().setConcurrency(texts.queue, 2);
        own.runtime().queues().changeConcurrency("texts", 5);
        texts.addTo(own, 9);
        world.advance(ofMinutes(1));
        assertThat(ran).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001})
    void aConcurrencyThatIsNoneIsRefused(int concurrency) {
        Node node = slowNode();
        texts.addTo(node, 3);
        String message = "The concurrency of queue \"texts\" must be 1 to 10000, but is " + concurrency
                + "; to stop the queue, halt or pause it";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.runtime().setConcurrency(texts.queue, concurrency))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.runtime().queues().changeConcurrency("texts", concurrency))
                .withMessage(message);
        world.settle();
        assertThat(ran).hasSize(1);
        assertThat(world.store.concurrencies()).isEmpty();
    }

    @Test
    void theConcurrencyOfAQueueOfWhichNobodyHasHeardIsRefused() {
        Node node = slowNode();
        String message =
                "No queue named \"text\" is declared here, and no store has heard of one." + " Did you mean \"texts\"?";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.runtime().queues().changeConcurrency("text", 2))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.runtime().queues().resetConcurrency("text"))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.runtime().queues().drain("text", ofSeconds(1)))
                .withMessage(message);
        assertThat(world.store.concurrencies()).isEmpty();
        assertThat(world.store.queues()).containsExactly("texts");
    }

    @Test
    void aDrainWaitsUntilNothingIsLeftOnAnyNode() {
        Node node = world.node(handlers(texts, ofMinutes(10)));
        List<JobId> ids = texts.addTo(node, 3);
        JobId later = node.addIn(texts.queue, texts.job, "later", ofHours(9));
        world.settle();
        assertThat(world.node().runtime().queues().drain("texts", ofMinutes(50)))
                .isTrue();
        assertThat(ids).extracting(world::state).containsOnly(JobState.COMPLETED);
        assertThat(world.now()).isBetween(Simulation.START.plus(ofMinutes(30)), Simulation.START.plusSeconds(1_803));
        assertThat(world.state(later)).isEqualTo(JobState.SCHEDULED);
    }

    @Test
    void aDrainThatTakesTooLongSaysSo() {
        Node node = world.node(handlers(texts, ofMinutes(10)));
        texts.addTo(node, 3);
        assertThat(node.runtime().queues().drain("texts", ofMinutes(20))).isFalse();
        assertThat(world.now()).isEqualTo(Simulation.START.plus(ofMinutes(20)));
        assertThat(world.node().runtime().queues().drain("texts", Duration.ZERO))
                .isFalse();
    }

    @Test
    void aHaltCanWaitUntilTheHandlersHaveEnded() {
        Node node = slowNode();
        List<JobId> ids = texts.addTo(node, 2);
        world.settle();
        assertThat(node.runtime().halt(texts.queue, ofHours(2))).isTrue();
        assertThat(world.now()).isEqualTo(Simulation.START.plus(ofHours(1)));
        assertThat(world.state(ids.get(0))).isEqualTo(JobState.COMPLETED);
        world.advance(ofMinutes(1));
        assertThat(world.state(ids.get(1))).isEqualTo(JobState.READY);
        node.runtime().run(texts.queue);
        world.settle();
        assertThat(world.state(ids.get(1))).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aHaltWaitsUntilTheOutcomesAreStored() {
        Node node = slowNode();
        JobId id = texts.addTo(node, "text");
        world.advance(ofMinutes(30));
        node.store.failNext("finish");
        assertThat(node.runtime().halt(texts.queue, ofHours(2))).isTrue();
        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
        assertThat(world.now()).isAfter(Simulation.START.plus(ofHours(1)));
    }

    @Test
    void aHaltThatTakesTooLongSaysSoAndTellsNoHandlerToEnd() {
        Node node = slowNode();
        JobId id = texts.addTo(node, "text");
        world.settle();
        assertThat(node.runtime().halt(texts.queue, ofMinutes(10))).isFalse();
        assertThat(world.now()).isEqualTo(Simulation.START.plus(ofMinutes(10)));
        assertThat(world.state(id)).isEqualTo(JobState.RUNNING);
        world.advance(ofHours(1));
        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
    }
}
