package dev.typedqueue.test;

import dev.typedqueue.JobContext;
import dev.typedqueue.JobId;
import java.sql.Connection;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a handler is told, and takes note of what the handler says. */
final class WatchedContext implements JobContext {

    /** What a handler can say. */
    enum Word {
        COMPLETE,
        FAIL,
        REQUEUE,
        DELETE,
        COMPLETE_IN_TRANSACTION
    }

    private final JobContext context;
    private volatile @Nullable Word word;
    private volatile @Nullable Throwable thrown;

    WatchedContext(JobContext context) {
        this.context = context;
    }

    /** What the handler said, or null if it has not. */
    @Nullable
    Word word() {
        return word;
    }

    /** What the handler threw, or null if it has not. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    void hasThrown(Throwable failure) {
        thrown = failure;
    }

    @Override
    public JobId id() {
        return context.id();
    }

    @Override
    public String queue() {
        return context.queue();
    }

    @Override
    public String job() {
        return context.job();
    }

    @Override
    public int attempt() {
        return context.attempt();
    }

    @Override
    public int maxAttempts() {
        return context.maxAttempts();
    }

    @Override
    public Instant addedAt() {
        return context.addedAt();
    }

    @Override
    public Instant runAt() {
        return context.runAt();
    }

    @Override
    public Map<String, String> context() {
        return context.context();
    }

    @Override
    public long fencingToken() {
        return context.fencingToken();
    }

    @Override
    public void complete() {
        context.complete();
        word = Word.COMPLETE;
    }

    @Override
    public void fail(String reason) {
        context.fail(reason);
        word = Word.FAIL;
    }

    @Override
    public void requeue(Instant at) {
        context.requeue(at);
        word = Word.REQUEUE;
    }

    @Override
    public void delete() {
        context.delete();
        word = Word.DELETE;
    }

    @Override
    public void progress(long done, long total, @Nullable String message) {
        context.progress(done, total, message);
    }

    @Override
    public void log(String text) {
        context.log(text);
    }

    @Override
    public void completeIn(Connection connection) {
        context.completeIn(connection);
        word = Word.COMPLETE_IN_TRANSACTION;
    }

    @Override
    public boolean isCancelled() {
        return context.isCancelled();
    }
}
