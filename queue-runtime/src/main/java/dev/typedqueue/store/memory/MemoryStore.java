package dev.typedqueue.store.memory;

import dev.typedqueue.spi.Store;
import dev.typedqueue.spi.StoreSession;
import java.time.InstantSource;

/** Keeps jobs in this process's memory. What is in it is lost when the process ends. */
public final class MemoryStore implements Store {

    private final InstantSource clock;

    private MemoryStore(InstantSource clock) {
        this.clock = clock;
    }

    /** A new, empty store on the system's clock. */
    public static MemoryStore create() {
        return create(InstantSource.system());
    }

    /** A new, empty store on the given clock. */
    public static MemoryStore create(InstantSource clock) {
        return new MemoryStore(clock);
    }

    @Override
    public StoreSession open(String namespace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
        return "memory";
    }
}
