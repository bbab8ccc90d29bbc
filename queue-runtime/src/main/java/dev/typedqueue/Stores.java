package dev.typedqueue;

import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.internal.engine.Engine;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
     * The engines on the stores that have a queue of that name: several may each have one. One that is not declared is
     * looked for in all stores.
     *
     * @throws ConfigurationException if none of the declared queues with that name has a store here
     * @throws IllegalArgumentException if no such queue is declared, and no store has heard of one
     */
    List<Engine> ofQueuesNamed(String name) {
        List<QueueDefinition> declared = declared(name);
        List<Engine> found = declared.isEmpty()
                ? engines.values().stream()
                        .filter(engine -> engine.session().queues().contains(name))
                        .toList()
                : declared.stream().flatMap(queue -> find(queue).stream()).toList();
        if (found.isEmpty()) {
            throw declared.isEmpty() ? unknownQueue(name) : missing(declared.get(0));
        }
        return found;
    }

    /**
     * Does nothing if a queue of that name is declared, or a store has heard of one.
     *
     * @throws IllegalArgumentException if not
     */
    void requireQueue(String name) {
        if (declared(name).isEmpty()) {
            ofQueuesNamed(name);
        }
    }

    List<QueueDefinition> declared(String name) {
        return queues.stream().filter(queue -> queue.name().equals(name)).toList();
    }

    private IllegalArgumentException unknownQueue(String name) {
        Set<String> known = new TreeSet<>();
        queues.forEach(queue -> known.add(queue.name()));
        engines.values().forEach(engine -> known.addAll(engine.session().queues()));
        return new IllegalArgumentException("No queue named \"" + name
                + "\" is declared here, and no store has heard of one. " + SimilarNames.hint(name, known));
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
