package dev.typedqueue.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL on a connection. Parameters are {@code Integer}, {@code Long}, {@code String}, {@code Boolean},
 * {@code UUID}, {@code BigDecimal}, {@code byte[]}, {@link Array} or null. The driver keeps what was prepared. For one
 * thread at a time.
 */
final class Sql {

    /** Reads the row on which a result stands. */
    @FunctionalInterface
    interface Row<T> {

        T read(ResultSet row) throws SQLException;
    }

    /** A list of values as one parameter. */
    record Array(String type, List<? extends @Nullable Object> values) {

        static Array ids(Collection<UUID> values) {
            return new Array("uuid", List.copyOf(values));
        }

        static Array longs(Collection<Long> values) {
            return new Array("int8", List.copyOf(values));
        }

        static Array ints(Collection<Integer> values) {
            return new Array("int4", List.copyOf(values));
        }

        static Array texts(Collection<String> values) {
            return new Array("text", List.copyOf(values));
        }

        /** By the array's class the driver sees that it can send texts as they are, and numbers in binary. */
        private @Nullable Object[] elements() {
            return values.toArray(
                    switch (type) {
                        case "text" -> new String[0];
                        case "int8" -> new Long[0];
                        case "int4" -> new Integer[0];
                        case "int2" -> new Short[0];
                        default -> new Object[0];
                    });
        }

        static <T> Array of(String type, List<T> source, Function<T, @Nullable Object> value) {
            List<@Nullable Object> values = new ArrayList<>(source.size());
            source.forEach(each -> values.add(value.apply(each)));
            return new Array(type, values);
        }
    }

    private final Connection connection;
    private final Texts texts;

    Sql(Connection connection, Texts texts) {
        this.connection = connection;
        this.texts = texts;
    }

    Connection connection() {
        return connection;
    }

    /** Runs a statement that returns no rows, and tells how many it has changed. */
    int update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        }
    }

    <T> List<T> list(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        List<T> list = new ArrayList<>();
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                list.add(row.read(rows));
            }
        }
        return list;
    }

    /** Reads all rows of a result, before the first of which it stands. */
    @FunctionalInterface
    interface Rows<T> {

        T read(ResultSet rows) throws SQLException;
    }

    <T> T all(String sql, Rows<T> result, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            return result.read(rows);
        }
    }

    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        }
    }

    boolean exists(String sql, @Nullable Object... values) throws SQLException {
        return first(sql, row -> true, values).isPresent();
    }

    /** The store's time. */
    long now() throws SQLException {
        return first("SELECT {now}", row -> row.getLong(1)).orElseThrow();
    }

    /** Runs several statements without parameters. */
    void script(String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(texts.of(script));
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(texts.of(sql));
        try {
            for (int i = 0; i < values.length; i++) {
                bind(statement, i + 1, values[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof Array array) {
            statement.setArray(index, connection.createArrayOf(array.type(), array.elements()));
        } else if (value == null) {
            statement.setNull(index, Types.NULL);
        } else {
            statement.setObject(index, value);
        }
    }

    /** A column that may be null. */
    static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /** A column that may be null. */
    static @Nullable Integer intOrNull(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    /** A text without the one character that the database cannot keep. */
    static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
