package dev.typedqueue.store.postgres;

import dev.typedqueue.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The few connections that the store uses. They are the data source's; a connection that is used again soon keeps its
 * settings and its prepared statements, and one that was idle for some seconds is given back as it came.
 *
 * <p>One is kept for as long as the store is open. Handlers may hold all connections of a pool while they wait for the
 * store, which must not wait for them then. That is also why nobody who wants a connection asks the data source, which
 * may let him wait for long: threads of the store's own do, and he takes what comes first, their connection or one that
 * another gives back. Nor does a data source that ties connections to threads find the caller's transaction there.
 */
final class Connections implements AutoCloseable {

    private static final int MOST = 4;
    private static final int LEAST = 1;
    private static final Duration MOST_IDLE = Duration.ofSeconds(5);

    private record Idle(Opener.Held held, long since) {}

    private final Settings settings;
    private final Opener opener;
    private final ExecutorService openers = Executors.newCachedThreadPool(Connections::openerThread);
    private final ArrayDeque<Idle> idle = new ArrayDeque<>();
    private final ArrayDeque<CompletableFuture<Opener.Held>> waiting = new ArrayDeque<>();

    /** How many are lent, idle or being opened. */
    private int count;

    private int opening;
    private @Nullable Throwable lastFailure;
    private boolean closed;

    Connections(Settings settings, Texts texts) {
        this.settings = settings;
        this.opener = new Opener(settings, texts);
    }

    private static Thread openerThread(Runnable task) {
        Thread thread = new Thread(task, "typedqueue-postgres-connector");
        thread.setDaemon(true);
        return thread;
    }

    Settings settings() {
        return settings;
    }

    /** Lends a connection, out of any transaction, with auto-commit on. Waits for one of the few. */
    Opener.Held borrow() throws SQLException {
        Optional<Opener.Held> held = borrow(settings.timeout());
        if (held.isEmpty()) {
            throw StoreException.passing(
                    settings.store() + ": in " + settings.timeout().toMillis()
                            + " ms none of the store's connections, at most "
                            + MOST + ", came free. If the data source is a pool, see whether it is large enough, and"
                            + " who keeps its connections; otherwise see what makes the database slow",
                    lastFailure());
        }
        return held.get();
    }

    private synchronized @Nullable Throwable lastFailure() {
        return lastFailure;
    }

    /**
     * Lends a connection, if there is one in time.
     *
     * @throws SQLException if none could be opened, and none is there
     */
    Optional<Opener.Held> borrow(Duration patience) throws SQLException {
        CompletableFuture<Opener.Held> request = request();
        try {
            return Optional.of(request.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return withdraw(request);
        } catch (InterruptedException e) {
            withdraw(request).ifPresent(this::giveBack);
            Thread.currentThread().interrupt();
            throw StoreException.passing(settings.store() + ": the thread was interrupted while it waited", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private synchronized CompletableFuture<Opener.Held> request() {
        if (closed) {
            throw closedFailure();
        }
        Idle ready = idle.pollFirst();
        if (ready != null) {
            return CompletableFuture.completedFuture(ready.held());
        }
        CompletableFuture<Opener.Held> request = new CompletableFuture<>();
        waiting.add(request);
        openForThoseWhoWait();
        return request;
    }

    private StoreException closedFailure() {
        return StoreException.lasting(settings.store() + " is closed", null);
    }

    /** Ends a wait: with the connection that came at the last moment, perhaps. */
    @SuppressWarnings("UndefinedEquals") // a request is equal to itself alone, as is meant here
    private Optional<Opener.Held> withdraw(CompletableFuture<Opener.Held> request) throws SQLException {
        synchronized (this) {
            if (waiting.remove(request)) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(request.join());
        } catch (CompletionException e) {
            throw failure(e.getCause());
        }
    }

    private static SQLException failure(@Nullable Throwable cause) {
        if (cause instanceof SQLException failure) {
            return failure;
        }
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        throw new IllegalStateException(cause);
    }

    private synchronized void openForThoseWhoWait() {
        while (count < MOST && opening < waiting.size()) {
            count++;
            opening++;
            openers.execute(this::open);
        }
    }

    /** Whatever goes wrong, those who wait must learn of it. */
    @SuppressWarnings("CatchingUnchecked")
    private void open() {
        Opener.Held held;
        try {
            held = opener.open();
        } catch (Throwable failure) {
            notOpened(failure);
            return;
        }
        synchronized (this) {
            opening--;
        }
        giveBack(held);
    }

    /** As long as there are other connections, those who wait may yet get one of them. */
    private synchronized void notOpened(Throwable failure) {
        count--;
        opening--;
        lastFailure = failure;
        if (count == 0) {
            failAll(failure);
        }
    }

    private synchronized void failAll(Throwable failure) {
        waiting.forEach(request -> request.completeExceptionally(failure));
        waiting.clear();
    }

    /** Takes a connection back, and gives to the data source those that were idle for long. */
    void giveBack(Opener.Held held) {
        List<Opener.Held> spare = new ArrayList<>();
        synchronized (this) {
            long now = settings.nanoTime().getAsLong();
            CompletableFuture<Opener.Held> next = waiting.poll();
            if (next != null) {
                next.complete(held);
            } else {
                idle.addFirst(new Idle(held, now));
            }
            while (!idle.isEmpty() && (closed || isSpare(idle.getLast(), now))) {
                spare.add(idle.removeLast().held());
                count--;
            }
        }
        spare.forEach(opener::giveBack);
    }

    private boolean isSpare(Idle connection, long now) {
        return count > LEAST && now - connection.since() > MOST_IDLE.toNanos();
    }

    /** Sets what holds for statements of the store, for the transaction that has begun. */
    void configureTransaction(Sql sql) throws SQLException {
        opener.configureTransaction(sql);
    }

    /**
     * Drops a connection that is broken, or may be. Those that are idle may have been broken with it, and would each
     * have to be found out: they are dropped too.
     */
    void discard(Opener.Held held) {
        List<Opener.Held> broken = new ArrayList<>();
        synchronized (this) {
            broken.add(held);
            idle.forEach(other -> broken.add(other.held()));
            idle.clear();
            count -= broken.size();
            openForThoseWhoWait();
        }
        broken.forEach(Opener::abort);
    }

    @Override
    public void close() {
        List<Opener.Held> spare;
        synchronized (this) {
            closed = true;
            spare = idle.stream().map(Idle::held).toList();
            count -= spare.size();
            idle.clear();
            failAll(closedFailure());
        }
        openers.shutdown();
        spare.forEach(opener::giveBack);
    }
}
