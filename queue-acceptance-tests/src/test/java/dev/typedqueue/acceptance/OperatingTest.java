package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobStanding;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.RuntimeBuilder;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code queue.run()}, {@code stop()}, {@code list(status)} and {@code HALT_QUEUES}. */
final class OperatingTest extends AcceptanceTest {

    private final Journal<String> run = new Journal<>();

    private QueueHandlers errands() {
        return ErrandsQueue.with((errand, job) -> run.write(errand));
    }

    private QueueHandlers parcels() {
        return ParcelsQueue.with(number -> run.write("parcel " + number));
    }

    @AfterEach
    void forgetTheSetting() {
        System.clearProperty(RuntimeBuilder.PAUSED_PROPERTY);
    }

    @Test
    void stopAndRunOnOneNode() throws Exception {
        QueueRuntime node = start(errands(), parcels());

        node.halt(ErrandsQueue.DEFINITION);
        JobId id = ErrandsQueue.add(new RunErrandPayload("milk")).id();
        ParcelsQueue.add(new DeliverParcelPayload(1));

        assertThat(run.next()).isEqualTo("parcel 1");
        time.advance(POLL_INTERVAL);
        // A claim that was under way when the queue was halted may get the job, and hands it back.
        awaitState(node, id, JobState.READY);
        assertThat(run.unread()).isEmpty();
        node.run(ErrandsQueue.DEFINITION);
        assertThat(run.next()).isEqualTo("milk");
    }

    @Test
    void pauseAndResumeOnAllNodes() throws Exception {
        QueueRuntime node = start(errands(), parcels());
        QueueRuntime elsewhere = start();

        elsewhere.queues().pause("errands", "Ada");
        JobId id = ErrandsQueue.add(new RunErrandPayload("milk")).id();
        ParcelsQueue.add(new DeliverParcelPayload(1));

        assertThat(run.next()).isEqualTo("parcel 1");
        assertThat(find(node, id).state()).isEqualTo(JobState.READY);
        assertThat(node.queues().pauses()).singleElement().asString().contains("errands", "Ada");
        elsewhere.queues().resume("errands");
        passTimeUntilState(node, id, JobState.COMPLETED);
        assertThat(run.next()).isEqualTo("milk");
    }

    @Test
    void whyAJobDoesNotRun() throws Exception {
        QueueRuntime anywhere = start();
        JobId id = ErrandsQueue.add(new RunErrandPayload("milk")).id();
        assertThat(anywhere.jobs().why(id)).isEqualTo(new JobStanding.NoNodeForQueue("errands"));

        QueueRuntime node = start(node(errands()).store(store()).paused(true));
        assertThat(anywhere.jobs().why(id)).isEqualTo(new JobStanding.Ready("errands"));
        anywhere.queues().pauseJob("errands", "run_errand", "Ada");
        assertThat(anywhere.jobs().why(id))
                .isInstanceOf(JobStanding.Paused.class)
                .asString()
                .contains("Job \"run_errand\" of queue \"errands\" is paused by Ada");
        anywhere.queues().resumeJob("errands", "run_errand");
        node.run(ErrandsQueue.DEFINITION);
        run.next();
        awaitState(node, id, JobState.COMPLETED);
        assertThat(anywhere.jobs().why(id))
                .isEqualTo(new JobStanding.Finished(
                        JobState.COMPLETED, find(node, id).finishedAt(), null))
                .asString()
                .startsWith("It is COMPLETED since ");

        JobId unknown = JobId.next(now());
        try (StoreSession session = store().open("default")) {
            session.insert(List.of(new NewJob(unknown, "errands", new JobKind("fly", 2), "{}", 0, null, null)));
        }
        assertThat(anywhere.jobs().why(unknown)).isEqualTo(new JobStanding.NoNodeForJob("fly", 2));
        passTimeUntilState(node, unknown, JobState.PARKED);
        assertThat(anywhere.jobs().why(unknown))
                .isEqualTo(new JobStanding.Parked("No live node knows this job"))
                .hasToString("It is parked: No live node knows this job");
    }

    @Test
    void changeTheConcurrencyOfAllNodesAndDrain() throws Exception {
        start().queues().changeConcurrency("errands", 3);
        CountDownLatch threeAtOnce = new CountDownLatch(3);
        QueueRuntime node = start(ErrandsQueue.with((errand, job) -> {
            threeAtOnce.countDown();
            threeAtOnce.await();
        }));

        List<JobId> ids = Stream.of("milk", "bread", "eggs")
                .map(errand -> ErrandsQueue.add(new RunErrandPayload(errand)).id())
                .toList();

        for (JobId id : ids) {
            passTimeUntilState(node, id, JobState.COMPLETED);
        }
        assertThat(node.queues().drain("errands", Duration.ZERO)).isTrue();
        assertThat(node.queues().changedConcurrencies()).isEqualTo(Map.of("errands", 3));
    }

    @Test
    void listByStatus() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        QueueRuntime node = start(ErrandsQueue.with((errand, job) -> {
            if (errand.equals("fail")) {
                throw new IllegalStateException("sold out");
            }
            run.write(errand);
            end.await();
        }));

        JobId failed = ErrandsQueue.add(new RunErrandPayload("fail")).id();
        awaitState(node, failed, JobState.SCHEDULED);
        JobId running = ErrandsQueue.add(new RunErrandPayload("milk")).id();
        run.next();
        JobId cancelled = ErrandsQueue.add(new RunErrandPayload("bread"), now().plus(Duration.ofDays(1)))
                .id();
        assertThat(node.jobs().cancel(cancelled)).isTrue();

        assertThat(list(node, ErrandsQueue.DEFINITION, JobState.SCHEDULED))
                .extracting(QueuedJob::id)
                .containsExactly(failed);
        assertThat(list(node, ErrandsQueue.DEFINITION, JobState.RUNNING))
                .extracting(QueuedJob::id)
                .containsExactly(running);
        assertThat(list(node, ErrandsQueue.DEFINITION, JobState.CANCELLED))
                .extracting(QueuedJob::id)
                .containsExactly(cancelled);
        assertThat(node.queues().count("errands"))
                .containsAllEntriesOf(Map.of(
                        JobState.SCHEDULED, 1L, JobState.RUNNING, 1L, JobState.CANCELLED, 1L, JobState.COMPLETED, 0L));
        end.countDown();
        awaitState(node, running, JobState.COMPLETED);
    }

    @Test
    void haltQueues() throws Exception {
        assertStartsHalted(start(node(errands(), parcels()).store(store()).paused(true)));
    }

    @Test
    void haltQueuesByASystemProperty() throws Exception {
        System.setProperty(RuntimeBuilder.PAUSED_PROPERTY, "true");

        assertStartsHalted(start(errands(), parcels()));
    }

    private void assertStartsHalted(QueueRuntime node) throws Exception {
        JobId errand = ErrandsQueue.add(new RunErrandPayload("milk")).id();
        JobId parcel = ParcelsQueue.add(new DeliverParcelPayload(1)).id();

        node.run(ParcelsQueue.DEFINITION);

        assertThat(run.next()).isEqualTo("parcel 1");
        awaitState(node, parcel, JobState.COMPLETED);
        assertThat(find(node, errand).state()).isEqualTo(JobState.READY);
        node.run(ErrandsQueue.DEFINITION);
        awaitState(node, errand, JobState.COMPLETED);
    }
}
