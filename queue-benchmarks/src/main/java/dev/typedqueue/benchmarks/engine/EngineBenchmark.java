package dev.typedqueue.benchmarks.engine;

import dev.typedqueue.AddOptions;
import dev.typedqueue.JobId;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.benchmarks.flow.Payload;
import dev.typedqueue.benchmarks.flow.Work;
import dev.typedqueue.benchmarks.flow.Workload;
import dev.typedqueue.store.memory.MemoryStore;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the library itself costs a job, without a database: JMH's averages on the in-memory store. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBenchmark {

    private static final int JOBS = 100_000;

    /** A runtime that only adds. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
    public static class Adding {
        private final Workload workload = Workload.plain(1);
        private QueueRuntime runtime;
        private QueueClient client;

        /** Starts with an empty store, so that no iteration pays for what the ones before it added. */
        @Setup(Level.Iteration)
        public void start() {
            runtime = QueueRuntime.builder().store(MemoryStore.create()).start();
            client = runtime.client(workload.queue());
        }

        /** Stops the runtime. */
        @TearDown(Level.Iteration)
        public void stop() {
            runtime.close();
        }
    }

    /** A full backlog and a runtime that does not run it yet. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
    public static class Backlog {
        private final Workload workload = Workload.plain(1);
        private Work work;
        private QueueRuntime runtime;

        /** Fills the store. */
        @Setup(Level.Invocation)
        public void fill() {
            work = new Work(JOBS);
            runtime = QueueRuntime.builder()
                    .store(MemoryStore.create())
                    .handle(workload.handlers(work::run))
                    .paused(true)
                    .start();
            QueueClient client = runtime.client(workload.queue());
            for (int number = 0; number < JOBS; number++) {
                client.add(workload.job(), Payload.of(number), AddOptions.now());
            }
        }

        /** Checks that each job ran once, and stops the runtime. */
        @TearDown(Level.Invocation)
        public void stop() {
            work.verify();
            runtime.close();
        }
    }

    /** One add: rules, JSON, id, store. */
    @Benchmark
    public Object add(Adding state) {
        return state.client.add(state.workload.job(), Payload.of(1), AddOptions.now());
    }

    /** One job from claim to outcome, with one slot: claim, JSON, dispatch, finish. */
    @Benchmark
    @OperationsPerInvocation(JOBS)
    @Warmup(iterations = 5, time = 1)
    public void run(Backlog state) throws InterruptedException {
        state.runtime.run(state.workload.queue());
        state.work.await();
    }

    /** One id. */
    @Benchmark
    public Object newId() {
        return JobId.next(Instant.EPOCH);
    }
}
