package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.typedqueue.JobContext;
import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What users of other systems suffer. */
final class FaultsOfOthersTest extends AcceptanceTest {

    @Test
    void aRenamedJobRunsWhatWasQueuedUnderItsFormerName() throws Exception {
        Journal<String> scaled = new Journal<>();
        QueueRuntime lastRelease = start(node().store("last", store()));
        JobId id = LastReleaseQueue.add(new LastRelease.ImagePayload("logo")).id();

        start(node(NextReleaseQueue.with(payload -> scaled.write(payload.image())))
                .store("next", store()));

        assertThat(scaled.next()).isEqualTo("logo");
        awaitState(lastRelease, id, JobState.COMPLETED);
    }

    @Test
    void noNameOfAClassIsStored() {
        QueueRuntime node = start();
        JobId id = ErrandsQueue.add(new RunErrandPayload("milk")).id();

        assertThat(find(node, id)).asString().doesNotContain("RunErrandPayload", "dev.typedqueue.acceptance");
    }

    @Test
    void aDeployCostsARunningJobNoAttempt() throws Exception {
        Journal<Integer> attempts = new Journal<>();
        CountDownLatch never = new CountDownLatch(1);
        QueueRuntime producer = start();
        QueueRuntime lastRelease = start(ErrandsQueue.with((errand, job) -> {
            attempts.write(job.attempt());
            never.await();
        }));
        JobId id = ErrandsQueue.add(new RunErrandPayload("milk")).id();
        ErrandsQueue.on(lastRelease).add(new RunErrandPayload("bread"));
        attempts.next();

        close(lastRelease);

        assertThat(find(producer, id).state()).isEqualTo(JobState.READY);
        start(ErrandsQueue.with((errand, job) -> attempts.write(job.attempt())));
        awaitCount(producer, ErrandsQueue.DEFINITION, JobState.COMPLETED, 2);
        assertThat(attempts.next(2)).containsExactly(1, 1);
        assertThat(find(producer, id).failedAttempts()).isZero();
        assertThat(find(producer, id).nodeDeaths()).isZero();
    }

    @Test
    void aNodeOutlivesAnyNumberOfErrorsOfItsStore() throws Exception {
        UnreliableStore unreliable = new UnreliableStore(store());
        Journal<String> run = new Journal<>();
        CountDownLatch end = new CountDownLatch(1);
        QueueRuntime node = start(node(ErrandsQueue.with((errand, job) -> {
                    run.write(errand);
                    end.await();
                }))
                .store(unreliable));
        JobId before = ErrandsQueue.add(new RunErrandPayload("milk")).id();
        run.next();

        unreliable.goDown();
        end.countDown();
        passTimeUntil(() -> unreliable.failures() > 100);
        unreliable.comeUp();

        JobId after = ErrandsQueue.add(new RunErrandPayload("bread")).id();
        passTimeUntilState(node, after, JobState.COMPLETED);
        awaitState(node, before, JobState.COMPLETED);
        assertThat(run.next()).isEqualTo("bread");
        assertThat(run.unread()).isEmpty();
    }

    @Test
    void aJobOfSixHoursOnALiveNodeIsNotRunTwice() throws Exception {
        Duration lease = Duration.ofHours(1);
        Journal<String> run = new Journal<>();
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            start(node(ErrandsQueue.with((errand, job) -> {
                        run.write(errand);
                        end.await();
                    }))
                    .store(store())
                    .lease(lease));
        }
        QueueRuntime producer = start();
        JobId id = ErrandsQueue.add(new RunErrandPayload("milk")).id();
        run.next();

        try (StoreSession session = store().open("default")) {
            for (Duration passed = Duration.ZERO;
                    passed.compareTo(Duration.ofHours(6)) < 0;
                    passed = passed.plusMinutes(10)) {
                time.advance(Duration.ofMinutes(10));
                Instant heartbeatsAreNotOlder = now().plus(lease).minus(Duration.ofMinutes(35));
                await().until(() -> session.nodes().stream()
                        .allMatch(node -> node.leaseUntil().isAfter(heartbeatsAreNotOlder)));
            }
        }
        end.countDown();

