package dev.typedqueue;

import java.sql.Connection;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attempt that a handler is running: what it is, and what shall become of it.
 *
 * <p>A handler that returns without a word has completed its job; one that throws has failed, and the job is retried by
 * its rules. With one of {@link #complete}, {@link #fail}, {@link #requeue} and {@link #delete} a handler says
 * something else; the word counts when the handler returns, and an exception after it counts for more. Only one of them
 * may be said in an attempt.
 *
 * <p>Safe for use by several threads while the handler runs.
 */
public interface JobContext {

    /** The job's id. */
    JobId id();

    /** The name of the job's queue. */
    String queue();

    /** The job's name. */
    String job();

    /** Which attempt this is, from 1. Only failures are counted. */
    int attempt();

    /** How many attempts the job has. */
    int maxAttempts();

    /** When the job was added. */
    Instant addedAt();

    /** When the job was due. */
    Instant runAt();

    /**
     * What the job was given when it was added, by {@linkplain AddInterceptor interceptors}, by name; empty if nothing.
     * It cannot be changed.
     */
    Map<String, String> context();

    /**
     * The number that this attempt's lease carries; it grows with every claim of the job. Hand it to a system that can
     * refuse an older one.
     */
    long fencingToken();

    /**
     * Says that the job is done, as a plain return does.
     *
     * @throws IllegalStateException if the handler has said something else already
     */
    void complete();

    /**
     * Says that the attempt has failed; it is retried by the job's rules, as after an exception.
     *
     * @param reason kept with the job
     * @throws IllegalStateException if the handler has said something else already
     */
    void fail(String reason);

    /**
     * Says that the job shall run again at the given time, without the loss of an attempt.
     *
     * @throws IllegalStateException if the handler has said something else already
     */
    void requeue(Instant at);

    /**
     * Says that the job shall be removed without a trace.
     *
     * @throws IllegalStateException if the handler has said something else already
     */
    void delete();

    /**
     * Completes the job within the caller's transaction, so that its effects and its completion are committed together
     * or not at all: the way to effects that happen exactly once.
     *
     * @param connection a connection to the database that holds the job, in a transaction
     * @throws LeaseLostException if this attempt no longer holds the job; the transaction must then be rolled back
     * @throws UnsupportedOperationException if the store takes no part in JDBC transactions
     * @throws IllegalStateException if the handler has said something else already
     */
    void completeIn(Connection connection);

    /**
     * Tells how far the job has come, for {@link JobOperations#progress}. What is told last is stored within a second
     * or two, and before the attempt's outcome; a call costs next to nothing. After the attempt's end it does nothing.
     *
     * <p>What is told within a second of {@link #completeIn} may be lost, since the job has finished with the
     * transaction.
     *
     * @param done how much is done; not negative
     * @param total how much there is to be done, in the same unit; not negative
     * @param message kept with it, up to 1,000 characters; or null
     * @throws IllegalArgumentException if a number is negative
     */
    void progress(long done, long total, @Nullable String message);

    /** Tells how far the job has come, without a message. See {@link #progress(long, long, String)}. */
    default void progress(long done, long total) {
        progress(done, total, null);
    }

    /**
     * Writes a line into the log that is kept with the job, for {@link JobOperations#log}. It is stored as progress is.
     * The newest 100 lines of a job's attempts are kept, and removed with it.
     *
     * @param text up to 1,000 characters, the rest is cut off
     */
    void log(String text);

    /**
     * Whether the handler should end soon: its node stops, has lost its lease, or a person cancelled the job. The
     * handler's thread is interrupted as well.
     */
    boolean isCancelled();
}
