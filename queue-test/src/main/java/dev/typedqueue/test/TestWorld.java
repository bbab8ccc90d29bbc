package dev.typedqueue.test;

import dev.typedqueue.JobId;
import dev.typedqueue.RuntimeBuilder;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.Store;
import dev.typedqueue.store.memory.MemoryStore;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What one test has: time, stores, and a node that may crash and be started again. */
final class TestWorld implements AutoCloseable {

    private final Simulation simulation;
    private final UnaryOperator<RuntimeBuilder> settings;
    private final Journal journal = new Journal();
    private final Map<String, Store> stores = new LinkedHashMap<>();
    private final List<QueueHandlers> handlers = new ArrayList<>();
    private @Nullable TestNode node;

    TestWorld(Simulation simulation, UnaryOperator<RuntimeBuilder> settings) {
        this.simulation = simulation;
        this.settings = settings;
    }

    void open(
            Map<String, Function<? super InstantSource, ? extends Store>> newStores,
            List<Function<? super InstantSource, QueueHandlers>> newHandlers) {
        InstantSource clock = simulation.clock();
        newStores.forEach((name, store) -> stores.put(name, store.apply(clock)));
        newHandlers.forEach(each -> handlers.add(each.apply(clock)));
        handlers.forEach(each -> stores.computeIfAbsent(each.queue().store(), name -> MemoryStore.create(clock)));
        node = new TestNode(simulation, journal, stores, handlers, settings);
    }

    Instant now() {
        return simulation.clock().instant();
    }

    /** The node, though it may have crashed. */
    TestNode node() {
        if (node == null) {
            throw new IllegalStateException("The node has not started");
        }
        return node;
    }

    /** The node, which must not have crashed. */
    TestNode living() {
        if (!node().isAlive()) {
            throw new IllegalStateException("The node has crashed: call restart() first");
        }
        return node();
    }

    void restart() {
        TestNode crashed = node();
        if (crashed.isAlive()) {
            throw new IllegalStateException("The node has not crashed: call crash() first");
        }
        Map<String, Set<NodeId>> dead = crashed.nodes();
        crashed.close();
        node = new TestNode(simulation, journal, stores, handlers, settings);
        node.rescue(dead);
    }

    QueueHandlers handlersOf(JobDefinition<?> job) {
        return handlers.stream()
                .filter(each -> each.queue().jobs().contains(job))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "No queue with job \"" + job + "\" is handled here: give its handlers to TestQueues.with(…)"));
    }

    /** Does something with a node of its own for one queue, that sees no other jobs and is seen by nobody. */
    <T> T beside(QueueHandlers queue, Function<TestNode, T> work) {

        String namespace = "test-" + UUID.randomUUID();
        TestNode beside = new TestNode(
                simulation,
                new Journal(),
                stores,
                List.of(queue),
                builder -> settings.apply(builder).asDefault(false).namespace(namespace));
        try {
            return work.apply(beside);
        } finally {
            beside.close();
        }
    }

    List<AddedJob> added() {
        return journal.added(this::isStored);
    }

    private boolean isStored(JobId id) {
        return node().holds(id);
    }

    List<JobRun> runs() {
        return journal.runs();
    }

    @Override
    public void close() {
        try {
            if (node != null) {
                node.close();
            }
        } finally {
            simulation.close();
        }
    }
}
