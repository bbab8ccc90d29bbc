package dev.typedqueue.store.postgres;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many jobs of a queue each node runs at the same time, where people have changed it. */
final class Concurrencies {

    private static final String CHANGE = "UPDATE {schema}.queue SET concurrency = ? WHERE id = ?";

    private static final String ALL =
            "SELECT name, concurrency FROM {schema}.queue WHERE namespace = ? AND concurrency IS NOT NULL";

    private final Scope scope;

    Concurrencies(Scope scope) {
        this.scope = scope;
    }

    /** The number of the queue, made before the transaction that changes it. */
    int number(String queue) {
        return scope.queue(queue);
    }

    int change(Sql sql, int queue, @Nullable Integer concurrency) throws SQLException {
        return sql.update(CHANGE, concurrency, queue);
    }

    Map<String, Integer> all(Sql sql) throws SQLException {
        Map<String, Integer> changed = new TreeMap<>();
        sql.list(ALL, row -> changed.put(row.getString(1), row.getInt(2)), scope.namespace());
        return changed;
    }
}
