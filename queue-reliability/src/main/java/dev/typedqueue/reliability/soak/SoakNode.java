package dev.typedqueue.reliability.soak;

import dev.typedqueue.AddOptions;
import dev.typedqueue.JobContext;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.StoreException;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.definition.RetentionPolicy;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.definition.Schedule;
import dev.typedqueue.definition.UniqueRule;
import dev.typedqueue.reliability.node.NodeProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A process that adds and runs all kinds of jobs. For each line of its input it writes one: its heap after a collection
 * of garbage, in bytes, and how many jobs it has run. It ends with its input.
 */
final class SoakNode {

    private static final int BATCHES_A_SECOND = 5;
    private static final int BATCH = 40;
    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final RetryPolicy SOON =
            RetryPolicy.upTo(2).withDelays(Duration.ofMillis(500), Duration.ofSeconds(1));

    private static final JobDefinition<String> PLAIN =
            JobDefinition.named("plain", new PayloadType<String>() {}).build();
    private static final JobDefinition<String> RETRIED = JobDefinition.named("retried", new PayloadType<String>() {})
            .retry(SOON)
            .build();
    private static final JobDefinition<Long> UNIQUE = JobDefinition.named("unique", new PayloadType<Long>() {})
            .unique(UniqueRule.by(List::of))
            .build();
    private static final JobDefinition<String> SCHEDULED = JobDefinition.named(
                    "scheduled", new PayloadType<String>() {})
            .schedule(Schedule.every(Duration.ofSeconds(1)), () -> "tick")
            .build();
    private static final QueueDefinition QUEUE = QueueDefinition.named("soak", SoakNode.class.getName())
            .concurrency(8)
            .retention(RetentionPolicy.DEFAULT.withCompleted(Duration.ofSeconds(30)))
            .job(PLAIN)
            .job(RETRIED)
            .job(UNIQUE)
            .job(SCHEDULED)
            .build();

    private final LongAdder ran = new LongAdder();

    private SoakNode() {}

    public static void main(String[] arguments) throws IOException {
        SoakNode node = new SoakNode();
        QueueRuntime runtime = QueueRuntime.builder()
                .store(NodeProcess.store(arguments[0]))
                .handle(QueueHandlers.of(QUEUE)
                        .handle(PLAIN, (payload, job) -> node.ran.increment())
                        .handle(RETRIED, node::failOnce)
                        .handle(UNIQUE, (payload, job) -> node.ran.increment())
                        .handle(SCHEDULED, (payload, job) -> node.ran.increment())
                        .build())
                .start();
        Thread producer = new Thread(() -> add(runtime.client(QUEUE)), "producer");
        producer.setDaemon(true);
        producer.start();
        node.answer();
        System.exit(0);
    }

    private void failOnce(String payload, JobContext job) {
        if (job.attempt() == 1) {
            throw new IllegalStateException("fails in its first attempt");
        }
        ran.increment();
    }

    private void answer() throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (input.readLine() != null) {
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            System.out.println(heap + " " + ran.sum());
        }
    }

    private static void add(QueueClient client) {
        long began = System.nanoTime();
        for (long batch = 0; ; batch++) {
            try {
                client.addAll(PLAIN, Collections.nCopies(BATCH, "now"), AddOptions.now());
                client.addAll(
                        PLAIN,
                        Collections.nCopies(BATCH / 10, "later"),
                        AddOptions.at(Instant.now().plus(DELAY)));
                client.add(RETRIED, "twice", AddOptions.now());
                client.add(UNIQUE, batch / 3, AddOptions.now());
                pause(began + batch * TimeUnit.SECONDS.toNanos(1) / BATCHES_A_SECOND - System.nanoTime());
            } catch (StoreException e) {
                pause(TimeUnit.SECONDS.toNanos(1));
            }
        }
    }

    private static void pause(long nanos) {
        try {
            if (nanos > 0) {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
