package dev.typedqueue.internal.engine;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.RuntimeBuilder;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.spi.StoreSession;
import dev.typedqueue.store.memory.MemoryStore;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** A simulated world with one store and any number of nodes on it. */
final class World implements AutoCloseable {

    /** How long a node lives without a heartbeat, unless a test says otherwise. */
    static final Duration LEASE = Duration.ofSeconds(15);

    final Simulation simulation = new Simulation(42);
    final MemoryStore memory = MemoryStore.create(simulation.clock());

    /** What is really in the store, whatever the nodes can see of it. */
    final StoreSession store = memory.open("default");

    Node node(QueueHandlers... queues) {
        return node(builder -> builder, queues);
    }

    Node node(UnaryOperator<RuntimeBuilder> settings, QueueHandlers... queues) {
        Node node = new Node(this);
        node.start(settings, queues);
        return node;
    }

    void advance(Duration duration) {
        simulation.advance(duration);
    }

    void settle() {
        simulation.settle();
    }

    Instant now() {
        return simulation.clock().instant();
    }

    QueuedJob job(JobId id) {
        return store.find(id).orElseThrow(() -> new AssertionError("There is no job " + id));
    }

    JobState state(JobId id) {
        return job(id).state();
    }

    @Override
    public void close() {
        simulation.close();
    }
}
