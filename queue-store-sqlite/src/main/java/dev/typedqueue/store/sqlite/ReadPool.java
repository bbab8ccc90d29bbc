package dev.typedqueue.store.sqlite;

import dev.typedqueue.StoreException;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A few connections that only read. They neither wait for the writer nor stop it. */
final class ReadPool implements AutoCloseable {

    /** Something to be read. */
    @FunctionalInterface
    interface Read<T> {

        T run(Sql sql) throws SQLException;
    }

    private static final int SIZE = 4;

    private final Connections connections;
    private final Semaphore permits = new Semaphore(SIZE);
    private final ConcurrentLinkedDeque<Sql> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    ReadPool(Connections connections) {
        this.connections = connections;
    }

    <T> T read(Read<T> read) {
        permits.acquireUninterruptibly();
        try {
            return readWithPermit(read);
        } finally {
            permits.release();
        }
    }

    private <T> T readWithPermit(Read<T> read) {
        Settings settings = connections.settings();
        if (closed) {
            throw StoreException.lasting(settings.store() + " is closed", null);
        }
        Sql sql = null;
        boolean usable = false;
        try {
            sql = take();
            T result = read.run(sql);
            usable = true;
            return result;
        } catch (SQLException e) {
            throw Faults.of(settings, e);
        } finally {
            giveBack(sql, usable);
        }
    }

    private Sql take() throws SQLException {
        Sql sql = idle.pollFirst();
        return sql != null ? sql : connections.openReader();
    }

    /** A connection on which something went wrong is not used again. */
    private void giveBack(@Nullable Sql sql, boolean usable) {
        if (sql == null) {
            return;
        }
        if (usable && !closed) {
            idle.addFirst(sql);
        } else {
            sql.close();
        }
    }

    /** Waits for the reads under way. */
    @Override
    public void close() {
        closed = true;
        permits.acquireUninterruptibly(SIZE);
        for (Sql sql = idle.pollFirst(); sql != null; sql = idle.pollFirst()) {
            sql.close();
        }
        permits.release(SIZE);
    }
}
