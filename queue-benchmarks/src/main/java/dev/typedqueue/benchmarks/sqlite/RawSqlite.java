package dev.typedqueue.benchmarks.sqlite;

import dev.typedqueue.benchmarks.flow.Payload;
import dev.typedqueue.benchmarks.flow.Work;
import dev.typedqueue.benchmarks.measure.Threads;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a careful hand would write without a queue library: one table and an index on SQLite, as durable as ours (WAL,
 * {@code synchronous=FULL}), one transaction for each operation, all threads through one connection.
 */
final class RawSqlite implements AutoCloseable {

    private final Connection connection;
    private final Statement control;
    private final PreparedStatement insert;
    private final PreparedStatement claim;
    private final PreparedStatement complete;

    RawSqlite(Path folder) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("raw.db"));
        control = connection.createStatement();
        control.execute("pragma journal_mode = wal");
        control.execute("pragma synchronous = full");
        control.execute("create table job (id integer primary key, state integer not null, payload text not null)");
        control.execute("create index job_ready on job (id) where state = 0");
        insert = connection.prepareStatement("insert into job (id, state, payload) values (?, 0, ?)");
        claim = connection.prepareStatement("""
                update job set state = 1
                where id = (select id from job where state = 0 order by id limit 1)
                returning id, payload""");
        complete = connection.prepareStatement("update job set state = 2 where id = ? and state = 1");
    }

    synchronized void add(int number) throws SQLException {
        control.execute("begin immediate");
        insert(number);
        control.execute("commit");
    }

    synchronized void fill(int jobs) throws SQLException {
        control.execute("begin immediate");
        for (int number = 0; number < jobs; number++) {
            insert(number);
        }
        control.execute("commit");
    }

    private void insert(int number) throws SQLException {
        insert.setInt(1, number);
        insert.setString(2, Payload.of(number).json());
        insert.executeUpdate();
    }

    /** The number of a claimed job. */
    synchronized int claim() throws SQLException {
        control.execute("begin immediate");
        int number;
        try (ResultSet row = claim.executeQuery()) {
            row.next();
            number = row.getInt(1);
            row.getString(2);
        }
        control.execute("commit");
        return number;
    }

    synchronized void complete(int number) throws SQLException {
        control.execute("begin immediate");
        complete.setInt(1, number);
        if (complete.executeUpdate() != 1) {
            throw new IllegalStateException("Job " + number + " was not running");
        }
        control.execute("commit");
    }

    private void requireCount(int jobs) throws SQLException {
        try (ResultSet row = control.executeQuery("select count(*) from job")) {
            row.next();
            if (row.getInt(1) != jobs) {
                throw new IllegalStateException(row.getInt(1) + " jobs are stored, and not " + jobs);
            }
        }
    }

    static double adds(Path folder, int threads, int jobs) throws Exception {
        try (RawSqlite raw = new RawSqlite(folder)) {
            double rate = Threads.rate(threads, jobs, raw::add);
            raw.requireCount(jobs);
            return rate;
        }
    }

    static double drain(Path folder, int threads, int jobs) throws Exception {
        try (RawSqlite raw = new RawSqlite(folder)) {
            raw.fill(jobs);
            Work work = new Work(jobs);
            double rate = Threads.rate(threads, jobs, turn -> {
                int number = raw.claim();
                work.run(number);
                raw.complete(number);
            });
            work.verify();
            return rate;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
