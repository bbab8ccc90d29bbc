package dev.typedqueue;

import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.internal.engine.Engine;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The stores of a runtime, by name, each with its engine. */
final class Stores {

    /** The name of the store of queues that name none. */
    static final String UNNAMED = "";

    private final Map<String, Engine> engines;
    private final List<QueueDefinition> queues;

    Stores(Map<String, Engine> engines, List<QueueDefinition> queues) {
        this.engines = Map.copyOf(engines);
        this.queues = List.copyOf(queues);
    }

    /** The engine on the store of a queue. */
    Engine of(QueueDefinition queue) {
        Engine engine = engines.get(queue.store());
        if (engine == null) {
            throw missing(queue);
        }
        return engine;
    }

    /** The engine on the store of the queue with that name; on the unnamed store if no such queue is declared. */
    Engine ofQueueNamed(String name) {
        Optional<QueueDefinition> declared =
                queues.stream().filter(queue -> queue.name().equals(name)).findFirst();
        if (declared.isPresent()) {
            return of(declared.get());
        }
        Engine unnamed = engines.get(UNNAMED);
        if (unnamed == null) {
            throw new IllegalArgumentException("No queue named \"" + name + "\" is declared; known are " + queues);
        }
        return unnamed;
    }

    Collection<Engine> all() {
        return engines.values();
    }

    List<QueueDefinition> queues() {
        return queues;
    }

    CompletableFuture<Void> stop(Duration grace) {
        return CompletableFuture.allOf(
                engines.values().stream().map(engine -> engine.stop(grace)).toArray(CompletableFuture<?>[]::new));
    }

    static ConfigurationException missing(QueueDefinition queue) {
        String call = queue.store().equals(UNNAMED) ? "store(…)" : "store(\"" + queue.store() + "\", …)";
        return new ConfigurationException(
                "Queue \"" + queue + "\", declared by " + queue.declaration() + ", has no store: give one to"
                        + " QueueRuntime.builder() by " + call,
                null);
    }
}
