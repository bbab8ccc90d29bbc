package dev.typedqueue.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL on a connection, and keeps what it has prepared. Parameters are {@code Integer}, {@code Long},
 * {@code Double}, {@code String}, {@code byte[]} or null. For one thread at a time.
 */
final class Sql implements AutoCloseable {

    /** Reads the row on which a result stands. */
    @FunctionalInterface
    interface Row<T> {

        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final boolean owned;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private Sql(Connection connection, boolean owned) {
        this.connection = connection;
        this.owned = owned;
    }

    /** Closes the connection at the end. */
    static Sql owning(Connection connection) {
        return new Sql(connection, true);
    }

    /** Leaves the connection open at the end. */
    static Sql borrowing(Connection connection) {
        return new Sql(connection, false);
    }

    /** Runs a statement that returns no rows, and tells how many it has changed. */
    int update(String sql, @Nullable Object... values) throws SQLException {
        return bind(sql, values).executeUpdate();
    }

    <T> List<T> list(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        List<T> list = new ArrayList<>();
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            while (rows.next()) {
                list.add(row.read(rows));
            }
        }
        return list;
    }

    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        }
    }

    boolean exists(String sql, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            return rows.next();
        }
    }

    private PreparedStatement bind(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** Runs several statements. */
    void script(String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(script);
        }
    }

    /** Drops what was prepared: the driver closes a statement that has failed. */
    void reset() {
        prepared.values().forEach(Sql::closeQuietly);
        prepared.clear();
    }

    @Override
    public void close() {
        reset();
        if (owned) {
            closeQuietly(connection);
        }
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception afterFailure) {
            // It has been replaced or is no longer needed, and nothing depends on how it ends.
        }
    }

    /** A column that may be null. */
    static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
