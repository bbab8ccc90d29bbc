package dev.typedqueue.benchmarks.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The server that all systems share: one of our own, or the one that {@code -Dpostgres.url} names. */
public final class PostgresServer implements AutoCloseable {

    private static final List<String> REPORTED = List.of(
            "server_version",
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "wal_level",
            "shared_buffers",
            "max_wal_size",
            "checkpoint_timeout",
            "autovacuum",
            "max_connections");

    private final Address address;
    private final @Nullable EmbeddedPostgres embedded;
    private final Connection connection;
    private final boolean countsStatements;

    private PostgresServer(Address address, @Nullable EmbeddedPostgres embedded) throws SQLException {
        this.address = address;
        this.embedded = embedded;
        this.connection = DriverManager.getConnection(address.jdbcUrl());
        this.countsStatements = statementCounter();
        requireDurable();
    }

    /**
     * Starts a server, or connects to the one that the system property {@code postgres.url} names.
     *
     * @throws IllegalStateException if that server's commits are not durable
     */
    public static PostgresServer start() throws IOException, SQLException {
        String url = System.getProperty("postgres.url");
        if (url != null) {
            return new PostgresServer(Address.of(url), null);
        }
        EmbeddedPostgres embedded = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("checkpoint_timeout", "15min")
                .setServerConfig("max_connections", "300")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .start();
        return new PostgresServer(
                new Address("localhost", embedded.getPort(), "postgres", "postgres", "postgres"), embedded);
    }

    private boolean statementCounter() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create extension if not exists pg_stat_statements");
            statement.execute("select 1 from pg_stat_statements limit 1");
            return true;
        } catch (SQLException e) {
            // Then statements are not counted, and the report shows a dash.
            return false;
        }
    }

    private void requireDurable() throws SQLException {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            String value = text("show " + setting);
            if (!value.equals("on")) {
                throw new IllegalStateException("The server's " + setting + " is " + value
                        + ": figures count only with durable commits, turn it on");
            }
        }
    }

    /** The settings that matter, for the report. */
    public Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String name : REPORTED) {
            settings.put(name, text("show " + name));
        }
        return settings;
    }

    Address address() {
        return address;
    }

    void createDatabase(String name) throws SQLException {
        execute("create database " + name);
    }

    void dropDatabase(String name) throws SQLException {
        execute("drop database if exists " + name + " with (force)");
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    long number(String query) throws SQLException {
        return Long.parseLong(text(query));
    }

    /** Bytes of write-ahead log so far. */
    long logged() throws SQLException {
        return number("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint");
    }

    /** Statements executed so far in a database, if the server counts them. */
    OptionalLong statements(String database) throws SQLException {
        return countsStatements ? OptionalLong.of(counted("calls", database, "true")) : OptionalLong.empty();
    }

    /** Statements executed so far in a database that contain one of the texts, if the server counts them. */
    Optional<Counters.Claims> claims(String database, List<String> texts) throws SQLException {
        if (!countsStatements) {
            return Optional.empty();
        }
        String those =
                texts.stream().map("strpos(query, '%s') > 0"::formatted).collect(Collectors.joining(" or ", "(", ")"));
        return Optional.of(new Counters.Claims(
                counted("calls", database, those), counted("shared_blks_hit + shared_blks_read", database, those)));
    }

    private long counted(String figure, String database, String condition) throws SQLException {
        return number("""
                select coalesce(sum(%s), 0)::bigint from pg_stat_statements
                where dbid = (select oid from pg_database where datname = '%s') and %s""".formatted(figure, database, condition));
    }

    /** The process of the server, if it runs on this machine. */
    OptionalLong process() throws SQLException {
        Path file = Path.of(text("show data_directory"), "postmaster.pid");
        try {
            return OptionalLong.of(
                    Long.parseLong(Files.readAllLines(file).get(0).strip()));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() throws SQLException, IOException {
        connection.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
