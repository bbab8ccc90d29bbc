package dev.typedqueue.test;

import static dev.typedqueue.test.QueueAssertions.assertThatQueue;
import static dev.typedqueue.test.QueueAssertions.assertThatRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.StoreException;
import dev.typedqueue.test.Letters.Letter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Faults happen where the test wants them. */
final class FailureInjectionTest {

    private static final Letter TO_ADA = new Letter("ada", 1);

    private final List<String> steps = new ArrayList<>();
    private Runnable midway = () -> {};

    @RegisterExtension
    final TestQueues queues = TestQueues.with(Letters.with((letter, job) -> {
        steps.add("begun");
        midway.run();
        steps.add("ended");
    }));

    private void once(Runnable fault) {
        midway = () -> {
            midway = () -> {};
            fault.run();
        };
    }

    @Test
    void anAddFailsAndAddsNothing() {
        queues.failNextAdd(Letters.DEFINITION);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> Letters.add(TO_ADA));
        assertThatQueue(queues, Letters.DEFINITION).hasAddedNothing();
        Letters.add(TO_ADA);
        assertThatQueue(queues, Letters.DEFINITION).hasAddedJobs(1);
    }

    @Test
    void anAddWhoseAnswerIsLostHasAdded() {
        queues.loseAnswerOfNextAdd(Letters.DEFINITION);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> Letters.add(TO_ADA));
        assertThatQueue(queues, Letters.DEFINITION).hasAdded(Letters.SEND, TO_ADA);
    }

    @Test
    void aHandlerDoesNotOutliveTheCrashOfItsNodeAndItsJobRunsAgainAfterTheRestart() {
        JobId id = Letters.add(TO_ADA).id();
        once(queues::crash);
        queues.runAll();
        assertThat(steps).containsExactly("begun");
        queues.restart();
        assertThat(queues.runAll())
                .hasSize(1)
                .allSatisfy(run -> assertThatRun(run).hasCompleted());
        assertThat(steps).containsExactly("begun", "begun", "ended");
        QueuedJob job = queues.jobs().find(id).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.nodeDeaths()).isEqualTo(1);
        assertThat(job.failedAttempts()).isZero();
    }

    @Test
    void afterACrashNothingRunsAndNothingCanBeAddedUntilTheRestart() {
        Letters.add(TO_ADA);
        queues.crash();
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> Letters.add(TO_ADA));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(queues::runAll)
                .withMessageContaining("restart()");
        assertThatQueue(queues, Letters.DEFINITION).hasAddedJobs(1);
        queues.restart();
        Letters.add(TO_ADA);
        assertThat(queues.runAll()).hasSize(2);
    }

    @Test
    void anAttemptThatLosesItsLeaseIsNotHeardAndTheJobRunsAgain() {
        JobId id = Letters.add(TO_ADA).id();
        once(queues::loseLease);
        List<JobRun> runs = queues.runAll();
        assertThat(runs)
                .extracting(JobRun::outcome)
                .containsExactly(new RunOutcome.LeaseLost(), new RunOutcome.Completed());
        assertThat(steps).containsExactly("begun", "ended", "begun", "ended");
        assertThat(queues.jobs().find(id).orElseThrow().state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aHandlerCannotLetTimePass() {
        once(() -> queues.advance(Duration.ofDays(1)));
        assertThatRun(queues.run(Letters.SEND, TO_ADA))
                .hasFailedWith(IllegalStateException.class)
                .hasMessageContaining("Simulation.sleep");
    }

    @Test
    void aNodeThatLivesIsNotRestarted() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(queues::restart)
                .withMessageContaining("crash()");
    }

    @Test
    void timeThatPassesWithoutATurnOfTheNodeCostsItNothing() {
        Letters.add(TO_ADA);
        queues.advance(Duration.ofDays(30));
        assertThatQueue(queues, Letters.DEFINITION).hasNoFailedJobs();
        assertThat(queues.runs()).filteredOn(run -> run.job().equals("send")).hasSize(1);
    }
}
