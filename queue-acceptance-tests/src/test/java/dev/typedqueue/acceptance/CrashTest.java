package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.acceptance.Chores.Length;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes on one store that are killed, stopped and told to end in the middle of their handlers. */
@ParameterizedClass
@EnumSource(names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
@Timeout(180)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
final class CrashTest {

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration NONE = Duration.ZERO;

    @Parameter
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    TestedStore tested;

    @TempDir
    Path directory;

    private String address;
    private final List<WorkerProcess> workers = new ArrayList<>();
    private final Map<JobId, Integer> added = new HashMap<>();
    private QueueRuntime producer;

    @BeforeEach
    void startProducer() {
        AcceptanceTest.allowSlowMachines();
        address = tested.newAddress(directory, 1);
        producer = QueueRuntime.builder().store(tested.at(address)).start();
    }

    @AfterEach
    void end() {
        workers.forEach(WorkerProcess::close);
        producer.close();
    }

    private WorkerProcess startWorker(Duration graceTime) throws IOException {
        return startWorker(LEASE, graceTime);
    }

    private WorkerProcess startWorker(Duration lease, Duration graceTime) throws IOException {
        WorkerProcess worker = WorkerProcess.start(tested, address, lease, graceTime);
        workers.add(worker);
        return worker;
    }

    private void add(Length length, int count) {
        int first = added.size();
        List<DoChorePayload> chores = IntStream.range(first, first + count)
                .mapToObj(number -> new DoChorePayload(number, length))
                .toList();
        ChoresQueue.addAllDoChore(chores).forEach(result -> added.put(result.id(), added.size()));
    }

    private List<QueuedJob> jobs(JobState first, JobState... more) {
        return producer.jobs().list(JobFilter.all().inState(first, more).limit(JobFilter.MAX_PAGE));
    }

    private Set<Integer> completed() {
        Set<Integer> numbers = new HashSet<>();
        jobs(JobState.COMPLETED).forEach(job -> numbers.add(added.get(job.id())));
        return numbers;
    }

    private void awaitAllCompleted() {
        await().until(() -> completed().size() == added.size());
    }

    private void assertNoAttemptIsLost() {
        assertThat(producer.jobs().list(JobFilter.all().limit(JobFilter.MAX_PAGE)))
                .hasSize(added.size())
                .allSatisfy(job -> assertThat(job.failedAttempts()).isZero());
    }

    private List<Integer> startedByAny() {
        return workers.stream().flatMap(worker -> worker.started().stream()).toList();
    }

    @Test
    void aKilledProcessLosesNothingAndWhatItCompletedIsNotRunAgain() throws Exception {
        add(Length.SHORT, 500);
        add(Length.HELD, 6);
        WorkerProcess first = startWorker(NONE);
        Set<Integer> completedByFirst = await().until(this::completed, numbers -> numbers.size() > 100);
        first.kill();

        WorkerProcess second = startWorker(NONE);
        await().until(() -> completed().size() == 500
                && second.started().size() > second.ended().size());
        second.kill();
        assertThat(jobs(JobState.RUNNING)).isNotEmpty();

        WorkerProcess third = startWorker(NONE);
        third.goOn();
        awaitAllCompleted();

        assertNoAttemptIsLost();
        assertThat(workers).allSatisfy(worker -> assertThat(worker.started()).doesNotHaveDuplicates());
        assertThat(Stream.concat(second.started().stream(), third.started().stream()))
                .doesNotContainAnyElementsOf(completedByFirst);
        assertThat(third.started()).containsOnly(500, 501, 502, 503, 504, 505);
    }

    @Test
    void twoProcessesOnOneStoreRunEachJobOnce() throws Exception {
        WorkerProcess one = startWorker(NONE);
        WorkerProcess other = startWorker(NONE);
        add(Length.HELD, 8);
        await().until(() -> startedByAny().size() == 8);
        assertThat(one.started()).hasSize(4);
        assertThat(other.started()).hasSize(4);

        add(Length.SHORT, 500);
        one.goOn();
        other.goOn();
        awaitAllCompleted();

        assertNoAttemptIsLost();
        assertThat(startedByAny()).containsExactlyInAnyOrderElementsOf(added.values());
    }

    @Test
    void theDeathOfOneProcessTouchesNoJobOfAnother() throws Exception {
        WorkerProcess dying = startWorker(NONE);
        WorkerProcess living = startWorker(NONE);
        add(Length.HELD, 8);
        await().until(() -> startedByAny().size() == 8);
        List<Integer> itsOwn = living.started();
        dying.kill();
        await().until(() -> jobs(JobState.READY).size() == dying.started().size());
        assertThat(living.started()).isEqualTo(itsOwn);

        living.goOn();
        awaitAllCompleted();

        assertNoAttemptIsLost();
        assertThat(living.started()).containsExactlyInAnyOrderElementsOf(added.values());
        assertThat(producer.jobs().list(JobFilter.all()))
                .allSatisfy(
                        job -> assertThat(job.nodeDeaths()).isEqualTo(itsOwn.contains(added.get(job.id())) ? 0 : 1));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux can prove that a process has ended")
    void afterACrashTheNextProcessOnTheMachineNeedNotWaitForTheLeaseToEnd() throws Exception {
        WorkerProcess dying = startWorker(Duration.ofDays(1), NONE);
        add(Length.HELD, 1);
        await().until(() -> dying.started().size() == 1);
        dying.kill();

        WorkerProcess next = startWorker(NONE);
        next.goOn();

        awaitAllCompleted();
        assertNoAttemptIsLost();
    }

    @Test
    void theFinishOfAProcessThatWasTakenForDeadIsRefused() throws Exception {
        WorkerProcess zombie = startWorker(Duration.ofSeconds(1), NONE);
        add(Length.STUBBORN, 1);
        await().until(() -> zombie.started().size() == 1);
        stopBetweenTransactions(zombie);

        Journal<Integer> run = new Journal<>();
        CountDownLatch end = new CountDownLatch(1);
        try (QueueRuntime living = QueueRuntime.builder()
                .store(tested.at(address))
                .lease(Duration.ofSeconds(6))
                .graceTime(NONE)
                .handle(ChoresQueue.with((number, length, job) -> {
                    run.write(job.attempt());
                    end.await();
                }))
                .start()) {
            assertThat(run.next()).isEqualTo(1);
            QueuedJob runningElsewhere = jobs(JobState.RUNNING).get(0);

            zombie.signal("CONT");
            zombie.goOn();
            await().until(() -> zombie.says("was no longer held by this attempt"));

            assertThat(living.jobs().find(runningElsewhere.id())).contains(runningElsewhere);
            end.countDown();
            awaitAllCompleted();
            assertNoAttemptIsLost();
            assertThat(run.unread()).isEmpty();
        }
    }

    /** A process that is stopped within a transaction would keep its locks, and hold up all others. */
    private void stopBetweenTransactions(WorkerProcess worker) throws Exception {
        worker.signal("STOP");
        while (tested.isInTransaction(address)) {
            worker.signal("CONT");
            worker.signal("STOP");
        }
    }

    @Test
    void errorsOfTheJvmAreFailuresOfTheirAttemptsAndTheProcessGoesOn() throws Exception {
        WorkerProcess worker = startWorker(NONE);
        add(Length.GREEDY, 1);
        add(Length.ENDLESS, 1);
        add(Length.SHORT, 20);

        await().until(() -> jobs(JobState.FAILED).size() == 2 && completed().size() == 20);
        assertThat(jobs(JobState.FAILED).stream().map(QueuedJob::note))
                .anySatisfy(note -> assertThat(note).contains("OutOfMemoryError"))
                .anySatisfy(note -> assertThat(note).contains("StackOverflowError"));
        assertThat(worker.isAlive()).isTrue();
    }

    @Test
    void aHandlerThatCallsSystemExitHasFailedAndEndsNoOtherProcess() throws Exception {
        WorkerProcess worker = startWorker(LONG);
        add(Length.EXITING, 1);

        assertThat(worker.awaitEnd()).isEqualTo(ChoreWorker.EXITED);
        assertThat(jobs(JobState.FAILED))
                .singleElement()
                .satisfies(job -> assertThat(job.note()).contains("System.exit"));
    }

    @Test
    void aJobThatKillsItsProcessEachTimeBecomesADeadLetter() throws Exception {
        add(Length.DEADLY, 1);
        for (int death = 1; death <= 3; death++) {
            assertThat(startDying().awaitEnd()).isEqualTo(ChoreWorker.EXITED);
        }
        startWorker(NONE);

        await().until(() -> jobs(JobState.FAILED).size() == 1);
        assertThat(jobs(JobState.FAILED).get(0).nodeDeaths()).isEqualTo(3);
    }

    /** It may die before it says that it is ready. */
    private WorkerProcess startDying() throws IOException {
        WorkerProcess worker = WorkerProcess.launch(tested, address, LEASE, NONE);
        workers.add(worker);
        return worker;
    }

    @Test
    void aProcessThatIsToldToEndLetsItsHandlersEnd() throws Exception {
        WorkerProcess worker = startWorker(LONG);
        add(Length.HELD, 6);
        await().until(() -> worker.started().size() == 4);
        worker.signal("TERM");
        await().until(() -> worker.says(ChoreWorker.TOLD_TO_END));
        worker.goOn();

        assertThat(worker.awaitEnd()).isEqualTo(WorkerProcess.TERMINATED);
        assertThat(completed()).containsAll(worker.started());
        assertThat(worker.ended()).containsExactlyInAnyOrderElementsOf(worker.started());
        assertThat(jobs(JobState.COMPLETED, JobState.READY)).hasSize(6);
        assertNoAttemptIsLost();
    }

    @Test
    void handlersThatDoNotEndInTimeRunAgainWithoutTheLossOfAnAttempt() throws Exception {
        WorkerProcess worker = startWorker(NONE);
        add(Length.SHORT, 50);
        add(Length.HELD, 6);
        await().until(() -> worker.started().size() == 54 && completed().size() == 50);
        worker.signal("TERM");

        assertThat(worker.awaitEnd()).isEqualTo(WorkerProcess.TERMINATED);
        assertThat(jobs(JobState.READY)).hasSize(6);
        WorkerProcess next = startWorker(NONE);
        next.goOn();
        awaitAllCompleted();
        assertThat(next.started()).containsExactlyInAnyOrder(50, 51, 52, 53, 54, 55);
        assertThat(producer.jobs().list(JobFilter.all()))
                .hasSize(56)
                .allSatisfy(job ->
                        assertThat(job.nodeDeaths() + job.failedAttempts()).isZero());
    }
}
