package dev.typedqueue.store.postgres;

import dev.typedqueue.spi.Pause;
import java.sql.SQLException;
import java.util.List;

/** Which queues are stopped. */
final class Pauses {

    private static final String PAUSE = """
            INSERT INTO {schema}.pause (namespace, queue, paused_by, since) VALUES (?, ?, ?, {now})
            ON CONFLICT (namespace, queue) DO NOTHING
            """;

    private static final String RESUME = "DELETE FROM {schema}.pause WHERE namespace = ? AND queue = ?";

    private static final String ALL =
            "SELECT queue, paused_by, since FROM {schema}.pause WHERE namespace = ? ORDER BY since, queue";

    private final Scope scope;

    Pauses(Scope scope) {
        this.scope = scope;
    }

    int pause(Sql sql, String queue, String by) throws SQLException {
        return sql.update(PAUSE, scope.namespace(), queue, Sql.storable(by));
    }

    int resume(Sql sql, String queue) throws SQLException {
        return sql.update(RESUME, scope.namespace(), queue);
    }

    List<Pause> all(Sql sql) throws SQLException {
        return sql.list(
                ALL,
                row -> new Pause(row.getString(1), row.getString(2), Timestamps.at(row.getLong(3))),
                scope.namespace());
    }
}
