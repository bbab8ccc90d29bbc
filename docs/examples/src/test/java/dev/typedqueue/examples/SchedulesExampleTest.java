package dev.typedqueue.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.typedqueue.JobSchedule;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.store.memory.MemoryStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a person does with schedules. */
final class SchedulesExampleTest {

    private static final class CleanupJobs implements Cleanups {
        private final AtomicInteger deletions = new AtomicInteger();

        @Override
        public void deleteOldFiles() {
            deletions.incrementAndGet();
        }

        @Override
        public void measureDisk() {
            // Its schedule is what the example is about.
        }
    }

    private final CleanupJobs jobs = new CleanupJobs();

    private QueueRuntime start() {
        return QueueRuntime.builder()
                .store(MemoryStore.create())
                .handle(CleanupsQueue.with(jobs))
                .start();
    }

    @Test
    void schedulesAreListedPausedAndResumed() {
        try (QueueRuntime runtime = start()) {
            // snippet: pause
            runtime.schedules().pause("cleanups", "delete_old_files", "ada: the disk is being replaced");
            // end
            // snippet: list
            List<JobSchedule> schedules = runtime.schedules().list();
            // end
            assertThat(schedules)
                    .filteredOn(schedule -> schedule.pausedBy() != null)
                    .extracting(JobSchedule::job)
                    .containsExactly("delete_old_files");
            // snippet: resume
            runtime.schedules().resume("cleanups", "delete_old_files");
            // end
            assertThat(runtime.schedules().list()).allMatch(schedule -> schedule.pausedBy() == null);
        }
    }

    @Test
    void aJobRunsNow() {
        try (QueueRuntime runtime = start()) {
            // snippet: now
            runtime.schedules().runNow("cleanups", "delete_old_files");
            // end
            await().untilAsserted(() -> assertThat(jobs.deletions).hasValue(1));
        }
    }

    @Test
    void timesAreChangedAndReset() {
        try (QueueRuntime runtime = start()) {
            // snippet: change
            runtime.schedules().change("cleanups", "delete_old_files", "0 4 * * *");
            runtime.schedules().change("cleanups", "measure_disk", "5m");
            // end
            assertThat(runtime.schedules().list())
                    .filteredOn(schedule -> schedule.queue().equals("cleanups"))
                    .extracting(JobSchedule::changed)
                    .containsExactlyInAnyOrder("0 4 * * * Europe/Berlin", "5m");
            // snippet: reset
            runtime.schedules().reset("cleanups", "delete_old_files");
            // end
            assertThat(runtime.schedules().list())
                    .filteredOn(schedule -> schedule.queue().equals("cleanups"))
                    .extracting(JobSchedule::changed)
                    .containsExactlyInAnyOrder(null, "5m");
        }
    }

    @Test
    void aScheduleSaysWhatIsDeclared() {
        Archives archives = new Archives() {
            @Override
            public void saveHour() {
                // Its schedule is what the example is about.
            }

            @Override
            public void copyToTape() {
                // Its schedule is what the example is about.
            }
        };
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .handle(ArchivesQueue.with(archives))
                .start()) {
            assertThat(runtime.schedules().list())
                    .filteredOn(schedule -> schedule.queue().equals("archives"))
                    .extracting(JobSchedule::declared)
                    .containsExactly("0 * * * * UTC", "5m after end");
        }
    }
}
