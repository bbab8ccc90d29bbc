package dev.typedqueue.store.postgres;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.store.jdbc.JobRows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Shows jobs to a person. One statement sees one state of the tables, in which each job stands in one place. */
final class JobQueries {

    private static final String VIEW = """
            SELECT v.*, q.name AS queue_name, k.name AS kind_name, k.version, n.name AS node_name
            FROM (
                SELECT j.id, j.queue, j.kind, j.payload, j.tags, j.priority, j.added_at, j.run_at, j.failed_attempts,
                    j.node_deaths, %s AS state,
                    coalesce(l.started_at, o.started_at, j.started_at) AS started,
                    coalesce(o.finished_at, j.finished_at) AS finished,
                    coalesce(l.node, o.node, j.node) AS node,
                    CASE WHEN o.node IS NULL THEN j.note END AS note
                FROM {schema}.job j
                %s
                LEFT JOIN LATERAL (
                    SELECT b.node, b.started_at, b.finished_at FROM {schema}.outcome b
                    WHERE j.ended IS NULL AND w.id IS NULL AND r.lane IS NULL AND l.id IS NULL
                      AND e.level IS NULL AND b.shard = j.shard AND b.namespace = j.namespace
                      AND b.last_id >= j.id AND b.first_id <= j.id AND j.id = ANY (b.ids)
                    ORDER BY b.last_id LIMIT 1) o ON true
                WHERE j.shard = ? AND j.namespace = ? AND %s
            ) v
                JOIN {schema}.queue q ON q.id = v.queue
                JOIN {schema}.kind k ON k.id = v.kind
                LEFT JOIN {schema}.node n ON n.id = v.node
            """;

    // The primary keys, and outcome_last_id.
    static final String FIND = VIEW.formatted(Standing.STATE, Standing.JOINS, "j.id = ?");

    // One constant for each statement, as elsewhere.
    @SuppressWarnings("InlineFormatString")
    private static final String LIST = "WITH page AS MATERIALIZED (SELECT id FROM (%s) s ORDER BY id DESC LIMIT ?)\n"
            + VIEW.formatted(Standing.STATE, Standing.JOINS, """
                    j.id = ANY (ARRAY(SELECT id FROM page))
                          AND j.id BETWEEN (SELECT id FROM page ORDER BY id LIMIT 1)
                                      AND (SELECT id FROM page ORDER BY id DESC LIMIT 1)""") + "ORDER BY v.id DESC";

    // Reads all rows: it is for a person who asks, not for the hot path.
    static final String COUNTS = """
            SELECT q.name, c.state, sum(c.jobs)::bigint
            FROM (
                SELECT queue, 1 AS state, count(*) AS jobs FROM {schema}.ready GROUP BY queue
                UNION ALL
                SELECT queue, state, count(*) FROM {schema}.waiting GROUP BY queue, state
                UNION ALL
                SELECT queue, 8, count(*) FROM {schema}.gate_waiter GROUP BY queue
                UNION ALL
                SELECT queue, 2, sum(cardinality(ids) - CASE part WHEN 0 THEN cardinality(finished) ELSE 0 END)
                FROM {schema}.lease GROUP BY queue
                UNION ALL
                SELECT queue, 3, sum(cardinality(ids)) FROM {schema}.outcome GROUP BY queue
                UNION ALL
                SELECT queue, ended, count(*) FROM {schema}.job WHERE ended IS NOT NULL GROUP BY queue, ended
            ) c JOIN {schema}.queue q ON q.id = c.queue
            WHERE q.namespace = ? AND c.jobs > 0
            GROUP BY q.name, c.state
            """;

    private static final String QUEUES = """
            SELECT name FROM {schema}.queue WHERE namespace = ?
            UNION
            SELECT k.queue FROM {schema}.node n JOIN {schema}.node_kind k ON k.node = n.id
            WHERE n.gone_at IS NULL AND n.namespace = ?
            """;

    private final Scope scope;

    JobQueries(Scope scope) {
        this.scope = scope;
    }

    Optional<QueuedJob> find(Sql sql, JobId id) throws SQLException {
        return sql.first(FIND, row -> JobRows.job(sql, row), scope.shard(id), scope.namespace(), id.value());
    }

    List<QueuedJob> list(Sql sql, JobFilter filter) throws SQLException {
        List<QueuedJob> jobs = new ArrayList<>();
        for (int shard = 0; shard < scope.shards(); shard++) {
            jobs.addAll(list(sql, shard, filter));
        }
        jobs.sort(Comparator.comparing(QueuedJob::id).reversed());
        return List.copyOf(jobs.subList(0, Math.min(jobs.size(), filter.limit())));
    }

    private List<QueuedJob> list(Sql sql, int shard, JobFilter filter) throws SQLException {
        Selection selection = new Selection(shard, scope.namespace(), filter);
        return selection.isEmpty()
                ? List.of()
                : sql.list(
                        listStatement(selection), row -> JobRows.job(sql, row), listValues(shard, selection, filter));
    }

    static String listStatement(Selection selection) {
        return LIST.formatted(selection.page());
    }

    private @Nullable Object[] listValues(int shard, Selection selection, JobFilter filter) {
        List<@Nullable Object> values = new ArrayList<>(selection.pageValues());
        values.addAll(List.of(filter.limit(), shard, scope.namespace()));
        return values.toArray();
    }

    long count(Sql sql, JobFilter filter) throws SQLException {
        long count = 0;
        for (int shard = 0; shard < scope.shards(); shard++) {
            Selection selection = new Selection(shard, scope.namespace(), filter);
            if (!selection.isEmpty()) {
                count += sql.first(
                                "SELECT count(*) FROM (" + selection.all() + ") s",
                                row -> row.getLong(1),
                                selection.values().toArray())
                        .orElseThrow();
            }
        }
        return count;
    }

    Map<String, Map<JobState, Long>> counts(Sql sql) throws SQLException {
        return JobRows.counts(sql, COUNTS, scope.namespace());
    }

    Set<String> queues(Sql sql) throws SQLException {
        return new TreeSet<>(sql.list(QUEUES, row -> row.getString(1), scope.namespace(), scope.namespace()));
    }
}
