package dev.typedqueue.store.sqlite;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What a store is configured with.
 *
 * @param path the file
 * @param synchronous when a commit reaches the disk
 * @param busyTimeout how long a write waits for another transaction's lock
 * @param clock the store's clock
 * @param nanoTime measures how long a lock is waited for
 * @param maxPages the most pages that the file may grow to, or 0 for no limit
 */
record Settings(
        Path path,
        Synchronous synchronous,
        Duration busyTimeout,
        InstantSource clock,
        LongSupplier nanoTime,
        int maxPages) {

    Settings withSynchronous(Synchronous other) {
        return new Settings(path, other, busyTimeout, clock, nanoTime, maxPages);
    }

    Settings withBusyTimeout(Duration other) {
        return new Settings(path, synchronous, other, clock, nanoTime, maxPages);
    }

    Settings withClock(InstantSource other) {
        return new Settings(path, synchronous, busyTimeout, other, nanoTime, maxPages);
    }

    Settings withMaxPages(int other) {
        return new Settings(path, synchronous, busyTimeout, clock, nanoTime, other);
    }

    /** How the lock of another transaction is waited for. */
    Busy busy() {
        return new Busy(busyTimeout, nanoTime);
    }

    /** The store's name in messages. */
    String store() {
        return "SQLite store " + path;
    }
}
