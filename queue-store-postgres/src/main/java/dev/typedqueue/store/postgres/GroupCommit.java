package dev.typedqueue.store.postgres;

import dev.typedqueue.StoreException;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NewJob;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * New jobs of all threads, in few transactions. A writer takes all that waits, stores it in one transaction, and lets
 * the callers go after the commit; what arrives meanwhile makes up the next one. So one caller alone waits for nothing,
 * and many share the cost of a commit. There are two writers, so that one gathers while the other's commit is on its
 * way to the disk.
 *
 * <p>Should a transaction fail, each of its callers gets one of its own: a bad job fails alone.
 */
final class GroupCommit implements AutoCloseable {

    /** The jobs of one caller who waits. */
    private static final class Request {

        private final Insertion insertion;
        private final List<NewJob> jobs;
        private final CompletableFuture<List<InsertResult>> answer = new CompletableFuture<>();

        Request(Insertion insertion, List<NewJob> jobs) {
            this.insertion = insertion;
            this.jobs = jobs;
        }

        Insertion insertion() {
            return insertion;
        }

        List<NewJob> jobs() {
            return jobs;
        }

        CompletableFuture<List<InsertResult>> answer() {
            return answer;
        }
    }

    private static final int WRITERS = 2;
    private static final int MOST_REQUESTS = 1_000;
    private static final int MOST_JOBS = 5_000;

    private final Database database;

    /** What waits; an empty one ends a writer. */
    private final LinkedBlockingQueue<Optional<Request>> requests = new LinkedBlockingQueue<>();

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong commits = new AtomicLong();
    private boolean closed;

    GroupCommit(Database database) {
        this.database = database;
    }

    void start() {
        for (int i = 1; i <= WRITERS; i++) {
            Thread thread = new Thread(this::loop, "typedqueue-postgres-writer-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /**
     * Stores jobs and returns when they are committed. An interrupt does not end the wait: the caller learns what
     * became of its jobs.
     */
    List<InsertResult> insert(Insertion insertion, List<NewJob> jobs) {
        Request request = new Request(insertion, jobs);
        synchronized (this) {
            if (closed) {
                throw StoreException.lasting(database.settings().store() + " is closed", null);
            }
            requests.add(Optional.of(request));
        }
        try {
            return request.answer().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw new IllegalStateException(database.settings().store() + ": jobs could not be stored", e.getCause());
        }
    }

    /** How many transactions have been committed. */
    long commits() {
        return commits.get();
    }

    private void loop() {
        try {
            while (true) {
                Optional<Request> first = requests.take();
                if (first.isEmpty()) {
                    return;
                }
                commit(gather(first.get()));
            }
        } catch (InterruptedException nobodyDoesThat) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Request> gather(Request first) {
        List<Request> batch = new ArrayList<>();
        batch.add(first);
        int jobs = first.jobs().size();
        while (jobs < MOST_JOBS && batch.size() < MOST_REQUESTS) {
            Optional<Request> next = requests.poll();
            if (next == null) {
                break;
            }
            if (next.isEmpty()) {
                requests.add(next);
                break;
            }
            batch.add(next.get());
            jobs += next.get().jobs().size();
        }
        return batch;
    }

    private void commit(List<Request> batch) {
        try {
            Map<Request, List<InsertResult>> results = database.writeIdempotently(sql -> store(sql, batch));
            commits.incrementAndGet();
            results.forEach((request, result) -> request.answer().complete(result));
        } catch (Throwable e) {
            // Errors too: callers wait, and this thread serves them all.
            if (batch.size() == 1) {
                batch.get(0).answer().completeExceptionally(e);
            } else {
                batch.forEach(request -> commit(List.of(request)));
            }
        }
    }

    /** Stores the jobs of all callers of one session together. */
    private static Map<Request, List<InsertResult>> store(Sql sql, List<Request> batch) throws SQLException {
        Map<Insertion, List<Request>> sessions = new LinkedHashMap<>();
        batch.forEach(request -> sessions.computeIfAbsent(request.insertion(), any -> new ArrayList<>())
                .add(request));
        Map<Request, List<InsertResult>> results = new HashMap<>();
        for (Map.Entry<Insertion, List<Request>> session : sessions.entrySet()) {
            List<NewJob> jobs = session.getValue().stream()
                    .flatMap(request -> request.jobs().stream())
                    .toList();
            List<InsertResult> all = session.getKey().insert(sql, jobs);
            int from = 0;
            for (Request request : session.getValue()) {
                results.put(request, all.subList(from, from + request.jobs().size()));
                from += request.jobs().size();
            }
        }
        return results;
    }

    /** Ends the threads after the jobs that wait. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            threads.forEach(thread -> requests.add(Optional.empty()));
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
