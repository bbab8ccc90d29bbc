package dev.typedqueue.store.memory;

import dev.typedqueue.spi.Store;
import dev.typedqueue.spi.StoreSession;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps jobs in this process's memory, for tests and for work that may be lost. Several runtimes can share one, as
 * nodes do; what is in it outlives them, and is lost when the process ends.
 *
 * <p>Safe for use by several threads.
 */
public final class MemoryStore implements Store {

    private final InstantSource clock;
    private final Map<String, Jobs> namespaces = new ConcurrentHashMap<>();

    private MemoryStore(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** A new, empty store on the system's clock. */
    public static MemoryStore create() {
        return create(InstantSource.system());
    }

    /** A new, empty store on the given clock. */
    public static MemoryStore create(InstantSource clock) {
        return new MemoryStore(clock);
    }

    /**
     * Opens a namespace.
     *
     * @throws IllegalArgumentException if its name is not valid
     */
    @Override
    public StoreSession open(String namespace) {
        Store.requireNamespace(namespace);
        return new MemorySession(clock, namespaces.computeIfAbsent(namespace, any -> new Jobs()));
    }

    @Override
    public String toString() {
        return "memory";
    }
}
