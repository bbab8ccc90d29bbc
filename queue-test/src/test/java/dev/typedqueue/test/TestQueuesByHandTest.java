package dev.typedqueue.test;

import static dev.typedqueue.test.QueueAssertions.assertThatQueue;
import static dev.typedqueue.test.QueueAssertions.assertThatRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.typedqueue.AddOptions;
import dev.typedqueue.Admission;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.NoRuntimeException;
import dev.typedqueue.QueueClient;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.definition.RetentionPolicy;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.store.memory.MemoryStore;
import dev.typedqueue.test.Letters.Letter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without JUnit's extension. */
final class TestQueuesByHandTest {

    private static final JobDefinition<String> JOB = JobDefinition.named("shred", new PayloadType<String>() {})
            .retry(RetryPolicy.upTo(1))
            .beforeAdd((text, context) ->
                    text.isEmpty() ? Admission.refuse("there is nothing to shred") : Admission.admit())
            .build();

    private static final QueueDefinition SHREDDER = QueueDefinition.named("shredder", "com.acme.Shredder")
            .store("paper")
            .retention(RetentionPolicy.DEFAULT.withCompleted(Duration.ZERO).withFailed(Duration.ZERO))
            .job(JOB)
            .build();

    private static final Letter TO_ADA = new Letter("ada", 1);

    private final TestQueues queues = TestQueues.with();

    @AfterEach
    void close() {
        queues.close();
    }

    @Test
    void theDefaultRuntimeIsThatOfTheTestUntilItIsClosed() {
        queues.start();
        Letters.add(TO_ADA);
        assertThatQueue(queues, Letters.DEFINITION).hasAdded(Letters.SEND, TO_ADA);
        queues.close();
        assertThatExceptionOfType(NoRuntimeException.class).isThrownBy(() -> Letters.add(TO_ADA));
    }

    @Test
    void eachStartBeginsWithEmptyStoresAndNewHandlers() {
        List<Instant> made = new ArrayList<>();
        queues.startingAt(Instant.parse("2026-11-25T08:00:00Z")).handle(clock -> {
            made.add(clock.instant());
            return Letters.with((letter, job) -> {});
        });
        for (int i = 0; i < 2; i++) {
            queues.start();
            assertThatQueue(queues, Letters.DEFINITION).hasAddedNothing().hasJobs(JobState.READY, 0);
            Letters.add(TO_ADA);
            queues.close();
        }
        assertThat(made).containsExactly(Instant.parse("2026-11-25T08:00:00Z"), Instant.parse("2026-11-25T08:00:00Z"));
    }

    @Test
    void aStoreOfTheTestsKeepsWhatIsAdded() {
        MemoryStore store = MemoryStore.create(queues.clock());
        queues.store(clock -> store).start();
        JobId id = Letters.add(TO_ADA).id();
        assertThat(store.open("default").find(id)).isPresent();
    }

    @Test
    void whatIsNotKeptHasCompletedOrFailedAllTheSame() {
        queues.handle(clock -> QueueHandlers.of(SHREDDER)
                        .handle(JOB, (text, job) -> {
                            if (text.equals("iron")) {
                                throw new IOException("too hard");
                            }
                        })
                        .build())
                .start();
        assertThatRun(queues.run(JOB, "paper")).hasCompleted();
        assertThatRun(queues.run(JOB, "iron")).hasUsedUpItsAttempts().hasFailedWith(IOException.class);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> queues.run(JOB, ""))
                .withMessageContaining("there is nothing to shred");
    }

    @Test
    void aJobThatAddsItselfWithoutEndIsCaught() {
        queues.limit(50)
                .handle(clock -> Letters.with((letter, job) -> Letters.add(letter)))
                .start();
        Letters.add(TO_ADA);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(queues::runAll)
                .withMessageContaining("50 jobs have run")
                .withMessageContaining("send");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> queues.advance(Duration.ofHours(1)));
        assertThat(queues.runs()).hasSize(100);
    }

    @Test
    void asManyJobsAsAreAllowedMayRunAtEachTime() {
        queues.limit(1).handle(clock -> Letters.with((letter, job) -> {})).start();
        Letters.add(TO_ADA);
        Letters.add(TO_ADA, queues.clock().instant().plus(Duration.ofMinutes(1)));
        assertThat(queues.advance(Duration.ofHours(1))).hasSize(2);
    }

    @Test
    void ofSeveralQueuesTheOneWhoseJobWasDueFirstRunsNext() {
        QueueHandlers shredder =
                QueueHandlers.of(SHREDDER).handle(JOB, (text, job) -> {}).build();
        queues.handle(clock -> shredder)
                .handle(clock -> Letters.with((letter, job) -> {}))
                .start();
        Instant now = queues.clock().instant();
        QueueClient.current(SHREDDER).add(JOB, "paper", AddOptions.at(now.plus(Duration.ofMinutes(2))));
        Letters.add(TO_ADA, now.plus(Duration.ofMinutes(1)));
        queues.runtime().halt(SHREDDER);
        queues.runtime().halt(Letters.DEFINITION);
        queues.advance(Duration.ofMinutes(3));
        queues.runtime().run(SHREDDER);
        queues.runtime().run(Letters.DEFINITION);
        assertThat(queues.runNext()).map(JobRun::queue).hasValue("letters");
        assertThat(queues.runNext()).map(JobRun::queue).hasValue("shredder");
        assertThat(queues.runNext()).isEmpty();
    }

    @Test
    void theQueuesSayThatTheyHaveNotStarted() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(queues::runNext)
                .withMessageContaining("@RegisterExtension");
    }
}
