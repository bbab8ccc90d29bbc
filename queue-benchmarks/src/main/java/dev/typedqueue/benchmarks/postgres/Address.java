package dev.typedqueue.benchmarks.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where a server is, and who we are there.
 *
 * @param database the database that is there from the start
 */
record Address(String host, int port, String user, String password, String database) {

    /**
     * Reads a URL of JDBC.
     *
     * @throws IllegalArgumentException if it is none for PostgreSQL
     */
    static Address of(String url) {
        Properties parts = Driver.parseURL(url, new Properties());
        if (parts == null) {
            throw new IllegalArgumentException(
                    "postgres.url is no URL of PostgreSQL: write jdbc:postgresql://host:port/database?user=…&password=…");
        }
        return new Address(
                parts.getProperty(PGProperty.PG_HOST.getName(), "localhost"),
                Integer.parseInt(parts.getProperty(PGProperty.PG_PORT.getName(), "5432")),
                parts.getProperty(PGProperty.USER.getName(), "postgres"),
                parts.getProperty(PGProperty.PASSWORD.getName(), ""),
                parts.getProperty(PGProperty.PG_DBNAME.getName(), "postgres"));
    }

    Address withDatabase(String name) {
        return new Address(host, port, user, password, name);
    }

    Address at(String otherHost, int otherPort) {
        return new Address(otherHost, otherPort, user, password, database);
    }

    /** For JDBC; batches are rewritten into inserts of many rows, which helps whoever batches. */
    String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s&reWriteBatchedInserts=true"
                .formatted(host, port, database, encoded(user), encoded(password));
    }

    /** For Node. */
    String url() {
        return "postgres://%s:%s@%s:%d/%s".formatted(encoded(user), encoded(password), host, port, database);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
