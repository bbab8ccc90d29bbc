package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.spi.StoredText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows jobs to a person. */
final class JobQueries {

    private static final String VIEW = """
            SELECT j.id, q.name AS queue, k.name AS kind, k.version, j.state, p.payload, p.tags, j.priority, j.added_at,
                j.run_at, j.failed_attempts, j.node_deaths, j.started_at, j.finished_at, n.name AS node, j.note
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
                SELECT queue, 8, count(*) FROM typedqueue_job INDEXED BY typedqueue_job_blocked
                    WHERE state = 8 GROUP BY queue
                UNION ALL
                SELECT queue, state, count(*) FROM typedqueue_job INDEXED BY typedqueue_job_waiting
                    WHERE state IN (0, 6) AND namespace = ?1 GROUP BY queue, state
                UNION ALL
                SELECT queue, state, count(*) FROM typedqueue_job INDEXED BY typedqueue_job_finished
                    WHERE finished_at IS NOT NULL GROUP BY queue, state
            ) c JOIN typedqueue_queue q ON q.id = c.queue
            WHERE q.namespace = ?1
            """;

    private static final String QUEUES =
            "queue IN (SELECT id FROM typedqueue_queue WHERE namespace = ?1" + " AND (?2 IS NULL OR name = ?2))";

    private static final String KINDS = "(?3 IS NULL OR kind IN (SELECT id FROM typedqueue_kind WHERE name = ?3))";

    private final int namespace;

    JobQueries(int namespace) {
        this.namespace = namespace;
    }

    Optional<QueuedJob> find(Sql sql, JobId id) throws SQLException {
        return sql.first(FIND, JobQueries::read, namespace, id.toBytes());
    }

    List<QueuedJob> list(Sql sql, JobFilter filter) throws SQLException {
        return sql.list(
                listStatement(filter),
                JobQueries::read,
                namespace,
                filter.queue().orElse(null),
                filter.job().orElse(null),
                filter.before().map(JobId::toBytes).orElse(null),
                filter.limit());
    }

    /**
     * The statement that lists jobs: ?1 namespace, ?2 queue, ?3 job, ?4 the id before which the page begins, ?5 limit.
     *
     * <p>Completed jobs are the many, and are found by walking through the ids. Without them, the indexes of the states
     * that are asked for hold fewer jobs, which are then sorted.
     */
    static String listStatement(JobFilter filter) {
        boolean walks = filter.states().isEmpty() || filter.states().contains(JobState.COMPLETED);
        List<String> sources = walks ? List.of(walk(filter)) : sources(filter);
        return VIEW
                + "WHERE j.seq IN (SELECT seq FROM (\n"
                + sources.stream()
                        .map(source -> "SELECT seq, id FROM typedqueue_job INDEXED BY " + source + " AND " + KINDS
                                + " AND (?4 IS NULL OR id < ?4)")
                        .collect(Collectors.joining("\nUNION ALL\n"))
                + "\nORDER BY id DESC LIMIT ?5))\nORDER BY j.id DESC";
    }

    private static String walk(JobFilter filter) {
        String states = filter.states().stream()
                .flatMap(state -> sourceStates(state).stream())
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return "typedqueue_job_id WHERE namespace = ?1 AND (?2 IS NULL OR " + QUEUES + ")"
                + (states.isEmpty() ? "" : " AND state IN (" + states + ")");
    }

    private static List<String> sources(JobFilter filter) {
        List<String> sources = new ArrayList<>();
        for (JobState state : filter.states()) {
            for (int code : sourceStates(state)) {
                sources.add(source(code));
            }
        }
        return sources;
    }

    private static List<Integer> sourceStates(JobState state) {
        return switch (state) {
            case SCHEDULED -> List.of(States.SCHEDULED);
            case BLOCKED -> List.of(States.BLOCKED);
            case READY -> List.of(States.READY);
            case RUNNING -> List.of(States.RUNNING);
            case COMPLETED -> List.of(States.COMPLETED);
            case FAILED -> List.of(States.FAILED);
            case CANCELLED -> List.of(States.CANCELLED);
            case PARKED -> List.of(States.PARKED, States.UNKNOWN);
        };
    }

    private static String source(int state) {
        return switch (state) {
            case States.READY -> "typedqueue_job_ready WHERE state = 1 AND " + QUEUES;
            case States.RUNNING -> "typedqueue_job_running WHERE state = 2 AND " + QUEUES;
            case States.BLOCKED -> "typedqueue_job_blocked WHERE state = 8 AND " + QUEUES;
            case States.UNKNOWN -> "typedqueue_job_unknown WHERE state = 7 AND " + QUEUES;
            case States.SCHEDULED, States.PARKED ->
                "typedqueue_job_waiting WHERE state IN (0, 6) AND namespace = ?1 AND state = " + state + " AND "
                        + QUEUES;
            default -> "typedqueue_job_finished WHERE finished_at IS NOT NULL AND state = " + state + " AND " + QUEUES;
        };
    }

    Map<String, Map<JobState, Long>> counts(Sql sql) throws SQLException {
        Map<String, Map<JobState, Long>> counts = new HashMap<>();
        sql.list(
                COUNTS,
                row -> counts.computeIfAbsent(row.getString(1), any -> new EnumMap<>(JobState.class))
                        .merge(States.of(row.getInt(2)), row.getLong(3), Long::sum),
                namespace);
        return counts;
    }

    private static QueuedJob read(ResultSet row) throws SQLException {
        return new QueuedJob(
                JobId.fromBytes(row.getBytes("id")),
                row.getString("queue"),
                row.getString("kind"),
                row.getInt("version"),
                States.of(row.getInt("state")),
                row.getString("payload"),
                StoredText.tags(nullable(row.getString("tags"))),
                row.getInt("priority"),
                Timestamps.at(row.getLong("added_at")),
                Timestamps.at(row.getLong("run_at")),
                row.getInt("failed_attempts"),
                row.getInt("node_deaths"),
                Timestamps.atOrNull(Sql.longOrNull(row, "started_at")),
                Timestamps.atOrNull(Sql.longOrNull(row, "finished_at")),
                nullable(row.getString("node")),
                nullable(row.getString("note")));
    }

    private static @Nullable String nullable(@Nullable String text) {
        return text;
    }
}
