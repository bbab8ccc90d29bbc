package dev.typedqueue.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.typedqueue.AddOptions;
import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobStanding;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.SelectedJobs;
import dev.typedqueue.TimeRange;
import dev.typedqueue.spi.Pause;
import dev.typedqueue.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a person does with queues and queued jobs. */
final class OperationsExampleTest {

    private static final class PayoutJobs implements Payouts {
        private final List<String> paid = new CopyOnWriteArrayList<>();

        @Override
        public void payCustomer(String customer) {
            paid.add(customer);
        }

        @Override
        public void payTaxOffice(String period) {
            paid.add(period);
        }
    }

    private final PayoutJobs jobs = new PayoutJobs();

    private QueueRuntime start() {
        return QueueRuntime.builder()
                .store(MemoryStore.create())
                .handle(PayoutsQueue.with(jobs))
                .start();
    }

    @Test
    void aQueueRunsOnThisNodeWhenItIsTold() {
        try (QueueRuntime runtime = start()) {
            PayoutsQueue.add(new PayCustomerPayload("ada"));
            PayoutsQueue.add(new PayTaxOfficePayload("2026"));
            assertThat(runtime.queues().count("payouts")).containsEntry(JobState.READY, 2L);
            // snippet: run
            runtime.run(PayoutsQueue.DEFINITION); // since it has runOnStartup = false
            // end
            await().until(() -> jobs.paid.size() == 2);
            // snippet: halt
            runtime.halt(PayoutsQueue.DEFINITION); // on this node; others go on
            // end
            PayoutsQueue.add(new PayCustomerPayload("grace"));
            assertThat(runtime.queues().count("payouts")).containsEntry(JobState.READY, 1L);
        }
    }

    @Test
    void aQueueRunsWithAnotherConcurrencyAndComesToRest() {
        try (QueueRuntime runtime = start()) {
            PayoutsQueue.add(new PayCustomerPayload("ada"));
            // snippet: concurrency
            runtime.queues().changeConcurrency("payouts", 20); // on each node, for good
            runtime.setConcurrency(PayoutsQueue.DEFINITION, 2); // on this node, until it ends
            // end
            runtime.run(PayoutsQueue.DEFINITION);
            // snippet: drain
            boolean drained = runtime.queues().drain("payouts", Duration.ofMinutes(1)); // false: something is left
            // end
            assertThat(drained).isTrue();
            assertThat(jobs.paid).containsExactly("ada");
            // snippet: halt-and-wait
            boolean halted = runtime.halt(PayoutsQueue.DEFINITION, Duration.ofMinutes(1)); // false: some still run
            // end
            assertThat(halted).isTrue();
            // snippet: reset-concurrency
            runtime.queues().resetConcurrency("payouts"); // as declared
            // end
            assertThat(runtime.queues().changedConcurrencies()).isEmpty();
        }
    }

    @Test
    void aPauseHoldsForAllNodes() {
        try (QueueRuntime runtime = start()) {
            runtime.run(PayoutsQueue.DEFINITION);
            // snippet: pause
            runtime.queues().pause("payouts", "ada: the bank is down");
            // end
            PayoutsQueue.add(new PayCustomerPayload("grace"));
            assertThat(runtime.queues().pauses()).extracting(Pause::by).containsExactly("ada: the bank is down");
            // snippet: resume
            runtime.queues().resume("payouts");
            // end
            await().until(() -> jobs.paid.equals(List.of("grace")));
        }
    }

    @Test
    void aSingleJobIsPaused() {
        try (QueueRuntime runtime = start()) {
            runtime.run(PayoutsQueue.DEFINITION);
            // snippet: pause-job
            runtime.queues().pauseJob("payouts", "pay_customer", "ada: wrong rates");
            // end
            PayoutsQueue.add(new PayCustomerPayload("grace"));
            PayoutsQueue.add(new PayTaxOfficePayload("2026"));
            await().until(() -> jobs.paid.equals(List.of("2026")));
            // snippet: resume-job
            runtime.queues().resumeJob("payouts", "pay_customer");
            // end
            await().until(() -> jobs.paid.equals(List.of("2026", "grace")));
        }
    }

    @Test
    void queuedJobsAreFoundAndChanged() {
        try (QueueRuntime runtime = start()) {
            Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
            JobId ada = PayoutsQueue.add(new PayCustomerPayload("ada")).id();
            JobId grace = PayoutsQueue.add(new PayCustomerPayload("grace")).id();
            // snippet: look
            Map<JobState, Long> counts = runtime.queues().count("payouts");
            List<QueuedJob> ready = runtime.jobs()
                    .list(JobFilter.all()
                            .inQueue("payouts")
                            .inState(JobState.READY)
                            .limit(50));
            QueuedJob job = runtime.jobs().find(ada).orElseThrow();
            // end
            assertThat(counts).containsEntry(JobState.READY, 2L);
            assertThat(ready).hasSize(2);
            assertThat(job.payload()).contains("ada");
            // snippet: change
            runtime.jobs().reschedule(ada, tomorrow);
            runtime.jobs().retry(ada); // now, with all its attempts before it
            runtime.jobs().cancel(ada); // a running one too: its handler is told
            runtime.jobs().delete(grace);
            // end
            assertThat(runtime.jobs().find(grace)).isEmpty();
            assertThat(runtime.queues().count("payouts")).containsEntry(JobState.READY, 0L);
        }
    }

    @Test
    void jobsAreFoundByWhatTheyAreAbout() {
        try (QueueRuntime runtime = start()) {
            Instant yesterday = Instant.now().minus(Duration.ofDays(1));
            PayoutsQueue.add(new PayCustomerPayload("linus"));
            // snippet: find
            JobId linus = PayoutsQueue.add(
                            new PayCustomerPayload("linus"), AddOptions.now().withTags("quarterly"))
                    .id();
            JobFilter filter = JobFilter.all()
                    .tagged("quarterly")
                    .withPayload("customer", "linus")
                    .added(TimeRange.from(yesterday));
            List<QueuedJob> found = runtime.jobs().list(filter);
            // end
            assertThat(found).extracting(QueuedJob::id).containsExactly(linus);
        }
    }

    @Test
    void aJobThatDoesNotRunSaysWhy() {
        try (QueueRuntime runtime = start()) {
            runtime.run(PayoutsQueue.DEFINITION);
            runtime.queues().pause("payouts", "ada: the bank is down");
            JobId id = PayoutsQueue.add(new PayCustomerPayload("grace")).id();
            // snippet: why
            JobStanding standing = runtime.jobs().why(id);
            String answer = standing.toString(); // Queue "payouts" is paused by ada: the bank is down since …
            if (standing instanceof JobStanding.Paused paused) {
                runtime.queues().resume(paused.queue());
            }
            // end
            assertThat(answer).startsWith("Queue \"payouts\" is paused by ada: the bank is down since ");
            await().until(() -> jobs.paid.equals(List.of("grace")));
            await().until(() -> runtime.jobs().why(id) instanceof JobStanding.Finished);
        }
    }

    @Test
    void deadLettersAreTriedAgain() {
        try (QueueRuntime runtime = start()) {
            // snippet: retry-all
            SelectedJobs failed = runtime.jobs()
                    .all(JobFilter.all().inQueue(PayoutsQueue.DEFINITION).inState(JobState.FAILED));
            long affected = failed.count(); // look before you leap
            SelectedJobs.Report report = failed.retry();
            // end
            assertThat(affected).isZero();
            assertThat(report).isEqualTo(new SelectedJobs.Report(0, 0, 0));
        }
    }
}
