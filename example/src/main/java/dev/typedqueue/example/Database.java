package dev.typedqueue.example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.typedqueue.example.DatabaseAddress.PostgresUrl;
import dev.typedqueue.example.DatabaseAddress.SqliteFile;
import dev.typedqueue.spi.Store;
import dev.typedqueue.store.postgres.PostgresStore;
import dev.typedqueue.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * The application's own tables, and the jobs beside them. That both are in one database is what lets a transaction
 * change a notification and a job together.
 *
 * <p>Safe for use by several threads.
 */
final class Database implements AutoCloseable {

    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    /** For ten handlers in transactions of their own, the store's five connections, and requests. */
    private static final int POOL_SIZE = 20;

    private final DataSource connections;
    private final Store jobs;
    private final Runnable close;

    private Database(DataSource connections, Store jobs, Runnable close) {
        this.connections = connections;
        this.jobs = jobs;
        this.close = close;
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

    /** Opens the database, and creates the application's tables where they are missing. */
    static Database open(DatabaseAddress address) {
        if (address instanceof SqliteFile file) {
            return sqlite(file.path());
        }
        return postgres(((PostgresUrl) address).url());
    }

    private static Database sqlite(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        SQLiteDataSource connections = new SQLiteDataSource(config);
        connections.setUrl("jdbc:sqlite:" + file);
        return new Database(connections, SqliteStore.at(file), () -> {}).withTables("schema-sqlite.sql");
    }

    private static Database postgres(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(POOL_SIZE);
        HikariDataSource connections = new HikariDataSource(config);
        return new Database(connections, PostgresStore.using(connections), connections::close)
                .withTables("schema-postgres.sql");
    }

    private Database withTables(String schema) {
        try {
            change(connection -> createTables(connection, schema));
            return this;
        } catch (DatabaseException failure) {
            close();
            throw failure;
        }
    }

    private static void createTables(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(read(schema));
        }
    }

    private static String read(String schema) {
        try (InputStream text = Objects.requireNonNull(Database.class.getResourceAsStream(schema))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where the jobs are kept: in the same database. */
    Store jobs() {
        return jobs;
    }

    /** Closes the connections. */
    @Override
    public void close() {
        close.run();
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
