package dev.typedqueue.test;

import static dev.typedqueue.test.QueueAssertions.assertThatQueue;
import static dev.typedqueue.test.QueueAssertions.assertThatRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.test.Letters.Letter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Assertions about queues hold when they should, and say what there is when they do not. */
final class QueueAssertTest {

    private static final Letter TO_ADA = new Letter("ada", 1);
    private static final Letter TO_BOB = new Letter("bob", 2);

    @RegisterExtension
    final TestQueues queues = TestQueues.with(Letters.with((letter, job) -> {
        if (letter.pages() == 0) {
            throw new IllegalStateException("an empty letter");
        }
    }));

    private QueueAssert letters() {
        return assertThatQueue(queues, Letters.DEFINITION);
    }

    private static ThrowableAssertAlternative<AssertionError> assertFails(ThrowingCallable assertion) {
        return assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion);
    }

    @Test
    void whatWasAddedIsFoundByJobPayloadAndTime() {
        Instant tomorrow = queues.clock().instant().plus(Duration.ofDays(1));
        Letters.add(TO_ADA);
        Letters.add(TO_BOB, tomorrow);
        letters()
                .hasAdded(Letters.SEND, TO_ADA)
                .hasAdded(Letters.SEND)
                .times(2)
                .withPayload(TO_BOB)
                .dueAt(tomorrow)
                .once()
                .and()
                .hasAdded(Letters.SEND)
                .satisfying(letter -> assertThat(letter.pages()).isEqualTo(1))
                .dueAt(queues.clock().instant())
                .and()
                .hasNotAdded(Letters.STAMP)
                .hasAddedJobs(2)
                .hasNoFailedJobs();
    }

    @Test
    void whatHasRunWasAddedAllTheSame() {
        Letters.add(TO_ADA);
        queues.runAll();
        letters().hasAdded(Letters.SEND, TO_ADA).hasJobs(JobState.COMPLETED, 1);
    }

    @Test
    void aMissingJobIsReportedWithWhatWasAdded() {
        JobId id = Letters.add(TO_ADA).id();
        assertFails(() -> letters().hasAdded(Letters.STAMP))
                .withMessageContaining("Expected queue \"letters\" to have added job \"stamp\", but it has added:")
                .withMessageContaining("send  " + id + "  due 2030-01-01T00:00:00Z  {\"to\":\"ada\",\"pages\":1}");
        assertFails(() -> letters().hasAdded(Letters.SEND, TO_BOB))
                .withMessageContaining("with payload {\"to\":\"bob\",\"pages\":2}")
                .withMessageContaining(id.toString());
        assertFails(() -> letters().hasAdded(Letters.SEND).dueAt(Instant.EPOCH))
                .withMessageContaining("due at 1970-01-01T00:00:00Z")
                .withMessageContaining(id.toString());
        assertFails(() -> letters().hasAdded(Letters.SEND).times(2)).withMessageContaining("These are 1, not 2");
        assertFails(() -> letters()
                        .hasAdded(Letters.SEND)
                        .satisfying(letter -> assertThat(letter.pages()).isEqualTo(3)))
                .withMessageContaining("None satisfies")
                .withMessageContaining("3");
    }

    @Test
    void anEmptyQueueIsReportedAsSuch() {
        assertFails(() -> letters().hasAdded(Letters.SEND)).withMessageEndingWith("but it has added: nothing");
    }

    @Test
    void aJobTooManyIsReported() {
        JobId id = Letters.add(TO_ADA).id();
        assertFails(() -> letters().hasAddedNothing()).withMessageContaining(id.toString());
        assertFails(() -> letters().hasNotAdded(Letters.SEND)).withMessageContaining(id.toString());
        assertFails(() -> letters().hasAddedJobs(2))
                .withMessageContaining("has added 1")
                .withMessageContaining("ada");
    }

    @Test
    void aDeadLetterIsReportedWithItsError() {
        Letters.add(new Letter("ada", 0));
        queues.advance(Duration.ofHours(1));
        assertFails(() -> letters().hasNoFailedJobs())
                .withMessageContaining("0 jobs in state FAILED, but it has 1")
                .withMessageContaining("an empty letter");
    }

    @Test
    void jobsOfOtherQueuesAreNotCounted() {
        Letters.add(TO_ADA);
        assertThatQueue(
                        queues,
                        QueueDefinition.named("parcels", "com.acme.Parcels").build())
                .hasAddedNothing();
    }

    @Test
    void aRunThatEndedOtherwiseIsReportedWithItsCause() {
        JobRun failed = queues.run(Letters.SEND, new Letter("ada", 0));
        assertFails(() -> assertThatRun(failed).hasCompleted())
                .withMessageContaining("job \"send\"")
                .withMessageContaining("an empty letter")
                .withCauseInstanceOf(IllegalStateException.class);
        assertFails(() -> assertThatRun(failed).hasUsedUpItsAttempts()).withMessageContaining("Failed");
        JobRun completed = queues.run(Letters.SEND, TO_ADA);
        assertFails(() -> assertThatRun(completed).hasFailed()).withMessageContaining("Completed");
        assertFails(() -> assertThatRun(completed).wasDeleted()).withMessageContaining("Completed");
        assertFails(() -> assertThatRun(failed).hasFailedWith(IOException.class));
    }
}
