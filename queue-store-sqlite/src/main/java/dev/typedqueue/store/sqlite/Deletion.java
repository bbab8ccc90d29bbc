package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Removes jobs with all that belongs to them. */
final class Deletion {

    // typedqueue_job_id.
    private static final String BY_ID =
            "SELECT seq, queue, unique_key FROM typedqueue_job WHERE namespace = ? AND id = ?";

    // typedqueue_job_finished.
    static final String OLD = """
            SELECT seq, queue, unique_key FROM typedqueue_job INDEXED BY typedqueue_job_finished
            WHERE queue = ? AND state = ? AND finished_at <= ?
            ORDER BY finished_at LIMIT ?
            """;

    private static final String DELETE_PAYLOAD = "DELETE FROM typedqueue_payload WHERE job = ?";

    private static final String DELETE_JOB = "DELETE FROM typedqueue_job WHERE seq = ?";

    private final int namespace;

    Deletion(int namespace) {
        this.namespace = namespace;
    }

    private record Row(long seq, int queue, @Nullable String key) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(row.getLong(1), row.getInt(2), row.getString(3));
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

    private static void delete(Sql sql, Row row) throws SQLException {
        if (row.key() != null) {
            UniqueKeys.release(sql, row.queue(), row.key(), row.seq());
        }
        sql.update(DELETE_PAYLOAD, row.seq());
        sql.update(DELETE_JOB, row.seq());
    }
}
