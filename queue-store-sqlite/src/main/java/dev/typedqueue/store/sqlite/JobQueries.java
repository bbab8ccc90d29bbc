package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.store.jdbc.JobRows;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Shows jobs to a person. */
final class JobQueries {

    private static final String VIEW = """
            SELECT j.id, q.name AS queue_name, k.name AS kind_name, k.version, j.state, p.payload, p.tags, j.priority,
                j.added_at, j.run_at, j.failed_attempts, j.node_deaths, j.started_at AS started,
                j.finished_at AS finished, n.name AS node_name, j.note
            FROM typedqueue_job j
                JOIN typedqueue_queue q ON q.id = j.queue
                JOIN typedqueue_kind k ON k.id = j.kind
                JOIN typedqueue_payload p ON p.job = j.seq
                LEFT JOIN typedqueue_node n ON n.id = j.node
            """;

    // typedqueue_job_id.
    static final String FIND = VIEW + "WHERE j.namespace = ? AND j.id = ?";

    // Each index in turn holds the jobs of some states, and nothing else.
    static final String COUNTS = """
            SELECT q.name, c.state, c.jobs
            FROM (
                SELECT queue, 1 AS state, count(*) AS jobs FROM typedqueue_job INDEXED BY typedqueue_job_ready
                    WHERE state = 1 GROUP BY queue
                UNION ALL
                SELECT queue, 2, count(*) FROM typedqueue_job INDEXED BY typedqueue_job_running
                    WHERE state = 2 GROUP BY queue
                UNION ALL
                SELECT queue, 7, count(*) FROM typedqueue_job INDEXED BY typedqueue_job_unknown
                    WHERE state = 7 GROUP BY queue
                UNION ALL
                SELECT queue, 8, count(*) FROM typedqueue_job INDEXED BY typedqueue_job_aside
                    WHERE state IN (0, 4, 5, 6, 7, 8) AND namespace = ?1 AND state = 8 GROUP BY queue
                UNION ALL
                SELECT queue, state, count(*) FROM typedqueue_job INDEXED BY typedqueue_job_waiting
                    WHERE state IN (0, 6) AND namespace = ?1 GROUP BY queue, state
                UNION ALL
                SELECT queue, state, count(*) FROM typedqueue_job INDEXED BY typedqueue_job_finished
                    WHERE finished_at IS NOT NULL GROUP BY queue, state
            ) c JOIN typedqueue_queue q ON q.id = c.queue
            WHERE q.namespace = ?1
            """;

    private static final String QUEUES = """
            SELECT name FROM typedqueue_queue WHERE namespace = ?1
            UNION
            SELECT k.queue FROM typedqueue_node n JOIN typedqueue_node_kind k ON k.node = n.id
            WHERE n.gone_at IS NULL AND n.namespace = ?1
            """;

    private final int namespace;

    JobQueries(int namespace) {
        this.namespace = namespace;
    }

    Optional<QueuedJob> find(Sql sql, JobId id) throws SQLException {
        return sql.first(FIND, row -> JobRows.job(sql, row), namespace, id.toBytes());
    }

    List<QueuedJob> list(Sql sql, JobFilter filter) throws SQLException {
        Selection selection = new Selection(namespace, filter);
        return sql.list(listStatement(selection), row -> JobRows.job(sql, row), selection.valuesWith(filter.limit()));
    }

    /** The statement that lists the jobs of a selection; its last parameter is the limit. */
    static String listStatement(Selection selection) {
        return VIEW + "WHERE j.seq IN (SELECT seq FROM (\n" + selection.text()
                + "\nORDER BY id DESC LIMIT ?))\nORDER BY j.id DESC";
    }

    long count(Sql sql, JobFilter filter) throws SQLException {
        Selection selection = new Selection(namespace, filter);
        return sql.first(
                        "SELECT count(*) FROM (" + selection.text() + ")",
                        row -> row.getLong(1),
                        selection.values().toArray())
                .orElseThrow();
    }

    Map<String, Map<JobState, Long>> counts(Sql sql) throws SQLException {
        return JobRows.counts(sql, COUNTS, namespace);
    }

    Set<String> queues(Sql sql) throws SQLException {
        return new TreeSet<>(sql.list(QUEUES, row -> row.getString(1), namespace));
    }
}
