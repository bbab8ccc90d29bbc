package dev.typedqueue.acceptance;

import dev.typedqueue.spi.Store;
import dev.typedqueue.store.memory.MemoryStore;
import dev.typedqueue.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;

/** The stores on which every promise is tried. */
enum TestedStore {
    MEMORY,
    SQLITE;

    /**
     * A new, empty store.
     *
     * @param file for a store that keeps one; it does not exist yet
     */
    Store create(Path file, InstantSource clock) {
        return switch (this) {
            case MEMORY -> MemoryStore.create(clock);
            case SQLITE -> SqliteStore.at(file).withClock(clock);
        };
    }
}
