package dev.typedqueue.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.NoRuntimeException;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.store.memory.MemoryStore;
import dev.typedqueue.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AddExampleTest {

    private final SentMails outbox = new SentMails();
    private final UUID orderId = UUID.randomUUID();
    private final LocalDate day = LocalDate.of(2026, 11, 25);

    @TempDir
    private Path directory;

    @Test
    void whatIsAddedRuns() {
        Path file = directory.resolve("jobs.db");
        // snippet: runtime
        QueueRuntime runtime = QueueRuntime.builder()
                .store(SqliteStore.at(file)) // or MemoryStore.create()
                .handle(MailsQueue.with(new MailJobs(outbox))) // MailJobs implements Mails
                .start();
        // end
        try (runtime) {
            // snippet: call
            MailsQueue.add(new ReceiptPayload(orderId)); // now
            MailsQueue.add(new SendDigestPayload("ada", day), Instant.now().plusSeconds(1)); // later
            // end
            await().until(() -> outbox.receipts().contains(orderId));
            await().until(() -> outbox.digests().contains("ada 2026-11-25"));
        }
    }

    @Test
    void anAddSaysWhenAndHowUrgent() {
        try (QueueRuntime runtime = addOnly()) {
            Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
            // snippet: options
            MailsQueue.add(new SendDigestPayload("ada", day)); // as soon as possible
            MailsQueue.add(new SendDigestPayload("ada", day), tomorrow);
            MailsQueue.add(
                    new SendDigestPayload("ada", day), AddOptions.at(tomorrow).withPriority(10));
            // end
            assertThat(runtime.queues().count("mails"))
                    .containsEntry(JobState.READY, 1L)
                    .containsEntry(JobState.SCHEDULED, 2L);
        }
    }

    @Test
    void manyJobsAreAddedTogether() {
        try (QueueRuntime runtime = addOnly()) {
            // snippet: bulk
            List<SendDigestPayload> payloads = Stream.of("ada", "grace", "mary")
                    .map(user -> new SendDigestPayload(user, day))
                    .toList();
            List<AddResult> results = MailsQueue.addAllSendDigest(payloads);
            // end
            assertThat(results).hasSize(3);
            assertThat(runtime.queues().count("mails")).containsEntry(JobState.READY, 3L);
        }
    }

    @Test
    void aRepeatedAddWithOneIdAddsOneJob() {
        try (QueueRuntime runtime = addOnly()) {
            // snippet: id
            JobId id = JobId.next(Instant.now());
            MailsQueue.add(new SendDigestPayload("ada", day), AddOptions.now().withId(id));
            MailsQueue.add(new SendDigestPayload("ada", day), AddOptions.now().withId(id)); // changes nothing
            // end
            assertThat(runtime.queues().count("mails")).containsEntry(JobState.READY, 1L);
        }
    }

    @Test
    void theResultSaysWhatBecameOfTheJob() {
        try (QueueRuntime runtime = addOnly()) {
            assertThat(receiptStatus()).startsWith("added");
            assertThat(receiptStatus()).startsWith("already there");
            assertThat(runtime.isRunning()).isTrue();
        }
    }

    private String receiptStatus() {
        // snippet: result
        AddResult result = MailsQueue.add(new ReceiptPayload(orderId));
        if (result instanceof AddResult.Added added) {
            return "added as " + added.id();
        } else if (result instanceof AddResult.Kept kept) {
            return "already there as " + kept.id();
        } else if (result instanceof AddResult.Replaced replaced) {
            return "took the place of the payload of " + replaced.id();
        } else if (result instanceof AddResult.Refused refused) {
            return "refused: " + refused.reason();
        }
        // end
        throw new AssertionError(result);
    }

    @Test
    void severalRuntimesLiveSideBySide() {
        MemoryStore store = MemoryStore.create();
        // snippet: runtimes
        QueueRuntime berlin = QueueRuntime.builder()
                .store(store)
                .namespace("berlin")
                .asDefault(false)
                .start();
        QueueRuntime paris = QueueRuntime.builder()
                .store(store)
                .namespace("paris")
                .asDefault(false)
                .start();
        MailsQueue.on(berlin).add(new SendDigestPayload("ada", day));
        // end
        try (berlin;
                paris) {
            assertThat(berlin.queues().count("mails")).containsEntry(JobState.READY, 1L);
            assertThat(paris.queues().count("mails")).containsEntry(JobState.READY, 0L);
            assertThatThrownBy(() -> MailsQueue.add(new SendDigestPayload("ada", day)))
                    .isInstanceOf(NoRuntimeException.class);
        }
    }

    private static QueueRuntime addOnly() {
        return QueueRuntime.builder().store(MemoryStore.create()).start();
    }
}
