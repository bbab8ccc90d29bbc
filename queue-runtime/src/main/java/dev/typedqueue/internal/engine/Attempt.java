package dev.typedqueue.internal.engine;

import dev.typedqueue.JobContext;
import dev.typedqueue.JobId;
import dev.typedqueue.LeaseLostException;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.StoreSession;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of a job: what its handler is told, and what the handler says. */
final class Attempt implements JobContext {

    /** Why a handler is told to end. */
    enum Cancellation {
        BY_PERSON,
        NODE_STOPS,
        LEASE_LOST,
        TIMED_OUT
    }

    private final ClaimedJob job;
    private final String name;
    private final int maxAttempts;
    private final Outcome completed;
    private final StoreSession session;
    private final Reports reports;

    private @Nullable Verdict verdict;
    private boolean ended;
    private boolean abandoned;
    private @Nullable Cancellation cancellation;
    private @Nullable Thread thread;

    /**
     * An attempt that has not begun.
     *
     * @param name the job's present name, which the stored one may precede
     * @param completed what a completion is to the store: deletion where nothing is retained
     */
    Attempt(ClaimedJob job, String name, int maxAttempts, Outcome completed, StoreSession session, Reports reports) {
        this.job = job;
        this.name = name;
        this.maxAttempts = maxAttempts;
        this.completed = completed;
        this.session = session;
        this.reports = reports;
    }

    ClaimedJob claimed() {
        return job;
    }

    /**
     * The handler runs on this thread from now on.
     *
     * @return false if it must not, since it was told to end before
     */
    synchronized boolean begin() {
        if (cancellation != null) {
            return false;
        }
        thread = Thread.currentThread();
        return true;
    }

    /** The handler has ended: its thread is no longer interrupted, and it can say no more. */
    synchronized void end() {
        thread = null;
        ended = true;
        Thread.interrupted();
    }

    /**
     * Ends the attempt although its handler goes on, which can say no more from now on.
     *
     * @return false if the handler has ended
     */
    synchronized boolean abandon() {
        if (ended) {
            return false;
        }
        thread = null;
        ended = true;
        abandoned = true;
        return true;
    }

    /** Whether its handler ends the process, by {@code System.exit}: a call that never returns. */
    synchronized boolean exits() {
        return thread != null
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(Runtime.class.getName())
                                && frame.getMethodName().equals("exit"));
    }

    synchronized boolean isAbandoned() {
        return abandoned;
    }

    /** Tells the handler to end. The first reason stays. */
    synchronized void cancel(Cancellation reason) {
        if (cancellation == null) {
            cancellation = reason;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    synchronized @Nullable Cancellation cancellation() {
        return cancellation;
    }

    synchronized @Nullable Verdict verdict() {
        return verdict;
    }

    @Override
    public JobId id() {
        return job.id();
    }

    @Override
    public String queue() {
        return job.queue();
    }

    @Override
    public String job() {
        return name;
    }

    @Override
    public int attempt() {
        return job.failedAttempts() + 1;
    }

    @Override
    public int maxAttempts() {
        return maxAttempts;
    }

    @Override
    public Instant addedAt() {
        return job.addedAt();
    }

    @Override
    public Instant runAt() {
        return job.runAt();
    }

    @Override
    public Map<String, String> context() {
        return job.context();
    }

    @Override
    public long fencingToken() {
        return job.fencingToken();
    }

    @Override
    public void complete() {
        say(new Verdict.Complete());
    }

    @Override
    public void fail(String reason) {
        say(new Verdict.Fail(Objects.requireNonNull(reason, "reason")));
    }

    @Override
    public void requeue(Instant at) {
        say(new Verdict.Requeue(RunTimes.requireStorable(at)));
    }

    @Override
    public void delete() {
        say(new Verdict.Delete());
    }

    @Override
    public void completeIn(Connection connection) {
        if (!(session instanceof JdbcStoreSession jdbc)) {
            throw new UnsupportedOperationException("The store of queue \"" + queue()
                    + "\" takes no part in JDBC transactions: use complete(), or a store in your database");
        }
        say(new Verdict.CompleteInTransaction());
        if (jdbc.finish(connection, new Finish(id(), fencingToken(), completed)) == FinishResult.LEASE_LOST) {
            throw new LeaseLostException(
                    this + " is no longer held by this attempt: another may run it. Roll the transaction back");
        }
    }

    @Override
    public synchronized void progress(long done, long total, @Nullable String message) {
        if (!ended) {
            reports.progress(job, done, total, message);
        }
    }

    @Override
    public synchronized void log(String text) {
        Objects.requireNonNull(text, "text");
        if (!ended) {
            reports.log(job, attempt(), text);
        }
    }

    private synchronized void say(Verdict word) {
        if (ended) {
            throw new IllegalStateException("The attempt of " + this + " has ended already");
        }
        if (verdict != null) {
            throw new IllegalStateException("The handler of " + this + " has said already: " + verdict);
        }
        verdict = word;
    }

    @Override
    public synchronized boolean isCancelled() {
        return cancellation != null;
    }

    @Override
    public String toString() {
        return "job " + name + " " + id() + " of queue " + queue();
    }
}
