package dev.typedqueue.benchmarks.postgres.peers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * A table of jobs of one lane, in the order of their positions. Jobs are appended to the newest one of the lane; when
 * it is full, there is another.
 *
 * @param lane the lane, from 0 on
 * @param number its place among those of the lane
 * @param first a position that none of its jobs is before
 */
record Segment(int lane, int number, long first) {

    /** So many positions, which the lanes share. */
    private static final long SIZE = 40_000;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    String table() {
        return "segment_" + lane + "_" + number;
    }

    void create(Connection connection) throws SQLException {
        execute(
                connection,
                "create table %s (position bigint primary key, payload text not null);".formatted(table())
                        + "insert into segment values (%d, %d, %d)".formatted(lane, number, first));
    }

    /**
     * Appends jobs to a lane, in the transaction of the connection. It locks the lane until the transaction ends, for
     * jobs must become visible in the order of their positions: the worker never looks back.
     */
    static void append(Connection connection, int lane, List<String> payloads) throws SQLException {
        // A statement of its own, so that the next one sees what was committed until it had the lock.
        execute(connection, "select pg_advisory_xact_lock(1, " + lane + ")");
        Segment newest = find(connection, lane, "order by number desc").orElseThrow();
        long last = newest.insert(connection, payloads);
        if (last - newest.first >= SIZE) {
            new Segment(lane, newest.number + 1, last).create(connection);
        }
    }

    private long insert(Connection connection, List<String> payloads) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                with appended as (
                    insert into %s select nextval('positions'), payload from unnest(?::text[]) as new (payload)
                    returning position)
                select max(position) from appended""".formatted(table()))) {
            insert.setArray(1, connection.createArrayOf("text", payloads.toArray()));
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    static Segment oldest(Connection connection, int lane) throws SQLException {
        return find(connection, lane, "order by number").orElseThrow();
    }

    /** The next one, if there is one. Then nothing is appended to this one any more. */
    Optional<Segment> next(Connection connection) throws SQLException {
        return find(connection, lane, "and number > " + number + " order by number");
    }

    private static Optional<Segment> find(Connection connection, int lane, String condition) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select number, first from segment where lane = ? " + condition + " limit 1")) {
            select.setInt(1, lane);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Segment(lane, row.getInt(1), row.getLong(2))) : Optional.empty();
            }
        }
    }

    /**
     * Drops it, unless somebody reads it, such as a backup or a report: jobs must not wait for them.
     *
     * @return whether it is gone
     */
    boolean drop(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            execute(connection, "set local lock_timeout = '10ms'");
            execute(connection, "drop table " + table());
            execute(connection, "delete from segment where lane = %d and number = %d".formatted(lane, number));
            connection.commit();
            return true;
        } catch (SQLException e) {
            connection.rollback();
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            return false;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
