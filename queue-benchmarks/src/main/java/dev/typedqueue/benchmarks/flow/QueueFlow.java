package dev.typedqueue.benchmarks.flow;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.JobId;
import dev.typedqueue.JobStanding;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.benchmarks.measure.Threads;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.spi.Store;
import java.util.List;
import java.util.stream.IntStream;

/** TypedQueue on a store: adding one by one, and running a backlog. */
public final class QueueFlow {

    private QueueFlow() {}

    /**
     * How fast a backlog was added in bulk, and run.
     *
     * @param added jobs a second
     * @param run jobs a second
     */
    public record Drained(double added, double run) {}

    /** Jobs added a second by so many threads, each of which waits until its own job is durable. */
    public static double adds(Store store, int threads, int jobs) throws Exception {
        Workload workload = Workload.plain(1);
        try (QueueRuntime runtime = QueueRuntime.builder().store(store).start()) {
            QueueClient client = runtime.client(workload.queue());
            double rate = Threads.rate(
                    threads, jobs, number -> client.add(workload.job(), Payload.of(number), AddOptions.now()));
            requireCount(runtime, JobState.READY, jobs);
            return rate;
        }
    }

    /** Runs a backlog; finished jobs are kept. */
    public static Drained drain(Store store, Workload workload, int jobs) throws Exception {
        Work work = new Work(jobs);
        try (QueueRuntime runtime = paused(store, workload, work)) {
            return drain(runtime, workload, work, jobs);
        }
    }

    /** The same beside so many jobs that are blocked at one gate. */
    public static Drained drainBesideBlocked(Store store, int concurrency, int jobs, int blocked) throws Exception {
        Workload workload = Rule.BLOCKED.workload(concurrency);
        Work work = new Work(jobs);
        try (QueueRuntime runtime = paused(store, workload, work)) {
            JobId last = hold(runtime, workload, blocked + 1);
            while (!(runtime.jobs().why(last) instanceof JobStanding.Blocked)) {
                Thread.onSpinWait();
            }
            Drained drained = drain(runtime, workload, work, jobs);
            requireCount(runtime, JobState.BLOCKED, blocked);
            return drained;
        }
    }

    /** Adds so many jobs of which none runs, and only one is let through by its limit; tells the last one. */
    public static JobId hold(QueueRuntime runtime, Workload workload, int jobs) {
        runtime.queues().pauseJob(workload.queue(), Rule.HELD.name(), "benchmark");
        return fill(runtime.client(workload.queue()), Rule.HELD, jobs);
    }

    private static QueueRuntime paused(Store store, Workload workload, Work work) {
        return QueueRuntime.builder()
                .store(store)
                .handle(workload.handlers(work::run))
                .paused(true)
                .start();
    }

    private static Drained drain(QueueRuntime runtime, Workload workload, Work work, int jobs) throws Exception {
        long begun = System.nanoTime();
        fill(runtime.client(workload.queue()), workload.job(), jobs);
        long filled = System.nanoTime();
        runtime.run(workload.queue());
        work.await();
        awaitCompleted(runtime, jobs);
        long done = System.nanoTime();
        work.verify();
        return new Drained(jobs * 1e9 / (filled - begun), jobs * 1e9 / (done - filled));
    }

    private static JobId fill(QueueClient client, JobDefinition<Payload> job, int jobs) {
        int page = 10_000;
        List<AddResult> results = List.of();
        for (int first = 0; first < jobs; first += page) {
            List<Payload> payloads = IntStream.range(first, Math.min(jobs, first + page))
                    .mapToObj(Payload::of)
                    .toList();
            results = client.addAll(job, payloads, AddOptions.now());
        }
        return results.get(results.size() - 1).id();
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
