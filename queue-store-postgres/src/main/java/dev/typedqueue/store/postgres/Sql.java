package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import dev.typedqueue.store.jdbc.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL on a connection. Parameters are {@code Integer}, {@code Long}, {@code String}, {@code Boolean},
 * {@code UUID}, {@code BigDecimal}, {@code byte[]}, {@link Array}, {@link Among} or null. The driver keeps what was
 * prepared. For one thread at a time.
 */
final class Sql implements Statements {

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

    /**
     * What a column of an index is asked for: the three parameters of {@code id = ANY (?) AND id BETWEEN ? AND ?}.
     * Before PostgreSQL 17, the planner reads an index by a list of values after {@code shard} only where statistics
     * tell it to, and those of an empty table do not: it would read all of the shard. The range of the values bounds
     * what is read on all versions.
     */
    record Among(
            Array values, @Nullable Object least, @Nullable Object greatest) {

        static Among ids(Collection<UUID> values) {
            List<JobId> ids = values.stream().map(JobId::new).sorted().toList();
            return new Among(
                    Array.ids(values),
                    ids.isEmpty() ? null : ids.get(0).value(),
                    ids.isEmpty() ? null : ids.get(ids.size() - 1).value());
        }

        static Among longs(Collection<Long> values) {
            return new Among(
                    Array.longs(values),
                    values.isEmpty() ? null : Collections.min(values),
                    values.isEmpty() ? null : Collections.max(values));
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

    @Override
    public int update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        }
    }

    @Override
    public <T> T query(String sql, Row<T> rows, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet result = statement.executeQuery()) {
            return rows.read(result);
        }
    }

    @Override
    public Object id(JobId id) {
        return id.value();
    }

    @Override
    public @Nullable JobId id(ResultSet row, String column) throws SQLException {
        @Nullable UUID id = row.getObject(column, UUID.class);
        return id == null ? null : new JobId(id);
    }

    @Override
    public String text(String text) {
        return storable(text);
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
            int index = 1;
            for (Object value : values) {
                if (value instanceof Among among) {
                    bind(statement, index++, among.values());
                    bind(statement, index++, among.least());
                    bind(statement, index++, among.greatest());
                } else {
                    bind(statement, index++, value);
                }
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

    /** A text without the one character that the database cannot keep. */
    static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
