package dev.typedqueue.store.jdbc;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many jobs of a queue each node runs at the same time, where people have changed it. */
public final class Concurrencies {

    private static final String CHANGE = "UPDATE {schema}.queue SET concurrency = ? WHERE id = ?";

    private static final String ALL =
            "SELECT name, concurrency FROM {schema}.queue WHERE namespace = ? AND concurrency IS NOT NULL";

    private final int namespace;

    public Concurrencies(int namespace) {
        this.namespace = namespace;
    }

    /** Changes it in the queue with a number. */
    public int change(Statements sql, int queue, @Nullable Integer concurrency) throws SQLException {
        return sql.update(CHANGE, concurrency, queue);
    }

    public Map<String, Integer> all(Statements sql) throws SQLException {
        Map<String, Integer> changed = new TreeMap<>();
        sql.list(ALL, row -> changed.put(row.getString(1), row.getInt(2)), namespace);
        return changed;
    }
}
