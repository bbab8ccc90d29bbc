package dev.typedqueue.acceptance;

import dev.typedqueue.spi.Store;
import dev.typedqueue.store.memory.MemoryStore;
import dev.typedqueue.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BiFunction;

/** The stores on which every promise is tried. */
enum TestedStore {
    MEMORY((file, clock) -> MemoryStore.create(clock)),
    SQLITE((file, clock) -> SqliteStore.at(file).withClock(clock));

    private final BiFunction<Path, InstantSource, Store> factory;

    TestedStore(BiFunction<Path, InstantSource, Store> factory) {
        this.factory = factory;
    }

    /**
     * A new, empty store.
     *
     * @param file for a store that keeps one; it does not exist yet
     */
    Store create(Path file, InstantSource clock) {
        return factory.apply(file, clock);
    }
}
