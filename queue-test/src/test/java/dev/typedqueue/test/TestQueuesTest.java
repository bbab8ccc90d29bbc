package dev.typedqueue.test;

import static dev.typedqueue.test.QueueAssertions.assertThatQueue;
import static dev.typedqueue.test.QueueAssertions.assertThatRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.test.Letters.Letter;
import dev.typedqueue.test.simulation.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs run, and time passes, when the test says so. */
final class TestQueuesTest {

    private static final Letter TO_ADA = new Letter("ada", 1);
    private static final Letter TO_BOB = new Letter("bob", 2);

    private final List<String> sent = new ArrayList<>();

    @RegisterExtension
    final TestQueues queues = TestQueues.with(Letters.with((letter, job) -> {
        sent.add(letter.to());
        switch (letter.to()) {
            case "nobody" -> throw new IOException("no such address");
            case "later" -> job.requeue(job.addedAt().plus(Duration.ofDays(3)));
            case "unwanted" -> job.delete();
            case "unhappy" -> job.fail("out of stamps");
            case "chain" -> Letters.stamp("chained");
            case "slow" -> Simulation.sleep(Duration.ofHours(7));
            default -> {}
        }
    }));

    private JobState state(JobId id) {
        return queues.jobs().find(id).orElseThrow().state();
    }

    @Test
    void nothingRunsByItself() {
        JobId id = Letters.add(TO_ADA).id();
        assertThat(sent).isEmpty();
        assertThat(state(id)).isEqualTo(JobState.READY);
    }

    @Test
    void oneJobRunsAtATimeTheOldestFirst() {
        Letters.add(TO_ADA);
        JobId second = Letters.add(TO_BOB).id();
        assertThat(queues.runNext())
                .hasValueSatisfying(run -> assertThatRun(run).hasCompleted());
        assertThat(sent).containsExactly("ada");
        assertThat(state(second)).isEqualTo(JobState.READY);
        assertThat(queues.runNext()).map(JobRun::id).hasValue(second);
        assertThat(queues.runNext()).isEmpty();
        assertThat(sent).containsExactly("ada", "bob");
    }

    @Test
    void allThatIsReadyRunsAndWhatThatAdds() {
        Letters.add(TO_ADA);
        Letters.add(new Letter("chain", 1));
        Letters.add(TO_BOB, queues.clock().instant().plus(Duration.ofHours(1)));
        assertThat(queues.runAll()).extracting(JobRun::job).containsExactlyInAnyOrder("send", "send", "stamp");
        assertThat(queues.clock().instant()).isEqualTo(Simulation.START);
    }

    @Test
    void aDelayedJobRunsOnceItsTimeHasCome() {
        Letters.add(TO_ADA, queues.clock().instant().plus(Duration.ofHours(1)));
        assertThat(queues.advance(Duration.ofMinutes(59))).isEmpty();
        assertThat(queues.runAll()).isEmpty();
        assertThat(queues.advance(Duration.ofMinutes(1))).hasSize(1);
    }

    @Test
    void aJobThatFailsIsTriedAgainUntilItsAttemptsAreUsedUp() {
        JobId id = Letters.add(new Letter("nobody", 1)).id();
        assertThatRun(queues.runNext().orElseThrow()).willBeRetried();
        assertThat(queues.runNext()).isEmpty();
        List<JobRun> runs = queues.advance(Duration.ofHours(1));
        assertThat(runs).extracting(JobRun::attempt).containsExactly(2, 3);
        assertThatRun(runs.get(1)).hasUsedUpItsAttempts();
        assertThat(state(id)).isEqualTo(JobState.FAILED);
    }

    @Test
    void aYearOfDailyJobsRunsAtEachOfItsTimes() {
        Instant before = queues.clock().instant();
        assertThat(queues.advance(Duration.ofDays(365)))
                .hasSize(365)
                .extracting(JobRun::job)
                .containsOnly("empty_box");
        assertThat(queues.clock().instant()).isEqualTo(before.plus(Duration.ofDays(365)));
        assertThat(queues.added()).hasSize(365);
        assertThat(queues.added().get(364).dueAt()).isEqualTo(Instant.parse("2030-12-31T03:00:00Z"));
    }

