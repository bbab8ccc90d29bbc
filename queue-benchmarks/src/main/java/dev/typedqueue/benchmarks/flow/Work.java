package dev.typedqueue.benchmarks.flow;

import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * The jobs of a measurement: they do nothing but be counted, each by its number, so that at the end each can be shown
 * to have run exactly once.
 */
public final class Work {

    /** The declaration of the job. */
    public static final JobDefinition<Payload> JOB =
            JobDefinition.named("count", new PayloadType<Payload>() {}).build();

    private final QueueDefinition queue;
    private final AtomicIntegerArray runs;
    private final CountDownLatch left;

    /** So many jobs, of which so many run at a time. */
    public Work(int jobs, int concurrency) {
        this.queue = QueueDefinition.named("work", Work.class.getName())
                .concurrency(concurrency)
                .job(JOB)
                .build();
        this.runs = new AtomicIntegerArray(jobs);
        this.left = new CountDownLatch(jobs);
    }

    /** The declaration of the queue. */
    public QueueDefinition queue() {
        return queue;
    }

    /** What runs them. */
    public QueueHandlers handlers() {
        return QueueHandlers.of(queue)
                .handle(JOB, (payload, context) -> run(payload.number()))
                .build();
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
