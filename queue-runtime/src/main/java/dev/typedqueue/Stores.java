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

    /** The engine on the store of a queue, if this runtime has that store. */
    Optional<Engine> find(QueueDefinition queue) {
        return Optional.ofNullable(engines.get(queue.store()));
    }

    /** The engine on the store of a queue. */
    Engine of(QueueDefinition queue) {
        Engine engine = engines.get(queue.store());
        if (engine == null) {
            throw missing(queue);
        }
        return engine;
    }

    /**
     * The engines on the stores of the queues with that name: several stores may each have one. An undeclared queue is
     * looked for in the unnamed store.
     *
     * @throws ConfigurationException if none of the declared queues with that name has a store here
     * @throws IllegalArgumentException if no such queue is declared and there is no unnamed store
     */
    List<Engine> ofQueuesNamed(String name) {
        List<QueueDefinition> declared =
                queues.stream().filter(queue -> queue.name().equals(name)).toList();
        List<Engine> found =
                declared.stream().flatMap(queue -> find(queue).stream()).toList();
        if (!found.isEmpty()) {
            return found;
        }
        if (!declared.isEmpty()) {
            throw missing(declared.get(0));
        }
        Engine unnamed = engines.get(UNNAMED);
        if (unnamed == null) {
            throw new IllegalArgumentException("No queue named \"" + name + "\" is declared; known are " + queues);
        }
        return List.of(unnamed);
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
