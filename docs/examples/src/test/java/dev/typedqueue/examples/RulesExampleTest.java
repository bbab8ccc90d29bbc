package dev.typedqueue.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.typedqueue.AddResult;
import dev.typedqueue.JobContext;
import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.RunDecision;
import dev.typedqueue.store.memory.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Retry, uniqueness, rules before an add and before a run, schedules, and what a handler may say. */
final class RulesExampleTest {

    private static final class ImportJobs implements Imports {
        private final AtomicInteger attempts = new AtomicInteger();
        private final List<String> told = new CopyOnWriteArrayList<>();

        // snippet: retry
        @Override
        public void importFile(String path, JobContext job) throws Exception {
            if (!path.endsWith(".csv")) {
                throw new UnknownFormatException(); // a dead letter at once
            }
            attempts.incrementAndGet();
            throw new IOException(path + " cannot be read"); // tried again, three times in all
        }

        @Override
        public void tellOwner(ImportFilePayload payload, JobContext job, Throwable cause) {
            told.add(payload.path() + " after " + job.attempt() + " of " + job.maxAttempts());
        }
        // end
    }

    @Test
    void aFailureIsTriedAgainUntilTheAttemptsAreUsedUp() {
        ImportJobs jobs = new ImportJobs();
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .handle(ImportsQueue.with(jobs))
                .start()) {
            JobId id = ImportsQueue.add(new ImportFilePayload("a.csv")).id();
            ImportsQueue.add(new ImportFilePayload("b.exe"));
            await().until(() -> runtime.queues().count("imports", JobState.FAILED) == 2);

            assertThat(jobs.attempts).hasValue(3);
            assertThat(jobs.told).containsExactlyInAnyOrder("a.csv after 3 of 3", "b.exe after 1 of 3");
            assertThat(runtime.jobs().find(id).map(QueuedJob::note))
                    .hasValueSatisfying(note -> assertThat(note).contains("a.csv cannot be read"));
        }
    }

    @Test
    void aKeyStandsForOneJob() {
        try (QueueRuntime runtime =
                QueueRuntime.builder().store(MemoryStore.create()).start()) {
            AddResult first = InvitationsQueue.add(new InvitePayload("ada@example.com", "mary"));
            AddResult second = InvitationsQueue.add(new InvitePayload("ada@example.com", "grace"));
            assertThat(second).isEqualTo(new AddResult.Kept(first.id()));

            AddResult announced = InvitationsQueue.add(new AnnouncePayload("hall", "at nine"));
            AddResult again = InvitationsQueue.add(new AnnouncePayload("hall", "at ten"));
            assertThat(again).isEqualTo(new AddResult.Replaced(announced.id()));
            assertThat(runtime.jobs().find(announced.id()).map(QueuedJob::payload))
                    .hasValueSatisfying(payload -> assertThat(payload).contains("at ten"));
        }
    }

    @Test
    void changesThatComeSoonAfterEachOtherRunAsOne() {
        try (QueueRuntime runtime =
                QueueRuntime.builder().store(MemoryStore.create()).start()) {
            // snippet: debounce
            IndexingQueue.add(new IndexDocumentPayload("7", "Dear"));
            IndexingQueue.add(new IndexDocumentPayload("7", "Dear Ada,")); // runs alone, two seconds from now
            // end
            assertThat(runtime.jobs().list(JobFilter.all().inQueue("indexing")))
                    .singleElement()
                    .satisfies(job -> assertThat(job.payload()).contains("Dear Ada,"))
                    .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.SCHEDULED));
        }
    }

    @Test
    void aRuleRefusesAJobAndAnotherPostponesIt() {
        AtomicBoolean diskHasRoom = new AtomicBoolean();
        List<String> exported = new CopyOnWriteArrayList<>();
        // snippet: rules
        Exports jobs = new Exports() {
            @Override
            public RunDecision whenDiskHasRoom(ExportTablePayload payload) {
                return diskHasRoom.get() ? RunDecision.run() : RunDecision.postpone(Duration.ofMillis(10));
            }

            @Override
            public void exportTable(String table) {
                exported.add(table);
            }
        };
        // end
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .handle(ExportsQueue.with(jobs))
                .start()) {
            assertThat(ExportsQueue.add(new ExportTablePayload("secret_plans")))
                    .isEqualTo(new AddResult.Refused("table secret_plans must not leave the house"));

            ExportsQueue.add(new ExportTablePayload("prices"));
            await().until(() -> runtime.queues().count("exports", JobState.SCHEDULED) == 1);
            assertThat(exported).isEmpty();
            diskHasRoom.set(true);
            await().until(() -> exported.equals(List.of("prices")));
        }
    }

    @Test
    void aScheduleAddsItsJobs() {
        AtomicInteger measured = new AtomicInteger();
        Cleanups jobs = new Cleanups() {
            @Override
            public void deleteOldFiles() {
                throw new AssertionError("it is not half past two");
            }

            @Override
            public void measureDisk() {
                measured.incrementAndGet();
            }
        };
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .handle(CleanupsQueue.with(jobs))
                .start()) {
            await().until(() -> measured.get() >= 2);
            // snippet: schedule-now
            CleanupsQueue.add(new MeasureDiskPayload()); // once more, now
            // end
            assertThat(runtime.isRunning()).isTrue();
        }
    }

    @Test
    void aHandlerSaysWhatBecomesOfItsJob() {
        TranscodingJobs jobs = new TranscodingJobs(Map.of(
                "new", TranscodingJobs.Video.UPLOADING,
                "good", TranscodingJobs.Video.UPLOADED,
                "bad", TranscodingJobs.Video.BROKEN));
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .handle(TranscodingsQueue.with(jobs))
                .start()) {
            JobId early = TranscodingsQueue.add(new TranscodePayload("new")).id();
            JobId bad = TranscodingsQueue.add(new TranscodePayload("bad")).id();
            JobId gone = TranscodingsQueue.add(new TranscodePayload("gone")).id();
            TranscodingsQueue.add(new TranscodePayload("good"));

            await().until(() -> runtime.jobs().find(gone).isEmpty());
            await().until(() -> runtime.queues().count("transcodings", JobState.COMPLETED) == 1);
            await().until(() -> runtime.jobs().find(bad).orElseThrow().failedAttempts() == 1);
            await().until(() -> runtime.jobs().find(early).orElseThrow().state() == JobState.SCHEDULED);
            assertThat(runtime.jobs().find(early).orElseThrow().failedAttempts())
                    .isZero();

            jobs.uploaded("new");
            runtime.jobs().retry(early);
            await().until(() -> runtime.jobs().find(early).orElseThrow().state() == JobState.COMPLETED);
        }
    }
}
