package dev.typedqueue.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Does numbered work with so many threads, each of which takes the next number as soon as it is free. */
public final class Threads {

    /** One piece of work. */
    @FunctionalInterface
    public interface Numbered {

        /**
         * Does it.
         *
         * @throws Exception if it failed; then all of the work has failed
         */
        void run(int number) throws Exception;
    }

    private Threads() {}

    /** Pieces of work a second. */
    public static double rate(int threads, int count, Numbered work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            AtomicInteger next = new AtomicInteger();
            List<Future<?>> all = new ArrayList<>();
            long begun = System.nanoTime();
            for (int i = 0; i < threads; i++) {
                all.add(executor.submit(() -> {
                    for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                        work.run(number);
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
            return count * 1e9 / (System.nanoTime() - begun);
        } finally {
            executor.shutdown();
        }
    }
}
