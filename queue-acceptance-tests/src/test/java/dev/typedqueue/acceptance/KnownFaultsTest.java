package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.PayloadException;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.StoreSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The faults of the system before this one. */
final class KnownFaultsTest extends AcceptanceTest {

    @Test
    void severalNodesRunEachJobOnce() throws Exception {
        int jobs = 2_000;
        Journal<Integer> delivered = new Journal<>();
        QueueRuntime producer = start();
        for (int i = 0; i < 4; i++) {
            start(ParcelsQueue.with(delivered::write));
        }

        ParcelsQueue.addAllDeliverParcel(
                IntStream.range(0, jobs).mapToObj(DeliverParcelPayload::new).toList());
        passTimeUntil(() -> count(producer, ParcelsQueue.DEFINITION, JobState.COMPLETED) == jobs);

        assertThat(delivered.unread())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, jobs).boxed().toList());
    }

    @Test
    void aForgottenCompletedIsCompleted() {
        QueueRuntime node = start(ErrandsQueue.with((errand, job) -> {}));

        awaitState(node, ErrandsQueue.add(new RunErrandPayload("milk")).id(), JobState.COMPLETED);
    }

    @Test
    void anUnknownJobIsParkedAndRunsOnceANodeKnowsIt() throws Exception {
        QueueRuntime lastRelease = start(node().store("last", store()));
        JobId id = LastReleaseQueue.add(new LastRelease.DocumentPayload("contract"))
                .id();

        QueueRuntime nextRelease =
                start(node(NextReleaseQueue.with(payload -> {})).store("next", store()));

        QueuedJob parked = passTimeUntilState(nextRelease, id, JobState.PARKED);
        assertThat(parked.failedAttempts()).isZero();
        assertThat(parked.note()).isNotBlank();

        Journal<String> uploaded = new Journal<>();
        start(node(LastReleaseQueue.with(new LastRelease() {
                    @Override
                    public void resize(ImagePayload payload) {}

                    @Override
                    public void upload(DocumentPayload payload) {
                        uploaded.write(payload.document());
                    }
                }))
                .store("last", store()));
        passTimeUntilState(lastRelease, id, JobState.COMPLETED);
        assertThat(uploaded.next()).isEqualTo("contract");
    }

    @Test
    void aCrashDeletesNothingByDefault() {
        QueueRuntime producer = start();
        JobId id = ErrandsQueue.add(new RunErrandPayload("milk")).id();
        DeadNode.dieWithAJobOf(ErrandsQueue.DEFINITION, store());
        time.advance(DeadNode.KNOWN_AFTER);

        start(ErrandsQueue.with((errand, job) -> {}));

        awaitState(producer, id, JobState.COMPLETED);
    }

    @Test
    void aLimitByKeyHoldsWhicheverNodesAddAndRun() throws Exception {
        int nodes = 4;
        List<QueueRuntime> adding = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            adding.add(start());
        }
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        Set<JobId> standing = new HashSet<>();
        int added = 0;
        try {
            List<Callable<AddResult>> calls = IntStream.range(0, 100)
                    .<Callable<AddResult>>mapToObj(i -> () -> SubscriptionsQueue.on(adding.get(i % nodes))
                            .add(new RenewPayload(new UserId("ada"), "plan " + i)))
                    .toList();
            for (Future<AddResult> result : threads.invokeAll(calls)) {
                standing.add(result.get().id());
                added += result.get() instanceof AddResult.Added ? 1 : 0;
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(added).isEqualTo(1);
        assertThat(standing).hasSize(1);
        assertThat(adding.get(0).jobs().list(JobFilter.all()))
                .extracting(QueuedJob::id)
                .containsExactlyElementsOf(standing);
    }

    @Test
    void aStoredPayloadThatIsNotWhatTheJobTakesIsParkedAndNeverRun() {
        QueueRuntime node = start();
        List<JobId> bad = new ArrayList<>();
        try (StoreSession session = store().open("default")) {
            for (String payload : List.of("{}", "{\"number\":\"many\"}", "{\"number\":null}", "[1]", "null", "{")) {
                JobId id = JobId.next(now());
                bad.add(id);
                session.insert(
                        List.of(new NewJob(id, "parcels", new JobKind("deliver_parcel", 1), payload, 0, null, null)));
            }
        }
        Journal<Integer> delivered = new Journal<>();

        start(ParcelsQueue.with(delivered::write));

        for (JobId id : bad) {
            QueuedJob parked = awaitState(node, id, JobState.PARKED);
            assertThat(parked.failedAttempts()).isZero();
            assertThat(parked.note()).contains("DeliverParcelPayload");
        }
        assertThat(delivered.unread()).isEmpty();
    }

    @Test
    void aPayloadOfAnotherQueueOrNoneIsRefused() {
        QueueRuntime node = start();

        assertThatThrownBy(() -> node.client(ErrandsQueue.DEFINITION)
                        .add(ParcelsQueue.DELIVER_PARCEL, new DeliverParcelPayload(1), AddOptions.now()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deliver_parcel")
                .hasMessageContaining("errands");
        assertThatThrownBy(() -> ErrandsQueue.add(new RunErrandPayload("milk".repeat(1024 * 1024))))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("run_errand");
        assertThat(node.jobs().list(JobFilter.all())).isEmpty();
    }
}
