package dev.typedqueue.reliability.arena;

import dev.typedqueue.JobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A file. */
public record SqliteDatabase(Path file) implements Database {

    private static final int BUSY = 5;

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    @Override
    public String address() {
        return file.toString();
    }

    /** Others hold the lock for milliseconds only. */
    @Override
    public boolean isLocked() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 1000");
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
            return false;
        } catch (SQLException e) {
            if (e.getErrorCode() == BUSY) {
                return true;
            }
            throw e;
        }
    }

    @Override
    public void setPayload(JobId job, String payload) throws SQLException {
        try (Connection connection = connect();
                Statement settings = connection.createStatement();
                PreparedStatement update = connection.prepareStatement("UPDATE typedqueue_payload SET payload = ?"
                        + " WHERE job = (SELECT seq FROM typedqueue_job WHERE id = ?)")) {
            settings.execute("PRAGMA busy_timeout = 10000");
            update.setString(1, payload);
            update.setBytes(2, job.toBytes());
            requireOne(update.executeUpdate());
        }
    }

    static void requireOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("One row was to be changed, and not " + rows);
        }
    }

    @Override
    public String integrity() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            try (ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
                row.next();
                return row.getString(1);
            }
        }
    }

    @Override
    public long size() throws IOException {
        long size = Files.size(file);
        Path log = Path.of(file + "-wal");
        return Files.exists(log) ? size + Files.size(log) : size;
    }

    /** Copies the file and its log, as they are, into a place where nothing of another copy is left. */
    public SqliteDatabase copyTo(Path copy) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(copy + suffix));
        }
        for (String suffix : List.of("", "-wal")) {
            if (Files.exists(Path.of(file + suffix))) {
                Files.copy(Path.of(file + suffix), Path.of(copy + suffix));
            }
        }
        return new SqliteDatabase(copy);
    }

    /** How many of the jobs are not there. */
    public long missing(List<JobId> jobs) throws SQLException {
        long missing = 0;
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement("SELECT 1 FROM typedqueue_job"
                        + " WHERE namespace = (SELECT id FROM typedqueue_namespace) AND id = ?")) {
            for (JobId job : jobs) {
                query.setBytes(1, job.toBytes());
                try (ResultSet row = query.executeQuery()) {
                    missing += row.next() ? 0 : 1;
                }
            }
        }
        return missing;
    }

    @Override
    public String version() throws SQLException {
        try (Connection connection = connect()) {
            return "SQLite " + connection.getMetaData().getDatabaseProductVersion();
        }
    }

    /** The folder is removed with all that is in it. */
    @Override
    public void close() {}
}
