package dev.typedqueue.benchmarks.postgres.peers;

import dev.typedqueue.benchmarks.flow.Payload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.IntConsumer;

/**
 * Owns a lane, and runs its jobs. What makes it the owner is a lock of its session, and what it writes goes through the
 * same session: an owner that has lost the lane cannot write any more.
 */
final class LaneWorker {

    private static final String FINISH = "insert into outcome values (?, ?, ?, now())";

    private final LoopThreads threads;
    private final int lane;
    private final int batch;
    private final IntConsumer handler;

    /** Segments that have been run, and were being read when they were to be dropped. */
    private final Queue<Segment> done = new ArrayDeque<>();

    private long position;

    LaneWorker(LoopThreads threads, int lane, int batch, IntConsumer handler) {
        this.threads = threads;
        this.lane = lane;
        this.batch = batch;
        this.handler = handler;
    }

    private record Page(long last, List<String> payloads) {}

    void run(Connection connection) throws SQLException, InterruptedException {
        while (threads.isRunning() && number(connection, "select pg_try_advisory_lock(2, ?)::int") == 0) {
            threads.pause(10);
        }
        position = number(connection, "select coalesce(max(position), 0) from outcome where lane = ?");
        Segment segment = Segment.oldest(connection, lane);
        while (threads.isRunning()) {
            segment = runSegment(connection, segment);
            while (!done.isEmpty() && done.element().drop(connection)) {
                done.remove();
            }
        }
        number(connection, "select pg_advisory_unlock(2, ?)::int");
    }

    /** Runs a segment's jobs until it is full and has none left, or this is to stop; then gives the next one. */
    private Segment runSegment(Connection connection, Segment segment) throws SQLException, InterruptedException {
        try (PreparedStatement read = connection.prepareStatement("select " + Layout.CLAIM + " position, payload from "
                        + segment.table() + " where position > ? order by position limit ?");
                PreparedStatement finish = connection.prepareStatement(FINISH)) {
            while (threads.isRunning()) {
                if (runPage(read, finish)) {
                    continue;
                }
                Optional<Segment> next = segment.next(connection);
                // What was appended after the look and before the segment was full is read first.
                if (next.isPresent() && !runPage(read, finish)) {
                    done.add(segment);
                    return next.get();
                } else if (next.isEmpty()) {
                    threads.pause(10);
                }
            }
        }
        return segment;
    }

    private boolean runPage(PreparedStatement read, PreparedStatement finish) throws SQLException {
        Page page = read(read);
        if (page.payloads().isEmpty()) {
            return false;
        }
        page.payloads().forEach(payload -> handler.accept(Payload.number(payload)));
        finish.setInt(1, lane);
        finish.setLong(2, page.last());
        finish.setInt(3, page.payloads().size());
        finish.executeUpdate();
        position = page.last();
        return true;
    }

    /** By the primary key of the segment. It writes nothing: the lane is this worker's. */
    private Page read(PreparedStatement read) throws SQLException {
        read.setLong(1, position);
        read.setInt(2, batch);
        long last = position;
        List<String> payloads = new ArrayList<>(batch);
        try (ResultSet rows = read.executeQuery()) {
            while (rows.next()) {
                last = rows.getLong(1);
                payloads.add(rows.getString(2));
            }
        }
        return new Page(last, payloads);
    }

    private long number(Connection connection, String query) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setInt(1, lane);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
