package dev.typedqueue.benchmarks.postgres.peers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.typedqueue.benchmarks.flow.Payload;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** db-scheduler, with one of its two polling strategies. */
final class DbScheduler implements Peer {

    private static final int THREADS = 20;
    private static final double LOWER = 4;
    private static final double UPPER = 20;
    private static final int PAGE = 1_000;

    private final UnaryOperator<SchedulerBuilder> strategy;

    private DbScheduler(UnaryOperator<SchedulerBuilder> strategy) {
        this.strategy = strategy;
    }

    static Contestant lockAndFetch() {
        return contestant(
                "lock-and-fetch",
                10_000,
                "pollUsingLockAndFetch",
                builder -> builder.pollUsingLockAndFetch(LOWER, UPPER));
    }

    static Contestant fetch() {
        return contestant("fetch", 4_000, "pollUsingFetch", builder -> builder.pollUsingFetch(LOWER, UPPER));
    }

    private static Contestant contestant(
            String name, int rate, String method, UnaryOperator<SchedulerBuilder> strategy) {
        return new Contestant(
                "db-scheduler-" + name,
                "db-scheduler 16.12.0, " + name,
                "20 threads, `" + method
                        + "(4, 20)` as in its own benchmark, immediate execution, polling every 100 ms,"
                        + " the payload as text and not by Java's serialization; bulk by `scheduleBatch` of 1,000 with"
                        + " `reWriteBatchedInserts`. It deletes finished jobs.",
                Contestant.Kind.QUEUE,
                rate,
                "select exists (select 1 from scheduled_tasks where execution_time <= now())",
                null,
                false,
                new DbScheduler(strategy));
    }

    @Override
    public void install(DataSource database) throws SQLException {
        Sql.execute(database, """
                create table scheduled_tasks (
                    task_name text not null,
                    task_instance text not null,
                    task_data bytea,
                    execution_time timestamp with time zone not null,
                    picked boolean not null,
                    picked_by text,
                    last_success timestamp with time zone,
                    last_failure timestamp with time zone,
                    consecutive_failures int,
                    last_heartbeat timestamp with time zone,
                    version bigint not null,
                    priority smallint,
                    primary key (task_name, task_instance)
                );
                create index execution_time_idx on scheduled_tasks (execution_time);
                create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
                """);
    }

    @Override
    public Session open(DataSource database, @Nullable IntConsumer handler) {
        OneTimeTask<String> task = Tasks.oneTime("count", String.class).execute((instance, context) -> {
            if (handler != null) {
                handler.accept(Payload.number(instance.getData()));
            }
        });
        if (handler == null) {
            SchedulerClient client = SchedulerClient.Builder.create(database, task)
                    .serializer(new Text())
                    .build();
            return new Open(client, task, () -> {});
        }
        Scheduler scheduler = strategy.apply(Scheduler.create(database, task)
                        .serializer(new Text())
                        .threads(THREADS)
                        .pollingInterval(Duration.ofMillis(100))
                        .enableImmediateExecution())
                .build();
        scheduler.start();
        return new Open(scheduler, task, scheduler::stop);
    }

    private record Open(SchedulerClient client, OneTimeTask<String> task, Runnable stop) implements Session {

        @Override
        public void add(int number) {
            client.scheduleIfNotExists(instance(number), Instant.now());
        }

        @Override
        public void addAll(int first, int count) {
            schedule(first, count, Instant.now());
        }

        @Override
        public void schedule(int first, int count, Instant at) {
            List<TaskInstance<?>> page = new ArrayList<>(PAGE);
            for (int number = first; number < first + count; number++) {
                page.add(instance(number));
                if (page.size() == PAGE || number == first + count - 1) {
                    client.scheduleBatch(List.copyOf(page), at);
                    page.clear();
                }
            }
        }

        private TaskInstance<String> instance(int number) {
            return task.instance(String.valueOf(number), Payload.of(number).json());
        }

        @Override
        public void close() {
            stop.run();
        }
    }

    /** Writes the payload as it is. */
    private static final class Text implements Serializer {
        @Override
        public byte[] serialize(@Nullable Object data) {
            return data == null ? new byte[0] : data.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] data) {
            return type.cast(new String(data, StandardCharsets.UTF_8));
        }
    }
}
