package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import dev.typedqueue.JobLogLine;
import dev.typedqueue.JobProgress;
import dev.typedqueue.spi.Report;
import dev.typedqueue.spi.StoredText;
import dev.typedqueue.store.jdbc.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps with a job what its attempts tell of themselves: in its own row, so that it costs nothing to remove.
 *
 * <p>The job's row is locked first, and only then is looked whether the attempt holds the job. So what a later attempt
 * tells comes later, and no lease has to be locked: a handler's own transaction may hold that lock for long. A job
 * whose row is locked itself is being finished or removed, and passed over.
 */
final class Reports {

    // The primary key of job.
    static final String LOCK = """
            SELECT id, log FROM {schema}.job WHERE shard = ? AND namespace = ? AND id = ANY (?) AND id BETWEEN ? AND ?
            ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
            """;

    // The primary key of lease.
    static final String HELD = """
            SELECT g.lease, g.position FROM unnest(?::uuid[], ?::bigint[], ?::smallint[]) AS g(job, lease, position)
                JOIN {schema}.lease l ON l.id = g.lease
            WHERE l.shard = ? AND l.id = ANY (?) AND l.id BETWEEN ? AND ? AND l.part IN (0, g.position + 1) AND l.namespace = ?
              AND l.ids[CASE l.part WHEN 0 THEN g.position + 1 ELSE 1 END] = g.job
              AND g.position <> ALL (l.finished)
            """;

    // The primary key of job.
    static final String STORE = """
            UPDATE {schema}.job j SET progress = coalesce(c.progress, j.progress), log = coalesce(c.log, j.log)
            FROM unnest(?, ?, ?) AS c(id, progress, log)
            WHERE j.shard = ? AND j.namespace = ? AND j.id = ANY (?) AND j.id BETWEEN ? AND ?
              AND j.id = c.id
            """;

    // The primary key of job.
    static final String FIND = "SELECT progress, log FROM {schema}.job WHERE shard = ? AND namespace = ? AND id = ?";

    private final Scope scope;

    Reports(Scope scope) {
        this.scope = scope;
    }

    private record Change(
            UUID id, @Nullable String progress, @Nullable String log) {}

    /** Tells how many were stored. */
    int store(Sql sql, List<Report> reports) throws SQLException {
        Map<Integer, List<Report>> shards = new TreeMap<>();
        reports.forEach(report -> shards.computeIfAbsent(scope.shard(report.id()), any -> new ArrayList<>())
                .add(report));
        int stored = 0;
        for (Map.Entry<Integer, List<Report>> entry : shards.entrySet()) {
            stored += store(sql, entry.getKey(), entry.getValue());
        }
        return stored;
    }

    private int store(Sql sql, int shard, List<Report> reports) throws SQLException {
        Map<UUID, List<JobLogLine>> logs = new HashMap<>();
        sql.list(
                LOCK,
                row -> logs.put(row.getObject("id", UUID.class), log(row)),
                shard,
                scope.namespace(),
                Sql.Among.ids(reports.stream().map(Reports::job).toList()));
        Set<Long> held = held(sql, shard, reports);
        List<Change> changes = new ArrayList<>();
        for (Report report : reports) {
            List<JobLogLine> log = logs.get(job(report));
            if (log != null && held.remove(report.fencingToken())) {
                changes.add(change(report, log));
            }
        }
        return changes.isEmpty()
                ? 0
                : sql.update(
                        STORE,
                        Sql.Array.of("uuid", changes, Change::id),
                        Sql.Array.of("text", changes, Change::progress),
                        Sql.Array.of("text", changes, Change::log),
                        shard,
                        scope.namespace(),
                        Sql.Among.ids(changes.stream().map(Change::id).toList()));
    }

    /** The tokens of those that hold their jobs. */
    private Set<Long> held(Sql sql, int shard, List<Report> reports) throws SQLException {
        return new HashSet<>(sql.list(
                HELD,
                row -> Leases.token(row.getLong(1), row.getInt(2)),
                Sql.Array.of("uuid", reports, Reports::job),
                Sql.Array.of("int8", reports, report -> Leases.lease(report.fencingToken())),
                Sql.Array.of("int4", reports, report -> Leases.position(report.fencingToken())),
                shard,
                Sql.Among.longs(reports.stream()
                        .map(report -> Leases.lease(report.fencingToken()))
                        .toList()),
                scope.namespace()));
    }

    private static Change change(Report report, List<JobLogLine> log) {
        return new Change(
                job(report),
                StoredText.ofProgress(report.progress()),
                report.lines().isEmpty() ? null : StoredText.ofLog(report.appendedTo(log)));
    }

    private static UUID job(Report report) {
        return report.id().value();
    }

    Optional<JobProgress> progress(Sql sql, JobId id) throws SQLException {
        return sql.first(
                        FIND,
                        row -> Optional.ofNullable(StoredText.progress(Statements.textOrNull(row, "progress"))),
                        scope.shard(id),
                        scope.namespace(),
                        id.value())
                .flatMap(progress -> progress);
    }

    List<JobLogLine> log(Sql sql, JobId id) throws SQLException {
        return sql.first(FIND, Reports::log, scope.shard(id), scope.namespace(), id.value())
                .orElse(List.of());
    }

    private static List<JobLogLine> log(ResultSet row) throws SQLException {
        return StoredText.log(Statements.textOrNull(row, "log"));
    }
}
