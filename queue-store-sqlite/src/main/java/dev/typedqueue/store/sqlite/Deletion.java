package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Removes jobs with all that belongs to them. */
final class Deletion {

    // typedqueue_job_id.
    private static final String BY_ID =
            "SELECT seq, id, queue, unique_key FROM typedqueue_job WHERE namespace = ? AND id = ?";

    // typedqueue_job_finished.
    static final String OLD = """
            SELECT seq, id, queue, unique_key FROM typedqueue_job INDEXED BY typedqueue_job_finished
            WHERE queue = ? AND state = ? AND finished_at <= ?
            ORDER BY finished_at LIMIT ?
            """;

    private static final String DELETE_PAYLOAD = "DELETE FROM typedqueue_payload WHERE job = ? RETURNING tags";

    // The primary key.
    private static final String DELETE_TAGS = """
            DELETE FROM typedqueue_tag
            WHERE namespace = ? AND tag IN (SELECT value FROM json_each(?)) AND id = ?
            """;

    private static final String DELETE_JOB = "DELETE FROM typedqueue_job WHERE seq = ?";

    private final int namespace;

    Deletion(int namespace) {
        this.namespace = namespace;
    }

    private record Row(
            JobId id, long seq, int queue, @Nullable String key) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(JobId.fromBytes(row.getBytes(2)), row.getLong(1), row.getInt(3), row.getString(4));
        }
    }

    /** Whether there was such a job. */
    boolean delete(Sql sql, JobId id) throws SQLException {
        Optional<Row> row = sql.first(BY_ID, Row::read, namespace, id.toBytes());
        if (row.isPresent()) {
            delete(sql, row.get());
        }
        return row.isPresent();
    }

    /** Deletes jobs of a queue that have been in a finished state since a time or longer; tells how many. */
    int deleteOld(Sql sql, int queue, int state, long until, int limit) throws SQLException {
        List<Row> rows = sql.list(OLD, Row::read, queue, state, until, limit);
        for (Row row : rows) {
            delete(sql, row);
        }
        return rows.size();
    }

    boolean hasOld(Sql sql, int queue, int state, long until) throws SQLException {
        return sql.exists(OLD, queue, state, until, 1);
    }

    private void delete(Sql sql, Row row) throws SQLException {
        if (row.key() != null) {
            UniqueKeys.release(sql, row.queue(), row.key(), row.seq());
        }
        Optional<String> tags = sql.first(
                        DELETE_PAYLOAD, payload -> Optional.ofNullable(payload.getString(1)), row.seq())
                .flatMap(Function.identity());
        if (tags.isPresent()) {
            sql.update(DELETE_TAGS, namespace, tags.get(), row.id().toBytes());
        }
        sql.update(DELETE_JOB, row.seq());
    }
}
