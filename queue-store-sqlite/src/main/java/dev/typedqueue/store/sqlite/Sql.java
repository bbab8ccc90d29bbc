package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobId;
import dev.typedqueue.store.jdbc.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL on a connection, and keeps what it has prepared. Parameters are {@code Integer}, {@code Long},
 * {@code Double}, {@code String}, {@code byte[]} or null. For one thread at a time.
 */
final class Sql implements Statements, AutoCloseable {

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

    @Override
    public int update(String sql, @Nullable Object... values) throws SQLException {
        return bind(sql, values).executeUpdate();
    }

    @Override
    public <T> T query(String sql, Row<T> rows, @Nullable Object... values) throws SQLException {
        try (ResultSet result = bind(sql, values).executeQuery()) {
            return rows.read(result);
        }
    }

    @Override
    public Object id(JobId id) {
        return id.toBytes();
    }

    @Override
    public @Nullable JobId id(ResultSet row, String column) throws SQLException {
        byte @Nullable [] id = row.getBytes(column);
        return id == null ? null : JobId.fromBytes(id);
    }

    @Override
    public String text(String text) {
        return text;
    }

    private PreparedStatement bind(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql.replace("{schema}.", "typedqueue_"));
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
}
