package dev.typedqueue;

import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.internal.engine.Concurrency;
import dev.typedqueue.internal.engine.Engine;
import dev.typedqueue.internal.payload.JacksonCodec;
import dev.typedqueue.spi.PayloadCodec;
import dev.typedqueue.spi.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A running node: it adds jobs to its stores, takes jobs from them, and runs them.
 *
 * <pre>{@code
 * var runtime = QueueRuntime.builder()
 *         .store(SqliteStore.at(Path.of("jobs.db")))
 *         .handle(NotificationsQueue.with(new NotificationJobs(mailer, database)))
 *         .start();
 * }</pre>
 *
 * <p>A runtime without handlers only adds jobs. Until it is closed it keeps the JVM alive; when the JVM is told to end
 * it closes itself. Safe for use by several threads.
 */
public final class QueueRuntime implements AutoCloseable {

    private static final AtomicReference<@Nullable QueueRuntime> DEFAULT = new AtomicReference<>();

    private final Stores stores;
    private final PayloadCodec codec;
    private final Platform platform;
    private final Duration graceTime;
    private final @Nullable Thread shutdownHook;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    QueueRuntime(
            Map<String, Engine> engines,
            List<QueueDefinition> queues,
            PayloadCodec codec,
            Platform platform,
            Duration graceTime,
            boolean closeOnShutdown) {
        this.stores = new Stores(engines, queues);
        this.codec = codec;
        this.platform = platform;
        this.graceTime = graceTime;
        this.shutdownHook = closeOnShutdown ? new Thread(this::close, "typedqueue-shutdown") : null;
    }

    /** Begins to configure a runtime. */
    public static RuntimeBuilder builder() {
        return new RuntimeBuilder();
    }

    /** The codec of runtimes that are given no other, by Jackson 3: for one that wraps it, to encrypt perhaps. */
    public static PayloadCodec jsonCodec() {
        return new JacksonCodec();
    }

    /** The default runtime, for the static methods of a queue. */
    static QueueRuntime current(QueueDefinition queue) {
        QueueRuntime current = DEFAULT.get();
        if (current == null) {
            throw new NoRuntimeException(
                    "No runtime is running, so nothing can be added to queue \"" + queue
                            + "\". Start one first: QueueRuntime.builder().store(…).handle(…).start(), without handle(…) where"
                            + " jobs are only added; or add through a runtime of your own, by the generated class's on(runtime)");
        }
        return current;
    }

    /** Makes this runtime known, once it has started. */
    void begin(boolean asDefault) {
        if (asDefault) {
            DEFAULT.compareAndSet(null, this);
        }
        if (shutdownHook != null) {
            Runtime.getRuntime().addShutdownHook(shutdownHook);
        }
    }

    /**
     * Adds jobs to a queue through this runtime. Generated code calls it: {@code NotificationsQueue.on(runtime)}.
     *
     * @throws ConfigurationException if the queue names a store that this runtime does not have
     */
    public QueueClient client(QueueDefinition queue) {
        return new QueueClient(queue, stores.of(queue).intake(), null);
    }

    /** What a person does with queued jobs: look, ask why, retry, cancel, delete, reschedule. */
    public JobOperations jobs() {
        return new JobOperations(stores);
    }

    /** What a person does with queues, on all nodes: look, count, pause, change limits and concurrency, drain. */
    public QueueOperations queues() {
        return new QueueOperations(stores);
    }

    /** What a person does with the schedules of jobs: look, pause, run now, change. */
    public ScheduleOperations schedules() {
        return new ScheduleOperations(stores);
    }

    /** Writes and reads the payloads of this runtime. */
    public PayloadCodec codec() {
        return codec;
    }

    /**
     * Looks for jobs of a queue on this node now, rather than at the next poll: something else than this runtime, which
     * wakes itself, has added some. A hint: it does nothing where the queue is halted or all its slots are busy.
     *
     * @throws ConfigurationException if this runtime has no handlers for the queue
     */
    public void wake(QueueDefinition queue) {
        runnable(queue).wake(queue.name());
    }

    /**
     * Runs a queue on this node, if it does not do so already: one that is declared with {@code runOnStartup = false},
     * or was halted, or all if the node was started paused.
     *
     * @throws ConfigurationException if this runtime has no handlers for the queue
     */
    public void run(QueueDefinition queue) {
        runnable(queue).run(queue.name());
    }

    /**
     * Stops running a queue on this node. Handlers that run are left to end; jobs that were claimed and have not begun
     * are handed back. Other nodes go on.
     *
     * @throws ConfigurationException if this runtime has no handlers for the queue
     */
    public void halt(QueueDefinition queue) {
        runnable(queue).halt(queue.name());
    }

    /**
     * Stops running a queue on this node, and waits until its handlers have ended and what they did is stored. They are
     * not told to end. Must not be called by a handler of the queue.
     *
     * @param atMost how long it waits
     * @return whether all have ended; if not, they run on, and the queue stays halted all the same
     * @throws ConfigurationException if this runtime has no handlers for the queue
     */
    public boolean halt(QueueDefinition queue, Duration atMost) {
        CompletableFuture<Boolean> halted = runnable(queue).halt(queue.name(), atMost);
        platform.await(halted);
        return halted.join();
    }

    /**
     * Runs so many jobs of a queue at the same time on this node, from now on until it ends, whatever is declared or
     * was {@linkplain QueueOperations#changeConcurrency(String, int) changed for all nodes}. With a greater number more
     * begin at once; with a lesser one, handlers that run are left to end.
     *
     * @throws ConfigurationException if this runtime has no handlers for the queue
     * @throws IllegalArgumentException if it is not 1 to 10,000; then nothing was changed
     */
    public void setConcurrency(QueueDefinition queue, int concurrency) {
        runnable(queue).setConcurrency(queue.name(), Concurrency.require(queue.name(), concurrency));
    }

    private Engine runnable(QueueDefinition queue) {
        Engine engine = stores.of(queue);
        if (!engine.canRun(queue.name())) {
            throw new ConfigurationException(
                    "This runtime has no handlers for queue \"" + queue
                            + "\": give them to the builder, by handle(…) with the generated class's with(…)",
                    null);
        }
        return engine;
    }

    /** Whether the runtime has not been closed. */
    public boolean isRunning() {
        return !closing.get();
    }

    /**
     * Stops this node and waits until it has stopped: claims no more, hands back what has not begun, waits for running
     * handlers for the grace time, tells those that are left to end, and closes the stores. No job loses an attempt by
     * it. Does nothing if the node has stopped already; must not be called by a handler.
     */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            DEFAULT.compareAndSet(this, null);
            try {
                platform.await(stores.stop(graceTime));
            } finally {
                platform.close();
                removeShutdownHook();
                closed.complete(null);
            }
        }
        closed.join();
    }

    private void removeShutdownHook() {
        if (shutdownHook != null && Thread.currentThread() != shutdownHook) {
            try {
                Runtime.getRuntime().removeShutdownHook(shutdownHook);
            } catch (IllegalStateException e) {
                // The JVM is ending, and the hook runs or has run: it finds nothing left to do.
            }
        }
    }
}
