package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code retry_jobs_running_before_restart}. */
final class CrashPolicyTest extends AcceptanceTest {

    private QueueRuntime producer;

    @BeforeEach
    void startProducer() {
        producer = start();
    }

    @Test
    void retryJobsRunningBeforeRestart() throws Exception {
        Journal<String> run = new Journal<>();
        JobId id = ErrandsQueue.add(new RunErrandPayload("milk")).id();
        DeadNode.dieWithAJobOf(ErrandsQueue.DEFINITION, store());
        assertThat(find(producer, id).state()).isEqualTo(JobState.RUNNING);

        time.advance(DeadNode.KNOWN_AFTER);
        start(ErrandsQueue.with((errand, job) -> run.write(errand + ", attempt " + job.attempt())));

        assertThat(run.next()).isEqualTo("milk, attempt 1");
        QueuedJob job = awaitState(producer, id, JobState.COMPLETED);
        assertThat(job.nodeDeaths()).isEqualTo(1);
        assertThat(job.failedAttempts()).isZero();
    }

    @Test
    void deleteJobsRunningBeforeRestart() throws Exception {
        Journal<String> paid = new Journal<>();
        JobId running = PaymentsQueue.add(new PayPayload("Ada")).id();
        JobId waiting = PaymentsQueue.add(new PayPayload("Grace")).id();
        DeadNode.dieWithAJobOf(PaymentsQueue.DEFINITION, store());

        time.advance(DeadNode.KNOWN_AFTER);
        start(PaymentsQueue.with(paid::write));

        assertThat(paid.next()).isEqualTo("Grace");
        awaitState(producer, waiting, JobState.COMPLETED);
        passTimeUntil(() -> producer.jobs().find(running).isEmpty());
        assertThat(paid.unread()).isEmpty();
    }
}
