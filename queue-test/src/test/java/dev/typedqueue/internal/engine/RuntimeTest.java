package dev.typedqueue.internal.engine;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.typedqueue.AddOptions;
import dev.typedqueue.ConfigurationException;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.NoRuntimeException;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.RuntimeBuilder;
import dev.typedqueue.StoreException;
import dev.typedqueue.store.memory.MemoryStore;
import dev.typedqueue.test.simulation.FaultyStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a runtime is configured, and which one is meant. */
class RuntimeTest {

    private final World world = new World();
    private final List<String> ran = new ArrayList<>();
    private final TextQueue texts = TextQueue.sequential();

    @AfterEach
    void endWorld() {
        System.clearProperty(RuntimeBuilder.PAUSED_PROPERTY);
        world.close();
    }

    private RuntimeBuilder builder() {
        return QueueRuntime.builder()
                .platform(world.simulation.newPlatform())
                .asDefault(false)
                .closeOnShutdown(false);
    }

    private Node node() {
        return world.node(texts.handledBy((text, job) -> ran.add(text)));
    }

    @Test
    void withoutARuntimeTheStaticMethodsSayHowToStartOne() {
        assertThatExceptionOfType(NoRuntimeException.class)
                .isThrownBy(() -> QueueClient.current(texts.queue))
                .withMessageContaining("No runtime is running, so nothing can be added to queue \"texts\"")
                .withMessageContaining("QueueRuntime.builder().store(…).handle(…).start()");
    }

    @Test
    void theFirstRuntimeThatIsStartedIsTheDefaultUntilItIsClosed() {
        MemoryStore first = MemoryStore.create(world.simulation.clock());
        MemoryStore second = MemoryStore.create(world.simulation.clock());
        QueueRuntime one = builder().asDefault(true).store(first).start();
        QueueRuntime two = builder().asDefault(true).store(second).start();
        JobId id = QueueClient.current(texts.queue)
                .add(texts.job, "text", AddOptions.now())
                .id();
        assertThat(one.jobs().find(id)).isPresent();
        one.close();
        assertThatExceptionOfType(NoRuntimeException.class).isThrownBy(() -> QueueClient.current(texts.queue));
        two.close();
        QueueRuntime three = builder().asDefault(true).store(first).start();
        assertThat(QueueClient.current(texts.queue)).isNotNull();
        three.close();
    }

    @Test
    void aRuntimeThatIsNotToBeTheDefaultIsNot() {
        builder().store(world.memory).start();
        assertThatExceptionOfType(NoRuntimeException.class).isThrownBy(() -> QueueClient.current(texts.queue));
    }

