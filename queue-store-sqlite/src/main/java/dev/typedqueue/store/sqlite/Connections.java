package dev.typedqueue.store.sqlite;

import dev.typedqueue.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Opens connections to the file. */
final class Connections {

    /** After so many pages of 4 kB the log is copied into the file. */
    private static final int CHECKPOINT_PAGES = 4_000;

    /** What the log may keep of the disk after a burst. */
    private static final int LOG_BYTES = 64 * 1024 * 1024;

    private static final int CACHE_KIBIBYTES = 16 * 1024;

    private final Settings settings;

    Connections(Settings settings) {
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    /** Says what is wrong with the path, where SQLite would only say that it cannot open it. */
    void requireUsablePath() {
        Path path = settings.path();
        Path parent = path.getParent();
        if (Files.isDirectory(path)) {
            throw StoreException.lasting(
                    settings.store() + " is a directory. Give the path of a file, such as " + path.resolve("jobs.db"),
                    null);
        }
        if (parent != null && !Files.exists(parent)) {
            throw StoreException.lasting(
                    settings.store() + ": the directory " + parent + " does not exist. Create it, or mount the volume"
                            + " that should be there",
                    null);
        }
        if (parent != null && !Files.isDirectory(parent)) {
            throw StoreException.lasting(
                    settings.store() + ": " + parent + " is a file, and should be a directory", null);
        }
    }

    /**
     * Opens the connection that writes. Its transactions begin and end by explicit statements.
     *
     * @param create whether to create the file; a file that vanishes under a running store is not replaced by an empty
     *     one
     */
    Sql openWriter(boolean create) throws SQLException {
        Connection connection = open(create);
        try {
            settings.busy().retry(() -> false, () -> switchToLog(connection));
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous = " + settings.synchronous());
                statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
                statement.execute("PRAGMA journal_size_limit = " + LOG_BYTES);
                statement.execute("PRAGMA cache_size = -" + CACHE_KIBIBYTES);
                if (settings.maxPages() > 0) {
                    statement.execute("PRAGMA max_page_count = " + settings.maxPages());
                }
                // With auto-commit on, the driver tries to begin and commit around every statement. With it off, the
                // driver would begin the next transaction at each of its own commits, and we never use those.
                connection.setAutoCommit(false);
                statement.execute("COMMIT");
                // The lock is waited for by Busy.
                statement.execute("PRAGMA busy_timeout = 0");
            }
            return Sql.owning(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens a connection that only reads. */
    Sql openReader() throws SQLException {
        Connection connection = open(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
            return Sql.owning(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private Connection open(boolean create) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(
                (int) Math.min(Integer.MAX_VALUE, settings.busyTimeout().toMillis()));
        config.setGetGeneratedKeys(false);
        if (!create) {
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        // As a URI, since the driver takes what follows a question mark in a plain path for settings.
        return config.createConnection("jdbc:sqlite:" + settings.path().toUri());
    }

    private void switchToLog(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA journal_mode = WAL")) {
            String mode = row.getString(1);
            if (!"wal".equalsIgnoreCase(mode)) {
                throw StoreException.lasting(
                        settings.store() + " cannot use a write-ahead log, and stays in the journal mode " + mode
                                + ". Network file systems do not allow one: move the file to a local disk",
                        null);
            }
        }
    }
}
