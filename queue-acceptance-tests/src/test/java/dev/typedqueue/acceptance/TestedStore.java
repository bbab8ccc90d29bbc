package dev.typedqueue.acceptance;

import dev.typedqueue.spi.Store;
import dev.typedqueue.store.memory.MemoryStore;
import dev.typedqueue.store.postgres.PostgresStore;
import dev.typedqueue.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The stores on which every promise is tried. */
enum TestedStore {
    MEMORY,
    SQLITE,
    POSTGRES;

    private static final int SQLITE_BUSY = 5;

    /**
     * Where a new, empty store is to be: a file, or a schema of the server.
     *
     * @param directory for files, without any of that number
     */
    String newAddress(Path directory, int number) {
        return switch (this) {
            case MEMORY -> "";
            case SQLITE -> directory.resolve("jobs-" + number + ".db").toString();
            case POSTGRES -> PostgresServer.newSchema();
        };
    }

    /** A store as processes have it that meet there. One in memory is always new. */
    Store at(String address) {
        return switch (this) {
            case MEMORY -> MemoryStore.create();
            case SQLITE -> SqliteStore.at(Path.of(address));
            case POSTGRES -> PostgresServer.store(address);
        };
    }

    /** The same on the time of a test, but for {@link #clockError}. */
    Store at(String address, InstantSource clock) {
        return switch (this) {
            case MEMORY -> MemoryStore.create(clock);
            case SQLITE -> SqliteStore.at(Path.of(address)).withClock(clock);
            case POSTGRES -> onTime(PostgresServer.store(address), clock);
        };
    }

    /** A connection that is in a transaction, in which it may write. */
    Connection begin(String address) throws SQLException {
        Connection connection = switch (this) {
            case MEMORY -> throw new UnsupportedOperationException("There are no transactions in memory");
            case SQLITE -> DriverManager.getConnection("jdbc:sqlite:" + address);
            case POSTGRES -> DriverManager.getConnection(address);
        };
        try (Statement statement = connection.createStatement()) {
            if (this == SQLITE) {
                statement.execute("PRAGMA busy_timeout = 60000");
            }
            statement.execute(this == SQLITE ? "BEGIN IMMEDIATE" : "BEGIN");
        }
        return connection;
    }

    /** How far a store's time may be ahead of a test's: PostgreSQL's goes on while a statement is on its way. */
    Duration clockError() {
        return switch (this) {
            case MEMORY, SQLITE -> Duration.ZERO;
            case POSTGRES -> Duration.ofSeconds(5);
        };
    }

    private static PostgresStore onTime(PostgresStore store, InstantSource clock) {
        return store.withClockOffset(() -> Duration.between(Instant.now(), clock.instant()));
    }

    /** Whether any process is within a transaction that changes something there. */
    boolean isInTransaction(String address) throws SQLException {
        return switch (this) {
            case MEMORY -> false;
            case SQLITE -> isLocked(address);
            case POSTGRES -> PostgresServer.isInTransaction(address);
        };
    }

    private static boolean isLocked(String file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 100");
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
            return false;
        } catch (SQLException e) {
            if (e.getErrorCode() == SQLITE_BUSY) {
                return true;
            }
            throw e;
        }
    }
}
