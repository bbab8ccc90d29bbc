package dev.typedqueue.store.sqlite;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What a store is configured with.
 *
 * @param path the file
 * @param synchronous when a commit reaches the disk
 * @param busyTimeout how long a write waits for another transaction's lock
 * @param clock the store's clock
 * @param maxPages the most pages that the file may grow to, or 0 for no limit
 */
record Settings(Path path, Synchronous synchronous, Duration busyTimeout, InstantSource clock, int maxPages) {

    /** The store's name in messages. */
    String store() {
        return "SQLite store " + path;
    }
}
