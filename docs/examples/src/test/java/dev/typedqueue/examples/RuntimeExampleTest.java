package dev.typedqueue.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.typedqueue.ConfigurationException;
import dev.typedqueue.JobState;
import dev.typedqueue.PayloadException;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.RuntimeBuilder;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.spi.PayloadCodec;
import dev.typedqueue.store.memory.MemoryStore;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** How a runtime is set up. */
final class RuntimeExampleTest {

    private final SentMails outbox = new SentMails();
    private final LocalDate day = LocalDate.of(2026, 11, 25);

    @Test
    void aQueueCanLieInAStoreOfItsOwn() {
        // snippet: stores
        QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create()) // of all queues that name none
                .store("audit", MemoryStore.create())
                .start();
        // end
        try (runtime) {
            AuditQueue.add(new RecordAccessPayload("ada", "plans"));
            assertThat(runtime.queues().count("audit")).containsEntry(JobState.READY, 1L);
        }
    }

    @Test
    void aMissingStoreIsNamed() {
        try (QueueRuntime runtime =
                QueueRuntime.builder().store(MemoryStore.create()).start()) {
            assertThatThrownBy(() -> AuditQueue.on(runtime).add(new RecordAccessPayload("ada", "plans")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("store(\"audit\", …)");
        }
    }

    @Test
    void anExternalQueueIsOnlyAddedTo() {
        try (QueueRuntime runtime =
                QueueRuntime.builder().store(MemoryStore.create()).start()) {
            // snippet: external
            BillingQueue.add(new WriteInvoicePayload("A-113"));
            // end
            assertThat(runtime.queues().count("billing")).containsEntry(JobState.READY, 1L);
        }
    }

    @Test
    void handlersRunOnVirtualThreadsWhereTheJdkHasThem() {
        AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
        // snippet: virtual
        RuntimeBuilder builder =
                QueueRuntime.builder().store(MemoryStore.create()).virtualThreads(true);
        // end
        if (Runtime.version().feature() < 21) {
            assertThatThrownBy(builder::start)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("JDK 21");
            return;
        }
        Stock stock = (article, pieces, job) -> thread.set(Thread.currentThread());
        try (QueueRuntime runtime = builder.handle(StockQueue.with(stock)).start()) {
            StockQueue.on(runtime).add(new ReservePayload("chair", 1));
            await().until(() -> thread.get() != null);
            assertThat(thread.get()).asString().startsWith("VirtualThread");
        }
    }

    @Test
    void aRuntimeIsSetUp() {
        // snippet: settings
        QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .handle(MailsQueue.with(new MailJobs(outbox)))
                .namespace("staging") // "default" by default
                .graceTime(Duration.ofSeconds(20)) // how long close() waits for handlers; 30 s
                .lease(Duration.ofSeconds(10)) // after which a silent node is dead; 15 s
                .pollInterval(Duration.ofMillis(200)) // how late a job of another process can be; 1 s
                .maxPayloadSize(64 * 1024) // in bytes; 1 MiB
                .maxNodeDeaths(2) // after which a job is a dead letter; 3
                .start();
        // end
        // snippet: close
        runtime.close(); // waits for running handlers; SIGTERM does the same
        // end
        assertThat(runtime.isRunning()).isFalse();
    }

    @Test
    void aRuntimeStartsPausedBySetting() {
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .handle(MailsQueue.with(new MailJobs(outbox)))
                .paused(true)
                .start()) {
            MailsQueue.add(new SendDigestPayload("ada", day));
            assertThat(runtime.queues().count("mails")).containsEntry(JobState.READY, 1L);
            runtime.run(MailsQueue.DEFINITION);
            await().until(() -> !outbox.digests().isEmpty());
        }
    }

    // snippet: codec
    static final class SnakeCaseCodec implements PayloadCodec {
        private final JsonMapper mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();

        @Override
        public <P> String write(P payload, PayloadType<P> type) {
            try {
                return mapper.writeValueAsString(payload);
            } catch (JacksonException e) {
                throw new PayloadException(e.getOriginalMessage(), e);
            }
        }

        @Override
        public <P> P read(String json, PayloadType<P> type) {
            try {
                return mapper.readValue(json, mapper.constructType(type.type()));
            } catch (JacksonException e) {
                throw new PayloadException(e.getOriginalMessage(), e);
            }
        }

        @Override
        public String writeKey(List<? extends @Nullable Object> components) {
            return mapper.writeValueAsString(components);
        }
    }
    // end

    @Test
    void payloadsAreWrittenByACodecOfOnesOwn() {
        // snippet: codec-use
        QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .codec(new SnakeCaseCodec())
                .handle(MailsQueue.with(new MailJobs(outbox)))
                .start();
        // end
        try (runtime) {
            UUID order = UUID.randomUUID();
            var id = MailsQueue.add(new ReceiptPayload(order)).id();
            await().until(() -> outbox.receipts().contains(order));
            assertThat(runtime.jobs().find(id).map(QueuedJob::payload)).hasValue("{\"order_id\":\"" + order + "\"}");
        }
    }
}
