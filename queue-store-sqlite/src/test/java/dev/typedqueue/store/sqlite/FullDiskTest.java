package dev.typedqueue.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.StoreException;
import dev.typedqueue.spi.NewJob;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that may not grow any more gives the same error as a full disk. */
class FullDiskTest {

    private static final String PAYLOAD = "\"" + "x".repeat(3_000) + "\"";

    @TempDir
    Path directory;

    @Test
    void aFullDiskLosesNothingAndServiceGoesOnOnceThereIsRoom() {
        try (SqliteSession session = (SqliteSession)
                SqliteStore.at(directory.resolve("jobs.db")).withMaxPages(200).open("main")) {
            TestNode node = TestNode.register(session);
            List<JobId> added = fill(session);

            assertThat(added)
                    .isNotEmpty()
                    .allSatisfy(id -> assertThat(session.find(id)).isPresent());
            assertThat(node.count(JobState.READY)).isEqualTo(added.size());

            assertThat(node.complete(node.claim(20))).hasSize(20);
            assertThat(session.purge(TestNode.QUEUE, JobState.COMPLETED, Duration.ZERO, 20))
                    .isEqualTo(20);

            NewJob late = job();
            session.insert(List.of(late));
            assertThat(session.find(late.id())).isPresent();
            assertThat(session.find(added.get(added.size() - 1))).isPresent();
        }
    }

    private static List<JobId> fill(SqliteSession session) {
        List<JobId> added = new ArrayList<>();
        assertThatThrownBy(() -> {
                    while (true) {
                        List<NewJob> jobs = List.of(job(), job());
                        session.insert(jobs);
                        jobs.forEach(job -> added.add(job.id()));
                    }
                })
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isPassing()).isTrue())
                .hasMessageContaining("no room");
        return added;
    }

    private static NewJob job() {
        return TestNode.job(JobId.next(Instant.now()), PAYLOAD);
    }
}