    @Test
    void timePassesUntilAMomentOfTheTests() {
        queues.advanceTo(Instant.parse("2030-01-02T04:00:00Z"));
        assertThatQueue(queues, Letters.DEFINITION).hasAdded(Letters.EMPTY_BOX).times(2);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> queues.advanceTo(Instant.parse("2030-01-01T00:00:00Z")));
    }

    @Test
    void aHandlerMayTakeSimulatedTime() {
        Letters.add(new Letter("slow", 1));
        assertThatRun(queues.runNext().orElseThrow()).hasCompleted();
        assertThat(queues.clock().instant()).isEqualTo(Simulation.START.plus(Duration.ofHours(7)));
    }

    @Test
    void aPausedQueueDoesNotRun() {
        Letters.add(TO_ADA);
        queues.runtime().queues().pause("letters", "me");
        assertThat(queues.runNext()).isEmpty();
        assertThat(queues.runAll()).isEmpty();
        queues.runtime().queues().resume("letters");
        assertThat(queues.runAll()).hasSize(1);
    }

    @Test
    void aHaltedQueueDoesNotRun() {
        Letters.add(TO_ADA);
        queues.runtime().halt(Letters.DEFINITION);
        assertThat(queues.runAll()).isEmpty();
        assertThat(queues.runNext()).isEmpty();
        queues.runtime().run(Letters.DEFINITION);
        assertThat(queues.runNext()).isPresent();
    }

    @Test
    void aJobRunsHereAndNowBesideWhatIsQueued() {
        Letters.add(TO_BOB);
        assertThatRun(queues.run(Letters.SEND, TO_ADA)).hasCompleted();
        assertThat(sent).containsExactly("ada");
        assertThatQueue(queues, Letters.DEFINITION).hasAddedJobs(1).hasJobs(JobState.READY, 1);
    }

    @Test
    void aJobThatRunsHereAndNowTellsWhatItsHandlerThrew() {
        JobRun run = queues.run(Letters.SEND, new Letter("nobody", 1));
        assertThatRun(run).willBeRetried().hasFailedWith(IOException.class).hasMessage("no such address");
        assertThat(run.outcome())
                .isInstanceOfSatisfying(
                        RunOutcome.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo("java.io.IOException: no such address"));
    }

    @Test
    void aJobThatRunsHereAndNowTellsWhatItsHandlerSaid() {
        assertThatRun(queues.run(Letters.SEND, new Letter("later", 1)))
                .wasRequeuedAt(Simulation.START.plus(Duration.ofDays(3)));
        assertThatRun(queues.run(Letters.SEND, new Letter("unwanted", 1))).wasDeleted();
        assertThat(queues.run(Letters.SEND, new Letter("unhappy", 1)).outcome())
                .isInstanceOfSatisfying(RunOutcome.Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo("out of stamps");
                    assertThat(failed.exception()).isNull();
                });
    }

    @Test
    void whatAJobAddsThatRunsHereAndNowIsQueued() {
        queues.run(Letters.SEND, new Letter("chain", 1));
        assertThatQueue(queues, Letters.DEFINITION).hasAddedJobs(1).hasAdded(Letters.STAMP, "chained");
    }

    @Test
    void aJobOfAnotherQueueCannotRunHere() {
        JobDefinition<String> stranger =
                JobDefinition.named("stranger", new PayloadType<String>() {}).build();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> queues.run(stranger, "text"))
                .withMessageContaining("stranger");
    }

    @Test
    void aSecondRuntimeIsNotStartedBesideTheDefaultOne() {
        TestQueues second = TestQueues.with();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(second::start)
                .withMessageContaining("asDefault(false)");
        try (TestQueues other = TestQueues.with().asDefault(false).start()) {
            assertThat(other.added()).isEmpty();
        }
    }
}
