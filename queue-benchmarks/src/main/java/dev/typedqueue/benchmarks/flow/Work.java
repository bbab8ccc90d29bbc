package dev.typedqueue.benchmarks.flow;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * The jobs of a measurement: they do nothing but be counted, each by its number, so that at the end each can be shown
 * to have run exactly once.
 */
public final class Work {

    private final AtomicIntegerArray runs;
    private final CountDownLatch left;

    /** So many jobs. */
    public Work(int jobs) {
        this.runs = new AtomicIntegerArray(jobs);
        this.left = new CountDownLatch(jobs);
    }

    /** Counts a run of a job. */
    public void run(int number) {
        runs.incrementAndGet(number);
        left.countDown();
    }

    /** Waits until as many have run as there are. */
    public void await() throws InterruptedException {
        left.await();
    }

    /** Fails unless each job ran exactly once. */
    public void verify() {
        long wrong = IntStream.range(0, runs.length())
                .filter(number -> runs.get(number) != 1)
                .count();
        if (wrong > 0) {
            throw new IllegalStateException(wrong + " of " + runs.length() + " jobs did not run exactly once");
        }
    }
}
