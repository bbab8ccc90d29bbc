package dev.typedqueue.acceptance;

import dev.typedqueue.spi.Platform;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Time that passes when a test says so, for stores and for nodes, whose threads are real. */
final class ManualTime implements InstantSource {

    private record Alarm(Instant due, Executor executor, Runnable task) {}

    private final Instant start = Instant.parse("2030-01-01T00:00:00Z");
    private final List<Alarm> alarms = new ArrayList<>();
    private Instant now = start;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Lets time pass, and starts what waited for it. */
    synchronized void advance(Duration duration) {
        now = now.plus(duration);
        List<Alarm> due =
                alarms.stream().filter(alarm -> !alarm.due().isAfter(now)).toList();
        alarms.removeAll(due);
        due.forEach(alarm -> alarm.executor().execute(alarm.task()));
    }

    private synchronized Platform.Timer schedule(Duration delay, Executor executor, Runnable task) {
        Alarm alarm = new Alarm(now.plus(delay), executor, task);
        alarms.add(alarm);
        advance(Duration.ZERO);
        return () -> cancel(alarm);
    }

    private synchronized void cancel(Alarm alarm) {
        alarms.remove(alarm);
    }

    private synchronized void cancelAll(Executor executor) {
        alarms.removeIf(alarm -> alarm.executor().equals(executor));
    }

    /** Time and threads of one node. */
    Platform newPlatform() {
        return new NodePlatform();
    }

    private final class NodePlatform implements Platform {

        private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "node");
            thread.setDaemon(true);
            return thread;
        });

        @Override
        public InstantSource clock() {
            return ManualTime.this;
        }

        @Override
        public long nanoTime() {
            return Duration.between(start, instant()).toNanos();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return ManualTime.this.schedule(delay, threads, task);
        }

        @Override
        public Executor background() {
            return threads;
        }

        @Override
        public Executor handlers(String queue) {
            return threads;
        }

        @Override
        public RandomGenerator random() {
            return ThreadLocalRandom.current();
        }

        @Override
        public void close() {
            cancelAll(threads);
            threads.shutdown();
        }
    }
}