        QueuedJob job = awaitState(producer, id, JobState.COMPLETED);
        assertThat(job.nodeDeaths()).isZero();
        assertThat(run.unread()).isEmpty();
    }

    @Test
    void retentionDeletesNoJobThatNeverRan() {
        QueueRuntime node = start(ReceiptsQueue.with((text, job) -> {}));
        JobId completed = ReceiptsQueue.add(new PrintReceiptPayload("1 tea")).id();
        awaitState(node, completed, JobState.COMPLETED);
        node.halt(ReceiptsQueue.DEFINITION);
        JobId ready = ReceiptsQueue.add(new PrintReceiptPayload("2 teas")).id();
        JobId scheduled = ReceiptsQueue.add(new PrintReceiptPayload("3 teas"), now().plus(Duration.ofDays(1_000)))
                .id();

        time.advance(Duration.ofDays(900));
        passTimeUntil(() -> node.jobs().find(completed).isEmpty());

        assertThat(find(node, ready).state()).isEqualTo(JobState.READY);
        assertThat(find(node, scheduled).state()).isEqualTo(JobState.SCHEDULED);
    }

    @Test
    void aScheduleFiresOnceForEachTimeOnAnyNumberOfNodesAndAcrossRestarts() {
        Instant begin = now();
        QueueRuntime producer = start();
        for (int restart = 0; restart < 3; restart++) {
            QueueRuntime one = start(GreetingsQueue.with(() -> {}));
            QueueRuntime other = start(GreetingsQueue.with(() -> {}));
            try (StoreSession session = store().open("default")) {
                await().until(() -> !session.schedules().isEmpty());
            }
            time.advance(Duration.ofHours(2));
            passTimeUntil(() -> count(producer, GreetingsQueue.DEFINITION, JobState.COMPLETED)
                    == Duration.between(begin, now()).toHours());
            close(one);
            close(other);
            time.advance(Duration.ofHours(2));
        }

        List<Instant> times = list(producer, GreetingsQueue.DEFINITION, JobState.COMPLETED).stream()
                .map(QueuedJob::runAt)
                .toList();
        assertThat(times)
                .hasSizeGreaterThanOrEqualTo(2 + 4 + 4)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, times.size())
                        .mapToObj(hour -> begin.plus(Duration.ofHours(hour)))
                        .toList());
    }

    @Test
    void countsAreThoseOfTheRows() throws Exception {
        QueueRuntime node = start(CallsQueue.with(new Calls() {
            @Override
            public void callCustomer(String number, JobContext job) {
                if (number.startsWith("1")) {
                    job.requeue(now().plus(Duration.ofDays(1)));
                }
            }

            @Override
            public void callOnce(String number) {
                throw new IllegalStateException("busy");
            }

            @Override
            public void giveUp(CallCustomerPayload payload, JobContext job, Throwable cause) {}
        }));

        CallsQueue.addAllCallCustomer(IntStream.range(0, 100)
                .mapToObj(i -> new CallCustomerPayload("" + i))
                .toList());
        CallsQueue.addAllCallOnce(IntStream.range(0, 20)
                .mapToObj(i -> new CallOncePayload("" + i))
                .toList());
        awaitCount(node, CallsQueue.DEFINITION, JobState.FAILED, 20);
        awaitCount(node, CallsQueue.DEFINITION, JobState.COMPLETED, 89);
        list(node, CallsQueue.DEFINITION, JobState.FAILED).stream()
                .limit(5)
                .forEach(job -> assertThat(node.jobs().delete(job.id())).isTrue());
        list(node, CallsQueue.DEFINITION, JobState.SCHEDULED).stream()
                .limit(4)
                .forEach(job -> assertThat(node.jobs().cancel(job.id())).isTrue());

        Map<JobState, Long> rows = node.jobs().list(JobFilter.all().limit(1_000)).stream()
                .collect(Collectors.groupingBy(QueuedJob::state, Collectors.counting()));
        assertThat(rows)
                .isEqualTo(Map.of(
                        JobState.COMPLETED, 89L, JobState.FAILED, 15L, JobState.SCHEDULED, 7L, JobState.CANCELLED, 4L));
        assertThat(node.queues().count("calls")).containsAllEntriesOf(rows);
    }
}
