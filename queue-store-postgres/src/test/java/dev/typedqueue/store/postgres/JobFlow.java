package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.AddOptions;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.StoreException;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Jobs that are added and run by a runtime while faults happen. */
final class JobFlow {

    static final int JOBS = 600;

    /** The longest that nothing may run: a lease of three seconds and pauses after failed calls, on a slow machine. */
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private static final JobDefinition<String> JOB =
            JobDefinition.named("write", new PayloadType<String>() {}).build();
    private static final QueueDefinition QUEUE = QueueDefinition.named("texts", "com.acme.Texts")
            .concurrency(5)
            .job(JOB)
            .build();

    /** What happens to the server meanwhile. */
    @FunctionalInterface
    interface Fault {

        void beforeAdd(int i) throws Exception;
    }

    private JobFlow() {}

    /**
     * Adds jobs, each after a fault perhaps, and waits until all have run that were added.
     *
     * @return how many were added: those whose call returned
     */
    static int run(DataSource dataSource, Fault fault) throws Exception {
        Set<String> waiting = new HashSet<>();
        BlockingQueue<String> run = new LinkedBlockingQueue<>();
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(PostgresStore.using(dataSource))
                .lease(Duration.ofSeconds(3))
                .asDefault(false)
                .handle(QueueHandlers.of(QUEUE)
                        .handle(JOB, (text, job) -> run.add(text))
                        .build())
                .start()) {
            QueueClient client = runtime.client(QUEUE);
            for (int i = 0; i < JOBS; i++) {
                fault.beforeAdd(i);
                try {
                    client.add(JOB, "text " + i, AddOptions.now());
                    waiting.add("text " + i);
                } catch (StoreException e) {
                    assertThat(e.isPassing()).as(e.toString()).isTrue();
                }
            }
            int added = waiting.size();
            while (!waiting.isEmpty()) {
                String text = run.poll(RECOVERY.toSeconds(), TimeUnit.SECONDS);
                assertThat(text).as("never run: %s", waiting).isNotNull();
                waiting.remove(text);
            }
            return added;
        }
    }
}
