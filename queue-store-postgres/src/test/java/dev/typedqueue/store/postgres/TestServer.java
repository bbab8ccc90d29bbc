package dev.typedqueue.store.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The server that tests use: the one that {@code -Dpostgres.url} names, with a role that may create databases, or else
 * one that is started for this JVM.
 */
final class TestServer {

    /** By which the server knows the connections of these tests. */
    static final String APPLICATION =
            "typedqueue-tests-" + ProcessHandle.current().pid();

    private static final String URL = System.getProperty("postgres.url");
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final TestServer SERVER = new TestServer();

    private final String url;

    private TestServer() {
        this.url = URL == null ? start() : URL;
    }

    private static String start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("fsync", "off")
                    .start();
            return server.getJdbcUrl("postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A data source without a pool. */
    static PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(SERVER.url);
        dataSource.setApplicationName(APPLICATION);
        return dataSource;
    }

    /** The same as another role, whose password is {@code jobs}. */
    static DataSource dataSource(String role) {
        PGSimpleDataSource dataSource = dataSource();
        dataSource.setUser(role);
        dataSource.setPassword("jobs");
        return dataSource;
    }

    /** Another database on the same server. */
    static DataSource otherDatabase() throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            boolean exists = statement
                    .executeQuery("SELECT 1 FROM pg_database WHERE datname = 'typedqueue_other'")
                    .next();
            if (!exists) {
                statement.execute("CREATE DATABASE typedqueue_other");
            }
        }
        PGSimpleDataSource other = new PGSimpleDataSource();
        other.setUrl(SERVER.url);
        other.setApplicationName(APPLICATION);
        other.setDatabaseName("typedqueue_other");
        return other;
    }

    /** The name of a schema that does not exist. */
    static String newSchema() {
        return "tq_" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
    }

    static void drop(String schema) {
        execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
    }

    static void execute(String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a query finds a row. */
    static boolean exists(String query) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
