package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** {@code run(payload, job)} and {@code job.completed/failed/requeue/delete}. */
final class JobContextTest extends AcceptanceTest {

    private static JobId add() {
        return ErrandsQueue.add(new RunErrandPayload("milk")).id();
    }

    @Test
    void runWithPayloadAndJob() throws Exception {
        Journal<String> run = new Journal<>();
        QueueRuntime node = start(ErrandsQueue.with((errand, job) ->
                run.write(errand + " " + job.id() + " " + job.queue() + " " + job.job() + " " + job.addedAt())));

        JobId id = add();

        QueuedJob job = awaitState(node, id, JobState.COMPLETED);
        assertThat(run.next()).isEqualTo("milk " + id + " errands run_errand " + job.addedAt());
        assertThat(job.addedAt()).isBetween(now(), now().plus(tested.clockError()));
    }

    @Test
    void completed() {
        QueueRuntime node = start(ErrandsQueue.with((errand, job) -> job.complete()));

        QueuedJob job = awaitState(node, add(), JobState.COMPLETED);

        assertThat(job.finishedAt()).isBetween(now(), now().plus(tested.clockError()));
        assertThat(job.failedAttempts()).isZero();
    }

    @Test
    void failed() {
        QueueRuntime node = start(ErrandsQueue.with((errand, job) -> job.fail("sold out")));

        QueuedJob job = awaitState(node, add(), JobState.SCHEDULED);

        assertThat(job.failedAttempts()).isEqualTo(1);
        assertThat(job.note()).isEqualTo("sold out");
    }

    @Test
    void requeue() {
        Instant tomorrow = now().plus(Duration.ofDays(1));
        QueueRuntime node = start(ErrandsQueue.with((errand, job) -> job.requeue(tomorrow)));

        QueuedJob job = awaitState(node, add(), JobState.SCHEDULED);

        assertThat(job.runAt()).isEqualTo(tomorrow);
        assertThat(job.failedAttempts()).isZero();
    }

    @Test
    void delete() throws Exception {
        Journal<JobId> run = new Journal<>();
        QueueRuntime node = start(ErrandsQueue.with((errand, job) -> {
            job.delete();
            run.write(job.id());
        }));

        JobId id = add();

        assertThat(run.next()).isEqualTo(id);
        passTimeUntil(() -> node.jobs().find(id).isEmpty());
    }
}
