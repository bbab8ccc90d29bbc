package dev.typedqueue.acceptance;

import dev.typedqueue.store.postgres.PostgresStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/** The server of this JVM's tests. Each store has a schema of it, which its address names. */
final class PostgresServer {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private PostgresServer() {}

    /** Starts with its first use. A worker process has addresses, and starts none. */
    private static final class Started {

        static final String URL = start();

        private static String start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("fsync", "off")
                        .start()
                        .getJdbcUrl("postgres", "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The address of a schema that does not exist yet. */
    static String newSchema() {
        return Started.URL + "&currentSchema=jobs_" + SCHEMAS.incrementAndGet();
    }

    static PostgresStore store(String address) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(address);
        return PostgresStore.using(dataSource)
                .withSchema(Objects.requireNonNull(dataSource.getCurrentSchema(), address));
    }

    /** Whether a transaction waits for its client, or a statement is under way. */
    static boolean isInTransaction(String address) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM pg_stat_activity"
                        + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle')")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
