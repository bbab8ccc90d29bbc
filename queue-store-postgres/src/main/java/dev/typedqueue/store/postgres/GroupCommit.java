package dev.typedqueue.store.postgres;

import dev.typedqueue.StoreException;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NewJob;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * New jobs of all threads, in few transactions. A caller alone stores its jobs at once, on its own thread. While
 * commits are on their way to the disk, those who come wait; then one of them stores the jobs of all. So one caller
 * alone waits for nobody, and many share the cost of a commit.
 *
 * <p>Should a transaction fail, each of its callers gets one of its own: a bad job fails alone.
 */
final class GroupCommit implements AutoCloseable {

    /** The jobs of one caller. */
    private static final class Request {

        private final Insertion insertion;
        private final List<NewJob> jobs;

        /** The requests that the caller is to store, its own among them; none if it has its answer. */
        private final CompletableFuture<List<Request>> leads = new CompletableFuture<>();

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

        List<Request> awaitLead() {
            return leads.join();
        }

        void lead(List<Request> batch) {
            leads.complete(batch);
        }

        List<InsertResult> awaitAnswer() {
            return answer.join();
        }

        void answer(List<InsertResult> results) {
            answer.complete(results);
            leads.complete(List.of());
        }

        void fail(Throwable failure) {
            answer.completeExceptionally(failure);
            leads.complete(List.of());
        }
    }

    /** A way to store jobs. */
    @FunctionalInterface
    private interface Way {

        List<InsertResult> insert(Insertion insertion, Sql sql, List<NewJob> jobs) throws SQLException;
    }

    /** How many commits are on their way at most: while one waits for the disk, another can do its work. */
    private static final int MOST_LEADERS = 2;

    private static final int MOST_REQUESTS = 1_000;
    private static final int MOST_JOBS = 5_000;

    private final Database database;
    private final Queue<Request> waiting = new ArrayDeque<>();
    private final AtomicLong commits = new AtomicLong();
    private int leaders;
    private boolean closed;

    GroupCommit(Database database) {
        this.database = database;
    }

    /**
     * Stores jobs and returns when they are committed. An interrupt does not end the wait: the caller learns what
     * became of its jobs.
     */
    List<InsertResult> insert(Insertion insertion, List<NewJob> jobs) {
        Request request = new Request(insertion, jobs);
        arrive(request);
        List<Request> batch = request.awaitLead();
        if (!batch.isEmpty()) {
            try {
                commitUninterruptibly(batch);
            } finally {
                handOver();
            }
        }
        try {
            return request.awaitAnswer();
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

    private synchronized void arrive(Request request) {
        if (closed) {
            throw StoreException.lasting(database.settings().store() + " is closed", null);
        }
        if (leaders < MOST_LEADERS) {
            leaders++;
            request.lead(List.of(request));
        } else {
            waiting.add(request);
        }
    }

    /** All who wait go with the next leader, so that they share its commit. */
    private synchronized void handOver() {
        Request next = waiting.poll();
        if (next == null) {
            leaders--;
            notifyAll();
        } else {
            next.lead(gather(next));
        }
    }

    private List<Request> gather(Request first) {
        List<Request> batch = new ArrayList<>();
        batch.add(first);
        int jobs = first.jobs().size();
        while (jobs < MOST_JOBS && batch.size() < MOST_REQUESTS && !waiting.isEmpty()) {
            Request next = waiting.remove();
            batch.add(next);
            jobs += next.jobs().size();
        }
        return batch;
    }

    /** An interrupt is meant for the caller whose thread this is, and not for the others whose jobs it stores. */
    private void commitUninterruptibly(List<Request> batch) {
        boolean interrupted = Thread.interrupted();
        try {
            commit(batch);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void commit(List<Request> batch) {
        try {
            Map<Request, List<InsertResult>> results = store(batch);
            commits.incrementAndGet();
            results.forEach(Request::answer);
        } catch (Throwable e) {
            // Errors too: the others wait for this thread.
            if (Thread.interrupted()) {
                // It ended the wait for a connection or, under a virtual thread, closed one.
                commit(batch);
                Thread.currentThread().interrupt();
            } else if (batch.size() == 1) {
                batch.get(0).fail(e);
            } else {
                batch.forEach(request -> commit(List.of(request)));
            }
        }
    }

    /** Jobs are new, as a rule. One that is not makes the statement fail, and all are stored with more care. */
    private Map<Request, List<InsertResult>> store(List<Request> batch) {
        try {
            return store(batch, Insertion::insertNew);
        } catch (StoreException e) {
            if (!Faults.isStored(e)) {
                throw e;
            }
            return store(batch, Insertion::insert);
        }
    }

    private Map<Request, List<InsertResult>> store(List<Request> batch, Way way) {
        Map<Insertion, List<Request>> sessions = new LinkedHashMap<>();
        batch.forEach(request -> sessions.computeIfAbsent(request.insertion(), any -> new ArrayList<>())
                .add(request));
        Database.Work<Map<Request, List<InsertResult>>> work = sql -> store(sql, sessions, way);
        return sessions.size() == 1 && batch.get(0).insertion().isOneStatement(jobs(batch))
                ? database.singleIdempotently(work)
                : database.writeIdempotently(work);
    }

    /** Stores the jobs of all callers of one session together. */
    private static Map<Request, List<InsertResult>> store(Sql sql, Map<Insertion, List<Request>> sessions, Way way)
            throws SQLException {
        Map<Request, List<InsertResult>> results = new HashMap<>();
        for (Map.Entry<Insertion, List<Request>> session : sessions.entrySet()) {
            List<InsertResult> all = way.insert(session.getKey(), sql, jobs(session.getValue()));
            int from = 0;
            for (Request request : session.getValue()) {
                results.put(request, all.subList(from, from + request.jobs().size()));
                from += request.jobs().size();
            }
        }
        return results;
    }

    private static List<NewJob> jobs(List<Request> requests) {
        return requests.size() == 1
                ? requests.get(0).jobs()
                : requests.stream().flatMap(request -> request.jobs().stream()).toList();
    }

    /** Takes no more jobs, and waits until those that it has are stored. */
    @Override
    public void close() {
        boolean interrupted = false;
        synchronized (this) {
            closed = true;
            while (leaders > 0) {
                try {
                    wait();
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
