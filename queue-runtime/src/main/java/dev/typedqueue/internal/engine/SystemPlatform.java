package dev.typedqueue.internal.engine;

import dev.typedqueue.ConfigurationException;
import dev.typedqueue.spi.Platform;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Time and threads of the JVM. The timer's thread keeps the JVM alive until the platform is closed; the others end when
 * they are idle.
 */
public final class SystemPlatform implements Platform {

    private final boolean virtualThreads;
    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService background;
    private final List<ExecutorService> handlers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /**
     * Starts the timer.
     *
     * @param virtualThreads whether handlers run on virtual threads
     * @throws ConfigurationException if virtual threads are wanted and this JDK has none
     */
    public SystemPlatform(boolean virtualThreads) {
        if (virtualThreads && Runtime.version().feature() < 21) {
            throw new ConfigurationException(
                    "Virtual threads need JDK 21 or newer, and this is JDK "
                            + Runtime.version().feature()
                            + ": leave out virtualThreads(true), or run on a newer JDK",
                    null);
        }
        this.virtualThreads = virtualThreads;
        this.timer = new ScheduledThreadPoolExecutor(1, named("typedqueue-timer", false));
        this.timer.setRemoveOnCancelPolicy(true);
        this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.background = Executors.newCachedThreadPool(named("typedqueue-engine", true));
    }

    private static ThreadFactory named(String name, boolean daemon) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(daemon);
            return thread;
        };
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        if (timer.isShutdown()) {
            return () -> {};
        }
        long nanos = TimeUnit.NANOSECONDS.convert(delay); // some centuries at the most
        Future<?> future = timer.schedule(() -> background.execute(task), nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public Executor background() {
        return background;
    }

    @Override
    public Executor handlers(String queue) {
        ExecutorService executor = virtualThreads ? newVirtualThreads() : newPlatformThreads(queue);
        handlers.add(executor);
        return executor;
    }

    /** Not bounded here: the worker bounds its slots, and a thread that it had to abandon takes none of them. */
    private static ExecutorService newPlatformThreads(String queue) {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                named("typedqueue-" + queue, true));
    }

    /** Called by name, since the JDK that this is compiled for has no virtual threads. */
    private static ExecutorService newVirtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new ConfigurationException("This JDK has no virtual threads", e);
        }
    }

    /** What waits for a timer would wait for ever once there are none. */
    @Override
    public void await(CompletableFuture<?> future) {
        CompletableFuture.anyOf(future, closed).join();
    }

    @Override
    public RandomGenerator random() {
        return ThreadLocalRandom.current();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        handlers.forEach(ExecutorService::shutdown);
        background.shutdown();
        closed.complete(null);
    }
}
