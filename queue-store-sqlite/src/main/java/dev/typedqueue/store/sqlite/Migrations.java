package dev.typedqueue.store.sqlite;

import dev.typedqueue.StoreException;
import dev.typedqueue.store.jdbc.Timestamps;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/**
 * Brings the tables to the version that this code works with, one file a version. The version is kept in a table, since
 * {@code user_version} belongs to the application that shares the file.
 */
final class Migrations {

    private static final List<String> FILES = List.of("V001__jobs.sql");

    private Migrations() {}

    /** Several processes may do this at once: each waits for the lock, looks again, and does what is left to do. */
    static void run(Sql sql, Settings settings) throws SQLException {
        if (isCurrent(sql, settings)) {
            return;
        }
        settings.busy().retry(() -> false, () -> sql.update("BEGIN IMMEDIATE"));
        try {
            if (!isCurrent(sql, settings)) {
                upgrade(sql, settings);
            }
            sql.update("COMMIT");
        } catch (SQLException | RuntimeException e) {
            sql.reset();
            sql.update("ROLLBACK");
            throw e;
        }
    }

    private static boolean isCurrent(Sql sql, Settings settings) throws SQLException {
        int version = version(sql);
        if (version > FILES.size()) {
            throw StoreException.lasting(
                    settings.store() + " has tables of version " + version + ", written by a newer release of"
                            + " TypedQueue. This one knows version " + FILES.size() + ": upgrade it, or give another"
                            + " file",
                    null);
        }
        return version == FILES.size();
    }

    private static int version(Sql sql) throws SQLException {
        boolean exists = sql.exists("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'typedqueue_schema'");
        return exists
                ? sql.first("SELECT coalesce(max(version), 0) FROM typedqueue_schema", row -> row.getInt(1))
                        .orElse(0)
                : 0;
    }

    private static void upgrade(Sql sql, Settings settings) throws SQLException {
        sql.script("""
                CREATE TABLE IF NOT EXISTS typedqueue_schema (
                    version    INTEGER PRIMARY KEY,
                    applied_at INTEGER NOT NULL
                ) STRICT
                """);
        for (int version = version(sql) + 1; version <= FILES.size(); version++) {
            sql.script(read(FILES.get(version - 1)));
            sql.update(
                    "INSERT INTO typedqueue_schema (version, applied_at) VALUES (?, ?)",
                    version,
                    Timestamps.of(settings.clock().instant()));
        }
    }

    private static String read(String file) {
        try (InputStream in = Migrations.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The artifact lacks " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
