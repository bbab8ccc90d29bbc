package dev.typedqueue.store.sqlite;

import dev.typedqueue.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes of all threads, in few transactions. One thread owns the one connection that writes. It takes all the writes
 * that wait, runs them in one transaction, and lets their callers go after the commit; what arrives meanwhile makes up
 * the next transaction. So one write alone waits for nothing, and many share the cost of a commit.
 *
 * <p>Should a write or the commit fail, the transaction is rolled back and each of its writes gets a transaction of its
 * own: a bad one fails alone. So a write may run twice, and changes nothing but the database.
 */
final class GroupCommit implements AutoCloseable {

    /** Something to be written. It may run several times; only the last run counts. */
    @FunctionalInterface
    interface Write<T> {

        T run(Sql sql) throws SQLException;
    }

    /** A write whose caller waits. */
    private record Request<T>(Write<T> write, CompletableFuture<T> answer) {

        Runnable run(Sql sql) throws SQLException {
            T result = write.run(sql);
            return () -> answer.complete(result);
        }
    }

    private static final int MOST_WRITES = 1_000;
    private static final Request<Boolean> END = new Request<>(sql -> true, new CompletableFuture<>());

    private final Connections connections;
    private final Settings settings;
    private final LinkedBlockingQueue<Request<?>> requests = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final AtomicLong commits = new AtomicLong();

    /** Used by the thread alone. */
    private @Nullable Sql sql;

    private volatile boolean closed;

    /** Takes over an open connection. */
    GroupCommit(Connections connections, Sql sql) {
        this.connections = connections;
        this.settings = connections.settings();
        this.sql = sql;
        this.thread = new Thread(this::loop, "typedqueue-sqlite-writer");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Runs a write and returns when it is committed. An interrupt does not end the wait: the caller learns what became
     * of its write.
     */
    <T> T execute(Write<T> write) {
        Request<T> request = new Request<>(write, new CompletableFuture<>());
        synchronized (this) {
            requireOpen();
            requests.add(request);
        }
        try {
            return request.answer().join();
        } catch (CompletionException e) {
            throw failure(e.getCause());
        }
    }

    private RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof SQLException sqlFailure) {
            return Faults.of(settings, sqlFailure);
        }
        if (cause instanceof StoreException storeFailure) {
            return storeFailure;
        }
        return new IllegalStateException(settings.store() + ": a write failed", cause);
    }

    private void requireOpen() {
        if (closed) {
            throw StoreException.lasting(settings.store() + " is closed", null);
        }
    }

    /** How many transactions have been committed. */
    long commits() {
        return commits.get();
    }

    /** How many writes wait for the transaction under way to end. */
    int waiting() {
        return requests.size();
    }

    /** Ends the thread after the writes that wait, which fail if the lock is not free by then. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            requests.add(END);
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        List<Request<?>> batch = new ArrayList<>();
        boolean ended = false;
        while (!ended) {
            batch.clear();
            try {
                batch.add(requests.take());
            } catch (InterruptedException nobodyDoesThat) {
                continue;
            }
            requests.drainTo(batch, MOST_WRITES - 1);
            ended = batch.remove(END);
            if (!batch.isEmpty()) {
                commit(batch);
            }
        }
        disconnect();
    }

    private void commit(List<Request<?>> batch) {
        Sql writer;
        try {
            writer = begin();
        } catch (SQLException | RuntimeException e) {
            disconnectAfter(e);
            batch.forEach(request -> request.answer().completeExceptionally(e));
            return;
        }
        try {
            List<Runnable> answers = new ArrayList<>(batch.size());
            for (Request<?> request : batch) {
                answers.add(request.run(writer));
            }
            writer.update("COMMIT");
            commits.incrementAndGet();
            answers.forEach(Runnable::run);
        } catch (Throwable e) {
            // Errors too: callers wait, and this thread serves them all.
            rollBack(writer, e);
            if (batch.size() == 1) {
                batch.get(0).answer().completeExceptionally(e);
            } else {
                batch.forEach(request -> commit(List.of(request)));
            }
        }
    }

    private Sql begin() throws SQLException {
        Sql writer = sql == null ? connections.openWriter(false) : sql;
        sql = writer;
        settings.busy().retry(() -> closed, () -> writer.update("BEGIN IMMEDIATE"));
        return writer;
    }

    private void rollBack(Sql writer, Throwable failure) {
        writer.reset();
        try {
            writer.update("ROLLBACK");
            disconnectAfter(failure);
        } catch (SQLException e) {
            // SQLite has rolled back by itself, or cannot; a new connection is without doubt outside a transaction.
            disconnect();
        }
    }

    private void disconnectAfter(Throwable failure) {
        if (failure instanceof SQLException sqlFailure && !Faults.sparesConnection(sqlFailure)) {
            disconnect();
        }
    }

    private void disconnect() {
        if (sql != null) {
            sql.close();
            sql = null;
        }
    }
}
