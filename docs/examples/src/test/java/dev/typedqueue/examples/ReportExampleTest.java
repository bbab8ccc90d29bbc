package dev.typedqueue.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.typedqueue.JobContext;
import dev.typedqueue.JobId;
import dev.typedqueue.JobLogLine;
import dev.typedqueue.JobProgress;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.store.memory.MemoryStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a handler tells what it is about. */
final class ReportExampleTest {

    private static final class BackupJobs implements Backups {
        // snippet: handler
        @Override
        public void backUp(List<String> files, JobContext job) {
            int done = 0;
            for (String file : files) {
                job.progress(done++, files.size(), file);
                if (!file.endsWith(".csv")) {
                    job.log(file + " is skipped");
                }
            }
            job.progress(done, files.size());
        }
        // end
    }

    @Test
    void progressAndLogAreKeptWithTheJob() {
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .handle(BackupsQueue.with(new BackupJobs()))
                .start()) {
            JobId id = BackupsQueue.on(runtime)
                    .add(new BackUpPayload(List.of("a.csv", "b.exe")))
                    .id();
            await().until(() -> runtime.jobs().find(id).orElseThrow().state() == JobState.COMPLETED);
            // snippet: read
            Optional<JobProgress> progress = runtime.jobs().progress(id); // how much is done, of how much
            List<JobLogLine> log = runtime.jobs().log(id);
            // end
            assertThat(progress).contains(new JobProgress(2, 2, null));
            assertThat(log).extracting(JobLogLine::text).containsExactly("b.exe is skipped");
        }
    }
}
