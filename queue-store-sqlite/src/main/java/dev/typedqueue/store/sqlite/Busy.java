package dev.typedqueue.store.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Waits for a lock that another transaction holds, by trying again after fractions of a millisecond. SQLite's own
 * handler waits for up to a tenth of a second between two tries, and so starves beside a process that writes all the
 * time.
 *
 * @param timeout how long to wait at most
 * @param nanoTime measures the time that has gone by
 */
record Busy(Duration timeout, LongSupplier nanoTime) {

    /** Something that a lock may stop. */
    @FunctionalInterface
    interface Attempt {

        void run() throws SQLException;
    }

    private static final long LEAST_NANOS = 50_000;
    private static final long MOST_NANOS = 1_000_000;

    /** Tries until the lock is free, the time is up or the caller gives up. */
    void retry(BooleanSupplier givenUp, Attempt attempt) throws SQLException {
        long deadline = nanoTime.getAsLong() + timeout.toNanos();
        while (true) {
            try {
                attempt.run();
                return;
            } catch (SQLException e) {
                if (!Faults.isBusy(e) || givenUp.getAsBoolean() || nanoTime.getAsLong() - deadline >= 0) {
                    throw e;
                }
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LEAST_NANOS, MOST_NANOS));
        }
    }
}
