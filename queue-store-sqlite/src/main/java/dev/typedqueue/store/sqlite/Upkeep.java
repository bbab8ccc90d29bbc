package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobState;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.Promotion;
import dev.typedqueue.store.jdbc.States;
import dev.typedqueue.store.jdbc.Timestamps;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What nodes do now and then, page by page: promotion, parking, retention. Each looks first without the write lock, so
 * that there is no writing where there is nothing to do.
 */
final class Upkeep {

    // typedqueue_job_waiting.
    static final String NEXT = """
            SELECT run_at FROM typedqueue_job INDEXED BY typedqueue_job_waiting
            WHERE state IN (0, 6) AND namespace = ?
            ORDER BY run_at LIMIT 1
            """;

    // typedqueue_job_waiting.
    static final String PROMOTE = """
            UPDATE typedqueue_job SET state = iif(gated, 8, 1)
            WHERE seq IN (
                SELECT seq FROM typedqueue_job INDEXED BY typedqueue_job_waiting
                WHERE state IN (0, 6) AND namespace = ? AND run_at <= ?
                ORDER BY run_at LIMIT ?)
            RETURNING queue, state
            """;

    // typedqueue_job_ready: one probe for each kind that the store has ever seen.
    static final String UNKNOWN_KINDS = """
            SELECT k.id FROM typedqueue_kind k
            WHERE k.id NOT IN (SELECT value FROM json_each(?))
              AND EXISTS (SELECT 1 FROM typedqueue_job INDEXED BY typedqueue_job_ready
                          WHERE state = 1 AND queue = ? AND kind = k.id)
            """;

    // typedqueue_job_ready.
    static final String PARK = """
            UPDATE typedqueue_job SET state = 7, note = 'No live node knows this job'
            WHERE seq IN (
                SELECT seq FROM typedqueue_job INDEXED BY typedqueue_job_ready
                WHERE state = 1 AND queue = ? AND kind IN (SELECT value FROM json_each(?))
                LIMIT ?)
            """;

    // typedqueue_job_unknown.
    static final String HAS_PARKED = """
            SELECT 1 FROM typedqueue_job INDEXED BY typedqueue_job_unknown
            WHERE state = 7 AND queue = ? AND kind IN (SELECT value FROM json_each(?))
            LIMIT 1
            """;

    // typedqueue_job_unknown.
    static final String UNPARK = """
            UPDATE typedqueue_job SET state = iif(gated, 8, 1)
            WHERE seq IN (
                SELECT seq FROM typedqueue_job INDEXED BY typedqueue_job_unknown
                WHERE state = 7 AND queue = ? AND kind IN (SELECT value FROM json_each(?))
                LIMIT ?)
            """;

    private final Database database;
    private final Scope scope;
    private final Deletion deletion;
    private final Gatekeeper gatekeeper;

    Upkeep(Database database, Scope scope, Deletion deletion, Gatekeeper gatekeeper) {
        this.database = database;
        this.scope = scope;
        this.deletion = deletion;
        this.gatekeeper = gatekeeper;
    }

    Promotion promoteDue(int limit) {
        Optional<Duration> untilNext = database.readers().read(this::untilNext);
        return untilNext.filter(Duration::isZero).isPresent()
                ? database.writer().execute(sql -> promote(sql, limit))
                : new Promotion(0, Set.of(), untilNext.orElse(null));
    }

    private Promotion promote(Sql sql, int limit) throws SQLException {
        List<Integer> queues = new ArrayList<>();
        sql.list(
                PROMOTE,
                row -> row.getInt(2) == States.READY && queues.add(row.getInt(1)),
                scope.namespace(),
                scope.now(),
                limit);
        queues.addAll(gatekeeper.admit(sql, limit - queues.size()));
        return new Promotion(
                queues.size(), queueNames(sql, queues), untilNext(sql).orElse(null));
    }

    private Optional<Duration> untilNext(Sql sql) throws SQLException {
        Optional<Long> due = sql.first(NEXT, row -> row.getLong(1), scope.namespace());
        Optional<Long> next =
                Stream.concat(due.stream(), gatekeeper.next(sql).stream()).min(Comparator.naturalOrder());
        return next.map(runAt -> Duration.of(Math.max(0, runAt - scope.now()), TimeUnit.MICROSECONDS.toChronoUnit()));
    }

    static Set<String> queueNames(Sql sql, Collection<Integer> queues) throws SQLException {
        Set<String> names = new HashSet<>();
        for (Integer queue : new HashSet<>(queues)) {
            names.add(Names.queueName(sql, queue));
        }
        return names;
    }

    int park(String queueName, Set<JobKind> known, int limit) {
        int queue = scope.names().queue(scope.namespace(), queueName);
        String knownKinds = numbers(known);
        List<Integer> unknown =
                database.readers().read(sql -> sql.list(UNKNOWN_KINDS, row -> row.getInt(1), knownKinds, queue));
        return unknown.isEmpty()
                ? 0
                : database.writer().execute(sql -> sql.update(PARK, queue, unknown.toString(), limit));
    }

    int unpark(String queueName, Set<JobKind> known, int limit) {
        int queue = scope.names().queue(scope.namespace(), queueName);
        String kinds = numbers(known);
        boolean any = database.readers().read(sql -> sql.exists(HAS_PARKED, queue, kinds));
        return any ? database.writer().execute(sql -> sql.update(UNPARK, queue, kinds, limit)) : 0;
    }

    /** The numbers of kinds, as a JSON array. */
    private String numbers(Set<JobKind> kinds) {
        return kinds.stream().map(scope.names()::kind).toList().toString();
    }

    int purge(String queueName, JobState finished, Duration age, int limit) {
        int state = States.finished(finished);
        int queue = scope.names().queue(scope.namespace(), queueName);
        boolean any = database.readers().read(sql -> deletion.hasOld(sql, queue, state, before(age)));
        return any ? database.writer().execute(sql -> deletion.deleteOld(sql, queue, state, before(age), limit)) : 0;
    }

    private long before(Duration age) {
        return Timestamps.minus(scope.now(), age);
    }
}
