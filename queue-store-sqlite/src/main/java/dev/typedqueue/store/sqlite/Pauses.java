package dev.typedqueue.store.sqlite;

import dev.typedqueue.spi.Pause;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which queues and jobs are stopped. */
final class Pauses {

    /** Stands where no job is named. */
    static final String WHOLE_QUEUE = "";

    private static final String PAUSE = """
            INSERT INTO typedqueue_pause (namespace, queue, job, paused_by, since) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (namespace, queue, job) DO NOTHING
            """;

    private static final String RESUME = "DELETE FROM typedqueue_pause WHERE namespace = ? AND queue = ? AND job = ?";

    private static final String ALL =
            "SELECT queue, nullif(job, ''), paused_by, since FROM typedqueue_pause WHERE namespace = ? ORDER BY since, queue, job";

    private final Scope scope;

    Pauses(Scope scope) {
        this.scope = scope;
    }

    int pause(Sql sql, String queue, @Nullable String job, String by) throws SQLException {
        return sql.update(PAUSE, scope.namespace(), queue, text(job), by, scope.now());
    }

    int resume(Sql sql, String queue, @Nullable String job) throws SQLException {
        return sql.update(RESUME, scope.namespace(), queue, text(job));
    }

    List<Pause> all(Sql sql) throws SQLException {
        return sql.list(
                ALL,
                row -> new Pause(row.getString(1), row.getString(2), row.getString(3), Timestamps.at(row.getLong(4))),
                scope.namespace());
    }

    private static String text(@Nullable String job) {
        return job == null ? WHOLE_QUEUE : job;
    }
}
