package dev.typedqueue.store.jdbc;

import dev.typedqueue.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements on a connection, and knows how its database keeps ids and texts. For one thread at a time.
 *
 * <p>A statement names tables as in <code>{schema}.pause</code>. In SQLite, which has no schemas, that is a prefix of
 * the table's name.
 */
public interface Statements {

    /** Reads a result where it stands. */
    @FunctionalInterface
    interface Row<T> {

        T read(ResultSet row) throws SQLException;
    }

    /** Runs a statement that returns no rows, and tells how many it has changed. */
    int update(String sql, @Nullable Object... values) throws SQLException;

    /** Runs a statement that returns rows; the reader begins before the first, and goes on by itself. */
    <T> T query(String sql, Row<T> rows, @Nullable Object... values) throws SQLException;

    /** The rows of a statement. */
    default <T> List<T> list(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        return query(
                sql,
                rows -> {
                    List<T> list = new ArrayList<>();
                    while (rows.next()) {
                        list.add(row.read(rows));
                    }
                    return list;
                },
                values);
    }

    /** The first row of a statement, if it has any. */
    default <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        return query(sql, rows -> rows.next() ? Optional.of(row.read(rows)) : Optional.empty(), values);
    }

    /** Whether a statement has a row. */
    default boolean exists(String sql, @Nullable Object... values) throws SQLException {
        return query(sql, ResultSet::next, values);
    }

    /** An id as the database keeps it. */
    Object id(JobId id);

    /** The id in a column. */
    @Nullable
    JobId id(ResultSet row, String column) throws SQLException;

    /** A text as the database can keep it. */
    String text(String text);

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

    /** A column that may be null. */
    static @Nullable String textOrNull(ResultSet row, String column) throws SQLException {
        return row.getString(column);
    }
}
