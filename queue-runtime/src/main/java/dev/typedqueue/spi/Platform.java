package dev.typedqueue.spi;

import dev.typedqueue.JobId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Time, timers, threads and chance, as the engine sees them. The real one takes them from the JVM; a test or a
 * simulation brings its own, and so decides what happens when.
 *
 * <p>Safe for use by several threads.
 */
public interface Platform extends AutoCloseable {

    /** The wall clock. What is due is decided by the store's clock. */
    InstantSource clock();

    /** Nanoseconds since some fixed moment; never goes back. */
    long nanoTime();

    /**
     * Runs a task once, on {@link #background()}, after a delay.
     *
     * @return a timer that can be cancelled; to cancel one that has run does nothing
     */
    Timer schedule(Duration delay, Runnable task);

    /** Runs the engine's own tasks, which may block in the store. */
    Executor background();

    /**
     * Runs the handlers of a queue. It need not bound how many run at the same time: the engine does.
     *
     * @param queue the queue's name
     */
    Executor handlers(String queue);

    /**
     * Waits until a future is done, or the platform is closed; a simulation lets time pass meanwhile.
     *
     * @throws java.util.concurrent.CompletionException if the future fails
     */
    default void await(CompletableFuture<?> future) {
        future.join();
    }

    /**
     * Makes the id of a job that is added now: greater than all that were made here before.
     *
     * @param slot the id's {@linkplain JobId#slot slot}, or empty for one by chance
     */
    default JobId newJobId(OptionalInt slot) {
        Instant now = clock().instant();
        return slot.isPresent() ? JobId.next(now, slot.getAsInt()) : JobId.next(now);
    }

    /** Where jitter comes from. */
    RandomGenerator random();

    /** Ends the threads. Tasks that wait are dropped. */
    @Override
    void close();

    /** A task that waits for its time. */
    interface Timer {

        /** Drops the task, if it has not begun. */
        void cancel();
    }
}