    @Test
    void aRuntimeWithoutAStoreDoesNotStart() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> builder().start())
                .withMessageContaining("There is no store");
    }

    @Test
    void aQueueWhoseStoreIsMissingDoesNotStart() {
        TextQueue elsewhere = TextQueue.withQueue(queue -> queue.store("reports"));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> builder()
                        .store(world.memory)
                        .handle(elsewhere.handledBy(TextQueue::ignore))
                        .start())
                .withMessageContaining("Queue \"texts\", declared by com.acme.Texts, has no store")
                .withMessageContaining("store(\"reports\", …)");
    }

    @Test
    void oneRuntimeRunsQueuesOnSeveralStores() {
        TextQueue reports = TextQueue.with(
                job -> job, queue -> TextQueue.queueNamed("reports").store("reports"));
        MemoryStore other = MemoryStore.create(world.simulation.clock());
        Node node = new Node(world);
        node.start(
                builder -> builder.store("reports", other),
                texts.handledBy((text, job) -> ran.add("default: " + text)),
                reports.handledBy((text, job) -> ran.add("reports: " + text)));
        JobId text = texts.addTo(node, "text");
        JobId report = reports.addTo(node, "report");
        world.settle();
        assertThat(ran).containsExactlyInAnyOrder("default: text", "reports: report");
        assertThat(world.store.find(text)).isPresent();
        assertThat(world.store.find(report)).isEmpty();
        assertThat(node.runtime().jobs().find(report)).isPresent();
        node.close();
        assertThat(other.open("default").nodes()).isEmpty();
    }

    @Test
    void namespacesOfOneStoreDoNotMeet() {
        world.node(builder -> builder.namespace("staging"), texts.handledBy((text, job) -> ran.add("staging")));
        Node production = world.node(builder -> builder.namespace("production"));
        JobId id = texts.addTo(production, "text");
        world.advance(ofMinutes(1));
        assertThat(ran).isEmpty();
        assertThat(production.runtime().jobs().find(id)).isPresent();
        assertThat(world.store.find(id)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.node(builder -> builder.namespace("Not Valid")))
                .withMessageContaining("The namespace \"Not Valid\" is not valid");
    }

    @Test
    void aRuntimeWithoutHandlersOnlyAddsAndIsNoNode() {
        Node sender = world.node();
        JobId id = texts.addTo(sender, "text");
        world.advance(ofMinutes(1));
        assertThat(world.state(id)).isEqualTo(JobState.READY);
        assertThat(world.store.nodes()).isEmpty();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> sender.runtime().run(texts.queue))
                .withMessageContaining("This runtime has no handlers for queue \"texts\"");
        sender.close();
    }

    @Test
    void aNodeThatIsStartedPausedRunsNothingUntilItIsTold() {
        Node node = world.node(builder -> builder.paused(true), texts.handledBy((text, job) -> ran.add(text)));
        texts.addTo(node, "text");
        world.advance(ofMinutes(1));
        assertThat(ran).isEmpty();
        node.runtime().run(texts.queue);
        world.settle();
        assertThat(ran).containsExactly("text");
    }

    @Test
    void aSystemPropertyStartsEveryNodePaused() {
        System.setProperty(RuntimeBuilder.PAUSED_PROPERTY, "true");
        Node node = node();
        texts.addTo(node, "text");
        world.advance(ofMinutes(1));
        assertThat(ran).isEmpty();
    }

    @Test
    void aQueueThatIsNotRunOnStartUpWaitsToBeTold() {
        TextQueue onDemand = TextQueue.withQueue(queue -> queue.runOnStartup(false));
        Node node = world.node(onDemand.handledBy((text, job) -> ran.add(text)));
        onDemand.addTo(node, "text");
        world.advance(ofMinutes(1));
        assertThat(ran).isEmpty();
        node.runtime().run(onDemand.queue);
        world.settle();
        assertThat(ran).containsExactly("text");
    }

    @Test
    void aNodeDoesNotStartOnAStoreThatDoesNotAnswer() {
        Node node = new Node(world);
        node.store.cutOff();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> node.start(builder -> builder, texts.handledBy(TextQueue::ignore)));
        assertThat(node.platform.isAlive()).isFalse();
    }

    @Test
    void whatOneStoreRefusesLeavesNothingRunningOnTheOther() {
        TextQueue reports = TextQueue.with(
                job -> job, queue -> TextQueue.queueNamed("reports").store("reports"));
        FaultyStore broken = new FaultyStore(MemoryStore.create(world.simulation.clock()));
        broken.cutOff();
        Node node = new Node(world);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> node.start(
                        builder -> builder.store("reports", broken),
                        texts.handledBy(TextQueue::ignore),
                        reports.handledBy(TextQueue::ignore)));
        assertThat(world.store.nodes()).isEmpty();
        assertThat(node.platform.isAlive()).isFalse();
    }

    @Test
    void settingsOutOfRangeAreRefusedWhereTheyAreGiven() {
        RuntimeBuilder builder = builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.lease(ofSeconds(0)))
                .withMessage("lease must be at least PT1S, but is PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.graceTime(ofSeconds(-1)))
                .withMessage("graceTime must not be negative, but is PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxNodeDeaths(0))
                .withMessage("maxNodeDeaths must be at least 1, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.pollInterval(ofSeconds(0)))
                .withMessageContaining("pollInterval must be at least");
    }

    @Test
    void handlersOfOneQueueAreGivenOnce() {
        RuntimeBuilder builder = builder().handle(texts.handledBy(TextQueue::ignore));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> builder.handle(texts.handledBy(TextQueue::ignore)))
                .withMessageContaining("Handlers are given twice for queue \"texts\"");
    }
}
