package dev.typedqueue.benchmarks.flow;

import dev.typedqueue.AddOptions;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.benchmarks.measure.Threads;
import dev.typedqueue.spi.Store;
import java.util.List;
import java.util.stream.IntStream;

/** TypedQueue on a store: adding one by one, and running a backlog. */
public final class QueueFlow {

    private QueueFlow() {}

    /** Jobs added a second by so many threads, each of which waits until its own job is durable. */
    public static double adds(Store store, int threads, int jobs) throws Exception {
        Work work = new Work(jobs, 1);
        try (QueueRuntime runtime = QueueRuntime.builder().store(store).start()) {
            QueueClient client = runtime.client(work.queue());
            double rate =
                    Threads.rate(threads, jobs, number -> client.add(Work.JOB, Payload.of(number), AddOptions.now()));
            requireCount(runtime, JobState.READY, jobs);
            return rate;
        }
    }

    /** Jobs run a second from a backlog, with so many at a time; finished jobs are kept. */
    public static double drain(Store store, int concurrency, int jobs) throws Exception {
        Work work = new Work(jobs, concurrency);
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(store)
                .handle(work.handlers())
                .paused(true)
                .start()) {
            fill(runtime.client(work.queue()), jobs);
            long begun = System.nanoTime();
            runtime.run(work.queue());
            work.await();
            awaitCompleted(runtime, jobs);
            long took = System.nanoTime() - begun;
            work.verify();
            return jobs * 1e9 / took;
        }
    }

    private static void fill(QueueClient client, int jobs) {
        int page = 10_000;
        for (int first = 0; first < jobs; first += page) {
            List<Payload> payloads = IntStream.range(first, Math.min(jobs, first + page))
                    .mapToObj(Payload::of)
                    .toList();
            client.addAll(Work.JOB, payloads, AddOptions.now());
        }
    }

    /** The last outcomes are stored a moment after the last handler has ended. */
    private static void awaitCompleted(QueueRuntime runtime, int jobs) {
        while (runtime.queues().count("work", JobState.COMPLETED) < jobs) {
            Thread.onSpinWait();
        }
    }

    private static void requireCount(QueueRuntime runtime, JobState state, int jobs) {
        long count = runtime.queues().count("work", state);
        if (count != jobs) {
            throw new IllegalStateException(count + " jobs are " + state + ", and not " + jobs);
        }
    }
}
