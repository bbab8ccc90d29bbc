package dev.typedqueue.benchmarks.postgres.peers;

import dev.typedqueue.AddOptions;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.RuntimeBuilder;
import dev.typedqueue.benchmarks.flow.Payload;
import dev.typedqueue.benchmarks.flow.QueueFlow;
import dev.typedqueue.benchmarks.flow.Rule;
import dev.typedqueue.benchmarks.flow.Workload;
import dev.typedqueue.store.postgres.PostgresStore;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** TypedQueue, with JSON payloads, rules and outcomes as an application has them. */
final class TypedQueuePeer implements Peer {

    /** What only the store's statement for claims has. */
    static final String CLAIM = "SELECT place FROM taken";

    private static final int CONCURRENCY = 32;
    private static final int PAGE = 10_000;

    private final Workload workload;

    private TypedQueuePeer(Rule rule) {
        this.workload = rule.workload(CONCURRENCY);
    }

    static Contestant contestant() {
        return new Contestant(
                "typedqueue",
                "TypedQueue",
                "one shard, 32 jobs at a time, else its defaults; bulk by `addAll` of 10,000. It keeps finished jobs.",
                Contestant.Kind.QUEUE,
                100_000,
                "select exists (select 1 from typedqueue.ready) or exists (select 1 from typedqueue.lease)",
                null,
                true,
                new TypedQueuePeer(Rule.NONE));
    }

    static Contestant contestant(Rule rule) {
        return new Contestant(
                "typedqueue-" + rule.name().toLowerCase(Locale.ROOT),
                "TypedQueue",
                "as without a rule",
                Contestant.Kind.QUEUE,
                rule.hasGates() ? 10_000 : 100_000,
                """
                select exists (select 1 from typedqueue.lease)
                    or exists (select 1 from typedqueue.ready r join typedqueue.kind k on k.id = r.kind
                               where k.name = 'count')""",
                null,
                true,
                new TypedQueuePeer(rule));
    }

    @Override
    public void install(DataSource database) {
        QueueRuntime.builder()
                .store(PostgresStore.using(database))
                .asDefault(false)
                .start()
                .close();
    }

    @Override
    public Session open(DataSource database, @Nullable IntConsumer handler) {
        RuntimeBuilder builder =
                QueueRuntime.builder().store(PostgresStore.using(database)).asDefault(false);
        if (handler != null) {
            builder.handle(workload.handlers(handler));
        }
        QueueRuntime runtime = builder.start();
        return new Open(runtime, workload, runtime.client(workload.queue()));
    }

    private record Open(QueueRuntime runtime, Workload workload, QueueClient client) implements Session {

        @Override
        public void add(int number) {
            client.add(workload.job(), Payload.of(number), AddOptions.now());
        }

        @Override
        public void addAll(int first, int count) {
            add(first, count, AddOptions.now());
        }

        @Override
        public void schedule(int first, int count, Instant at) {
            add(first, count, AddOptions.at(at));
        }

        @Override
        public void hold(int count) {
            QueueFlow.hold(runtime, workload, count);
        }

        private void add(int first, int count, AddOptions options) {
            for (int begin = first; begin < first + count; begin += PAGE) {
                List<Payload> page = IntStream.range(begin, Math.min(begin + PAGE, first + count))
                        .mapToObj(Payload::of)
                        .toList();
                client.addAll(workload.job(), page, options);
            }
        }

        @Override
        public void close() {
            runtime.close();
        }
    }
}
