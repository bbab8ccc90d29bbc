package dev.typedqueue.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Writes within a transaction of the caller's, which is neither ended nor, by a failure here, changed in part. */
final class CallerTransaction {

    /** Changes nothing, and takes the lock: a transaction that reads first might not get it later. */
    private static final String LOCK = "UPDATE typedqueue_schema SET version = version WHERE FALSE";

    private final Settings settings;

    CallerTransaction(Settings settings) {
        this.settings = settings;
    }

    /**
     * Runs a write.
     *
     * @throws IllegalArgumentException if the connection is to another database
     * @throws IllegalStateException if the connection is in no transaction
     */
    <T> T execute(Connection connection, GroupCommit.Write<T> write) {
        try {
            requireSameFile(connection);
            requireTransaction(connection);
            try (Sql sql = Sql.borrowing(connection)) {
                return withSavepoint(sql, write);
            }
        } catch (SQLException e) {
            throw Faults.of(settings, e);
        }
    }

    private static <T> T withSavepoint(Sql sql, GroupCommit.Write<T> write) throws SQLException {
        sql.update("SAVEPOINT typedqueue");
        try {
            sql.update(LOCK);
            T result = write.run(sql);
            sql.update("RELEASE typedqueue");
            return result;
        } catch (SQLException | RuntimeException e) {
            undo(sql, e);
            throw e;
        }
    }

    private static void undo(Sql sql, Exception failure) {
        sql.reset();
        try {
            sql.update("ROLLBACK TO typedqueue");
            sql.update("RELEASE typedqueue");
        } catch (SQLException e) {
            // Some errors make SQLite roll back the whole transaction, savepoint and all.
            failure.addSuppressed(e);
        }
    }

    private void requireSameFile(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (!"SQLite".equals(product)) {
            throw new IllegalArgumentException("The connection is to " + product + ", but the jobs are in "
                    + settings.store() + ". Give a connection to that file");
        }
        String file = mainFile(connection);
        if (!isStore(file)) {
            throw new IllegalArgumentException(
                    "The connection is to " + (file.isEmpty() ? "a database in memory" : file)
                            + ", but the jobs are in " + settings.store() + ". Give a connection to that file");
        }
    }

    private static String mainFile(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA database_list")) {
            while (rows.next()) {
                if ("main".equals(rows.getString("name"))) {
                    String file = rows.getString("file");
                    return file == null ? "" : file;
                }
            }
            return "";
        }
    }

    private boolean isStore(String file) {
        if (file.equals(settings.path().toString())) {
            return true;
        }
        try {
            return !file.isEmpty() && Files.isSameFile(Path.of(file), settings.path());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * With auto-commit off, the driver has begun a transaction. With auto-commit on, the caller may have begun one by a
     * statement of its own; the driver cannot tell, but SQLite can: it refuses to begin another within.
     */
    private static void requireTransaction(Connection connection) throws SQLException {
        if (connection.getAutoCommit() && beginsTransaction(connection)) {
            throw new IllegalStateException("The connection is in no transaction, so that the job would not be tied to"
                    + " your work. Call setAutoCommit(false) before the work and commit() after it, or add the job"
                    + " without a connection");
        }
    }

    private static boolean beginsTransaction(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute("BEGIN");
            } catch (SQLException withinTransaction) {
                return false;
            }
            statement.execute("ROLLBACK");
            return true;
        }
    }
}
