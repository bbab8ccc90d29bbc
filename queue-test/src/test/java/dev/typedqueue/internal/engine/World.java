package dev.typedqueue.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.RuntimeBuilder;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.spi.StoreSession;
import dev.typedqueue.store.memory.MemoryStore;
import dev.typedqueue.test.simulation.SimulatedPlatform;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A simulated world with one store and any number of nodes on it. */
final class World implements AutoCloseable {

    /** How long a node lives without a heartbeat, unless a test says otherwise. */
    static final Duration LEASE = Duration.ofSeconds(15);

    /** More than the loops of an engine with some queues. */
    private static final int TIMERS_OF_A_NODE = 30;

    /** More than the limits of an attempt. */
    private static final int TIMERS_OF_A_HANDLER = 3;

    private final List<SimulatedPlatform> platforms = new ArrayList<>();

    final Simulation simulation = new Simulation(42);
    final MemoryStore memory = MemoryStore.create(simulation.clock());

    /** What is really in the store, whatever the nodes can see of it. */
    final StoreSession store = memory.open("default");

    Node node(QueueHandlers... queues) {
        return node(builder -> builder, queues);
    }

    Node node(UnaryOperator<RuntimeBuilder> settings, QueueHandlers... queues) {
        Node node = new Node(this);
        platforms.add(node.platform);
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

    /** Ends the world, unless a node has kept timers of what has ended long ago. */
    @Override
    public void close() {
        for (SimulatedPlatform platform : platforms) {
            if (platform.isAlive()) {
                assertThat(platform.timers())
                        .as("timers of a node")
                        .isLessThanOrEqualTo(TIMERS_OF_A_NODE + TIMERS_OF_A_HANDLER * platform.handlers());
            }
        }
        simulation.close();
    }
}
