package dev.typedqueue.store.jdbc;

import dev.typedqueue.spi.Pause;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which queues and jobs are stopped. */
public final class Pauses {

    /** Stands where no job is named. */
    public static final String WHOLE_QUEUE = "";

    private static final String PAUSE = """
            INSERT INTO {schema}.pause (namespace, queue, job, paused_by, since) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (namespace, queue, job) DO NOTHING
            """;

    private static final String RESUME = "DELETE FROM {schema}.pause WHERE namespace = ? AND queue = ? AND job = ?";

    private static final String ALL =
            "SELECT queue, nullif(job, ''), paused_by, since FROM {schema}.pause WHERE namespace = ? ORDER BY since, queue, job";

    private final int namespace;

    public Pauses(int namespace) {
        this.namespace = namespace;
    }

    public int pause(Statements sql, String queue, @Nullable String job, String by, long now) throws SQLException {
        return sql.update(PAUSE, namespace, queue, text(job), sql.text(by), now);
    }

    public int resume(Statements sql, String queue, @Nullable String job) throws SQLException {
        return sql.update(RESUME, namespace, queue, text(job));
    }

    public List<Pause> all(Statements sql) throws SQLException {
        return sql.list(
                ALL,
                row -> new Pause(row.getString(1), row.getString(2), row.getString(3), Timestamps.at(row.getLong(4))),
                namespace);
    }

    private static String text(@Nullable String job) {
        return job == null ? WHOLE_QUEUE : job;
    }
}
