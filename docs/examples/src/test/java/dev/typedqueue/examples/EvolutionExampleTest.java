package dev.typedqueue.examples;

import static org.awaitility.Awaitility.await;

import dev.typedqueue.JobId;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.StoreSession;
import dev.typedqueue.store.memory.MemoryStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What an earlier release has stored is read by this one. */
final class EvolutionExampleTest implements Reports {

    private final MemoryStore store = MemoryStore.create();
    private final LocalDate day = LocalDate.of(2026, 11, 25);
    private final List<Record> payloads = new CopyOnWriteArrayList<>();

    @Test
    void aFormerNameAMissingComponentAndAnOlderVersionAreRead() {
        try (StoreSession earlierRelease = store.open("default")) {
            earlierRelease.insert(List.of(
                    job("make_summary", "{\"day\":\"2026-11-25\"}"),
                    job("archive", "{\"date\":\"2026-11-25\",\"path\":\"a.txt\"}")));
        }
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(store)
                .handle(ReportsQueue.with(this))
                .start()) {
            ReportsQueue.on(runtime).add(new ReportPayload(day, List.of(), new Disk("b.txt"), Optional.empty()));

            await().until(() -> Set.copyOf(payloads)
                    .equals(Set.of(
                            new SummaryPayload(day, Optional.empty()),
                            new ArchivePayload(day, Optional.of("a.txt")),
                            new ReportPayload(day, List.of(), new Disk("b.txt"), Optional.empty()))));
        }
    }

    private static NewJob job(String name, String payload) {
        return new NewJob(JobId.next(Instant.now()), "reports", new JobKind(name, 1), payload, 0, null, null);
    }

    @Override
    public void writeReport(ReportPayload payload) {
        payloads.add(payload);
    }

    @Override
    public void writeSummary(SummaryPayload payload) {
        payloads.add(payload);
    }

    @Override
    public void archive(ArchivePayload payload) {
        payloads.add(payload);
    }
}
