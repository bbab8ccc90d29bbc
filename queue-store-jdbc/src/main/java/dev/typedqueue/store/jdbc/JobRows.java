package dev.typedqueue.store.jdbc;

import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.spi.StoredText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what is shown of jobs. */
public final class JobRows {

    private JobRows() {}

    /** A job, with the names of its queue, its kind and its node. */
    public static QueuedJob job(Statements sql, ResultSet row) throws SQLException {
        return new QueuedJob(
                Objects.requireNonNull(sql.id(row, "id")),
                row.getString("queue_name"),
                row.getString("kind_name"),
                row.getInt("version"),
                States.of(row.getInt("state")),
                row.getString("payload"),
                StoredText.tags(Statements.textOrNull(row, "tags")),
                row.getInt("priority"),
                Timestamps.at(row.getLong("added_at")),
                Timestamps.at(row.getLong("run_at")),
                row.getInt("failed_attempts"),
                row.getInt("node_deaths"),
                Timestamps.atOrNull(Statements.longOrNull(row, "started")),
                Timestamps.atOrNull(Statements.longOrNull(row, "finished")),
                Statements.textOrNull(row, "node_name"),
                Statements.textOrNull(row, "note"));
    }

    /** How many jobs each queue has in each state, from rows of a queue's name, a state and a number. */
    public static Map<String, Map<JobState, Long>> counts(Statements sql, String statement, @Nullable Object... values)
            throws SQLException {
        Map<String, Map<JobState, Long>> counts = new HashMap<>();
        sql.list(
                statement,
                row -> counts.computeIfAbsent(row.getString(1), any -> new EnumMap<>(JobState.class))
                        .merge(States.of(row.getInt(2)), row.getLong(3), Long::sum),
                values);
        return counts;
    }
}
