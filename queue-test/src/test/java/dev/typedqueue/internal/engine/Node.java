package dev.typedqueue.internal.engine;

import dev.typedqueue.AddOptions;
import dev.typedqueue.JobId;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.RuntimeBuilder;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.test.simulation.FaultyStore;
import dev.typedqueue.test.simulation.SimulatedPlatform;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A node of a simulated world: a runtime on a platform and a view of the store of its own. */
final class Node {

    final SimulatedPlatform platform;
    final FaultyStore store;
    private @Nullable QueueRuntime started;

    Node(World world) {
        this.platform = world.simulation.newPlatform();
        this.store = new FaultyStore(world.memory);
    }

    void start(UnaryOperator<RuntimeBuilder> settings, QueueHandlers... queues) {
        RuntimeBuilder builder = QueueRuntime.builder()
                .store(store)
                .platform(platform)
                .lease(World.LEASE)
                .asDefault(false)
                .closeOnShutdown(false);
        for (QueueHandlers each : queues) {
            builder.handle(each);
        }
        started = settings.apply(builder).start();
    }

    QueueRuntime runtime() {
        return Objects.requireNonNull(started, "not started");
    }

    JobId add(QueueDefinition queue, JobDefinition<String> job, String payload) {
        return add(queue, job, payload, AddOptions.now());
    }

    JobId addIn(QueueDefinition queue, JobDefinition<String> job, String payload, Duration delay) {
        return add(queue, job, payload, AddOptions.at(platform.clock().instant().plus(delay)));
    }

    JobId add(QueueDefinition queue, JobDefinition<String> job, String payload, AddOptions options) {
        return runtime().client(queue).add(job, payload, options).id();
    }

    void close() {
        runtime().close();
    }
}
