package dev.typedqueue.example;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * The application's own tables, in the SQLite file that holds the queue as well. That both are in one file is what lets
 * a transaction change a notification and a job together.
 *
 * <p>Safe for use by several threads.
 */
final class Database {

    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    private final SQLiteDataSource connections;

    private Database(SQLiteDataSource connections) {
        this.connections = connections;
    }

    /** Something that is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Something that is done with a connection, and has no result. */
    @FunctionalInterface
    interface Action {
        void with(Connection connection) throws SQLException;
    }

    /** Opens the file, and creates it and its tables where they are missing. */
    static Database open(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        SQLiteDataSource connections = new SQLiteDataSource(config);
        connections.setUrl("jdbc:sqlite:" + file);
        Database database = new Database(connections);
        database.change(Database::createTables);
        return database;
    }

    private static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(schema());
        }
    }

    private static String schema() {
        try (InputStream schema = Objects.requireNonNull(Database.class.getResourceAsStream("schema.sql"))) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads, without a lock. */
    <T> T read(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            return work.with(connection);
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }

    /**
     * Changes something in one transaction: it happens as a whole, or, if the work throws, not at all. The work begins
     * with a write. SQLite lets that wait for other writers, but refuses a write that follows a read of what others
     * have changed meanwhile.
     */
    void change(Action action) {
        changeAndGet(connection -> {
            action.with(connection);
            return true;
        });
    }

    /** Changes something {@linkplain #change in one transaction}, and gives the result. */
    <T> T changeAndGet(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (Throwable failure) {
                rollBack(connection, failure);
                throw failure;
            }
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException failure) {
            cause.addSuppressed(failure);
        }
    }
}
