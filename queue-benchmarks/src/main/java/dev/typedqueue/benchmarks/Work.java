package dev.typedqueue.benchmarks;

import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * The jobs of a measurement: they do nothing but be counted, each by its number, so that at the end each can be shown to
 * have run exactly once.
 */
final class Work {

    /** About a hundred bytes of JSON. */
    record Payload(int number, String text) {}

    static final JobDefinition<Payload> JOB =
            JobDefinition.named("count", new PayloadType<Payload>() {}).build();

    private static final String TEXT = "x".repeat(75);

    private final QueueDefinition queue;
    private final AtomicIntegerArray runs;
    private final CountDownLatch left;

    Work(int jobs, int concurrency) {
        this.queue = QueueDefinition.named("work", Work.class.getName())
                .concurrency(concurrency)
                .job(JOB)
                .build();
        this.runs = new AtomicIntegerArray(jobs);
        this.left = new CountDownLatch(jobs);
    }

    static Payload payload(int number) {
        return new Payload(number, TEXT);
    }

    QueueDefinition queue() {
        return queue;
    }

    QueueHandlers handlers() {
        return QueueHandlers.of(queue)
                .handle(JOB, (payload, context) -> run(payload.number()))
                .build();
    }

    void run(int number) {
        runs.incrementAndGet(number);
        left.countDown();
    }

    void await() throws InterruptedException {
        left.await();
    }

    /** Fails unless each job ran exactly once. */
    void verify() {
        long wrong = IntStream.range(0, runs.length())
                .filter(number -> runs.get(number) != 1)
                .count();
        if (wrong > 0) {
            throw new IllegalStateException(wrong + " of " + runs.length() + " jobs did not run exactly once");
        }
    }
}
