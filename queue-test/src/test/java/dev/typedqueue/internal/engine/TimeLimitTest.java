package dev.typedqueue.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.AttemptTimeoutException;
import dev.typedqueue.JobContext;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.test.simulation.Gate;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attempts that take longer than their job allows. */
final class TimeLimitTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration DELAY = Duration.ofMinutes(1);

    private final World world = new World();
    private final List<String> events = new ArrayList<>();
    private final Gate gate = new Gate();

    @AfterEach
    void close() {
        world.close();
    }

    private static TextQueue queue(int maxAttempts) {
        return TextQueue.withJob(job -> job.timeout(TIMEOUT)
                .retry(RetryPolicy.upTo(maxAttempts).withDelays(DELAY, DELAY).withGrowth(1, 0)));
    }

    private void takeAMinute(String payload, JobContext job) throws InterruptedException {
        events.add("begins " + job.attempt());
        Simulation.sleep(Duration.ofMinutes(1));
        events.add("ends " + job.attempt());
    }

    private void ignoreInterrupts(String payload, JobContext job) {
        events.add("begins " + payload);
        if (payload.equals("stubborn")) {
            waitWhateverHappens();
            job.complete();
        }
        events.add("ends " + payload);
    }

    private void waitWhateverHappens() {
        while (true) {
            try {
                gate.pass();
                return;
            } catch (InterruptedException e) {
                events.add("is interrupted");
            }
        }
    }

    @Test
    void aHandlerThatTakesTooLongIsInterruptedAndItsJobIsTriedAgain() {
        TextQueue queue = queue(8);
        Node node = world.node(queue.handledBy(this::takeAMinute));
        JobId id = queue.addTo(node, "text");

        world.advance(TIMEOUT.minusMillis(1));
        assertThat(world.state(id)).isEqualTo(JobState.RUNNING);

        world.advance(Duration.ofMillis(1));
        assertThat(world.job(id).state()).isEqualTo(JobState.SCHEDULED);
        assertThat(world.job(id).failedAttempts()).isEqualTo(1);
        assertThat(world.job(id).note()).contains("longer than its time-out of 30000 ms");

        world.advance(DELAY);
        assertThat(events).containsExactly("begins 1", "begins 2");
    }

    @Test
    void aHandlerThatEndsInTimeIsNotTouched() {
        TextQueue queue = TextQueue.withJob(job -> job.timeout(Duration.ofMinutes(2)));
        Node node = world.node(queue.handledBy(this::takeAMinute));
        JobId id = queue.addTo(node, "text");

        world.advance(Duration.ofMinutes(10));

        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
        assertThat(events).containsExactly("begins 1", "ends 1");
    }

    @Test
    void theLastAttemptThatTakesTooLongLeavesADeadLetterAndTellsWhy() {
        TextQueue queue = queue(1);
        List<Throwable> causes = new ArrayList<>();
        Node node = world.node(queue.handledBy(this::takeAMinute, (payload, job, cause) -> causes.add(cause)));
        JobId id = queue.addTo(node, "text");

        world.advance(TIMEOUT);

        assertThat(world.state(id)).isEqualTo(JobState.FAILED);
        assertThat(causes).singleElement().isInstanceOf(AttemptTimeoutException.class);
    }

    @Test
    void aHandlerThatDoesNotHeedTheInterruptIsAbandonedAndItsSlotGoesOn() {
        TextQueue queue = queue(8);
        Node node = world.node(queue.handledBy(this::ignoreInterrupts));
        JobId stubborn = queue.addTo(node, "stubborn");
        JobId next = queue.addTo(node, "next");

        world.advance(TIMEOUT.plus(TimeLimit.GRACE).minusMillis(1));
        assertThat(world.state(stubborn)).isEqualTo(JobState.RUNNING);
        assertThat(events).containsExactly("begins stubborn", "is interrupted");

        world.advance(Duration.ofMillis(1));
        assertThat(world.state(stubborn)).isEqualTo(JobState.SCHEDULED);
        assertThat(world.job(stubborn).failedAttempts()).isEqualTo(1);
        assertThat(world.state(next)).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void whatAnAbandonedHandlerSaysLaterChangesNothingAndTakesNoSlot() {
        TextQueue queue = queue(1);
        Node node = world.node(queue.handledBy(this::ignoreInterrupts));
        JobId stubborn = queue.addTo(node, "stubborn");
        world.advance(TIMEOUT.plus(TimeLimit.GRACE));
        assertThat(world.state(stubborn)).isEqualTo(JobState.FAILED);

        gate.open();
        world.settle();
        List<JobId> later = queue.addTo(node, 3);
        world.settle();

        assertThat(world.state(stubborn)).isEqualTo(JobState.FAILED);
        assertThat(later).allSatisfy(id -> assertThat(world.state(id)).isEqualTo(JobState.COMPLETED));
        assertThat(events)
                .containsSubsequence("begins text 1", "ends text 1", "begins text 2", "ends text 2", "begins text 3");
    }
}
