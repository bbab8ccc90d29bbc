package dev.typedqueue.benchmarks.postgres;

import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Measurement;
import dev.typedqueue.benchmarks.postgres.agent.AgentProcess;
import dev.typedqueue.benchmarks.postgres.peers.Contestants;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What a database has cost so far. Sessions report to the statistics when they end, so it is read while none is open.
 *
 * @param statements empty if the server does not count them
 * @param claims empty if the server does not count statements
 * @param server empty if it runs elsewhere
 */
record Counters(
        long wal,
        long commits,
        OptionalLong statements,
        Optional<Claims> claims,
        long deadRows,
        Duration clients,
        Optional<Duration> server) {

    /**
     * The statements that claim jobs.
     *
     * @param calls how many were executed
     * @param buffers pages of the cache that they have looked at, those that had to be read included
     */
    record Claims(long calls, long buffers) {}

    /** Waits until no session of the database is open, and reads. */
    static Counters read(PostgresServer server, String database, List<AgentProcess> agents)
            throws SQLException, InterruptedException {
        String sessions = "select count(*) from pg_stat_activity where backend_type = 'client backend' and datname = '"
                + database + "'";
        while (server.number(sessions) > 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        OptionalLong process = server.process();
        return new Counters(
                server.logged(),
                server.number("select xact_commit from pg_stat_database where datname = '" + database + "'"),
                server.statements(database),
                server.claims(database, Contestants.claims()),
                server.number("select coalesce(tup_updated + tup_deleted, 0) from pg_stat_database where datname = '"
                        + database + "'"),
                agents.stream().map(AgentProcess::cpu).reduce(Duration.ZERO, Duration::plus),
                process.isPresent() ? new ServerProcesses(process.getAsLong()).cpu() : Optional.empty());
    }

    /** A measurement with what so many jobs have cost since the earlier reading. */
    Measurement since(Counters before, int jobs, Measurement measurement) {
        Measurement result = measurement
                .with(Figure.WAL_PER_JOB, (double) (wal - before.wal) / jobs)
                .with(Figure.COMMITS_PER_JOB, (double) (commits - before.commits) / jobs)
                .with(Figure.DEAD_ROWS_PER_JOB, (double) (deadRows - before.deadRows) / jobs)
                .with(Figure.CLIENT_CPU_PER_JOB, micros(clients.minus(before.clients)) / jobs);
        if (statements.isPresent() && before.statements.isPresent()) {
            double executed = statements.getAsLong() - before.statements.getAsLong();
            result = result.with(Figure.STATEMENTS_PER_JOB, executed / jobs);
        }
        if (claims.isPresent() && before.claims.isPresent()) {
            long calls = claims.get().calls() - before.claims.get().calls();
            double buffers = claims.get().buffers() - before.claims.get().buffers();
            if (calls > 0) {
                result = result.with(Figure.BUFFERS_PER_CLAIM, buffers / calls)
                        .with(Figure.JOBS_PER_CLAIM, (double) jobs / calls);
            }
        }
        if (server.isPresent() && before.server.isPresent()) {
            double used = micros(server.get().minus(before.server.get()));
            result = result.with(Figure.SERVER_CPU_PER_JOB, used / jobs);
        }
        return result;
    }

    private static double micros(Duration duration) {
        return duration.toNanos() / 1e3;
    }
}
