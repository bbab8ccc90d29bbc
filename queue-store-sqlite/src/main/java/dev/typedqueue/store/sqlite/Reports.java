package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobId;
import dev.typedqueue.JobLogLine;
import dev.typedqueue.JobProgress;
import dev.typedqueue.spi.Report;
import dev.typedqueue.spi.StoredText;
import dev.typedqueue.store.jdbc.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Keeps with a job what its attempts tell of themselves: beside the payload, so that it costs nothing to remove. */
final class Reports {

    // typedqueue_job_id.
    static final String HELD = """
            SELECT j.seq, p.log FROM typedqueue_job j JOIN typedqueue_payload p ON p.job = j.seq
            WHERE j.namespace = ? AND j.id = ? AND j.state = 2 AND j.fencing_token = ?
            """;

    private static final String STORE = """
            UPDATE typedqueue_payload SET progress = coalesce(?, progress), log = coalesce(?, log) WHERE job = ?
            """;

    // typedqueue_job_id.
    static final String FIND = """
            SELECT p.progress, p.log FROM typedqueue_job j JOIN typedqueue_payload p ON p.job = j.seq
            WHERE j.namespace = ? AND j.id = ?
            """;

    private final int namespace;

    Reports(int namespace) {
        this.namespace = namespace;
    }

    private record Row(long seq, List<JobLogLine> log) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(row.getLong(1), Reports.log(row));
        }
    }

    /** Tells how many were stored. */
    int store(Sql sql, List<Report> reports) throws SQLException {
        int stored = 0;
        for (Report report : reports) {
            Optional<Row> held =
                    sql.first(HELD, Row::read, namespace, report.id().toBytes(), report.fencingToken());
            if (held.isPresent()) {
                stored += store(sql, held.get(), report);
            }
        }
        return stored;
    }

    private static int store(Sql sql, Row row, Report report) throws SQLException {
        String log = report.lines().isEmpty() ? null : StoredText.ofLog(report.appendedTo(row.log()));
        return sql.update(STORE, StoredText.ofProgress(report.progress()), log, row.seq());
    }

    Optional<JobProgress> progress(Sql sql, JobId id) throws SQLException {
        return sql.first(
                        FIND,
                        row -> Optional.ofNullable(StoredText.progress(Statements.textOrNull(row, "progress"))),
                        namespace,
                        id.toBytes())
                .flatMap(progress -> progress);
    }

    List<JobLogLine> log(Sql sql, JobId id) throws SQLException {
        return sql.first(FIND, Reports::log, namespace, id.toBytes()).orElse(List.of());
    }

    private static List<JobLogLine> log(ResultSet row) throws SQLException {
        return StoredText.log(Statements.textOrNull(row, "log"));
    }
}
