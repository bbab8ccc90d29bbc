package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobContext;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** {@code max_attempts}, {@code on_max_attempts_exhausted} and {@code requeue_on_failure}. */
final class RetryTest extends AcceptanceTest {

    private final Journal<String> called = new Journal<>();

    private final class Handlers implements Calls {
        @Override
        public void callCustomer(String number, JobContext job) throws Exception {
            called.write("attempt " + job.attempt() + " of " + job.maxAttempts());
            throw new Exception("busy");
        }

        @Override
        public void callOnce(String number) throws Exception {
            throw new Exception("busy");
        }

        @Override
        public void giveUp(CallCustomerPayload payload, JobContext job, Throwable cause) {
            called.write("gave up " + payload.number() + " after " + job.attempt() + ": " + cause.getMessage());
        }
    }

    @Test
    void requeueOnFailure() throws Exception {
        QueueRuntime node = start(CallsQueue.with(new Handlers()));

        JobId id = CallsQueue.add(new CallCustomerPayload("555")).id();

        assertThat(called.next()).isEqualTo("attempt 1 of 3");
        QueuedJob failed = awaitState(node, id, JobState.SCHEDULED);
        assertThat(failed.failedAttempts()).isEqualTo(1);
        Instant due = now().plus(Duration.ofMinutes(1));
        assertThat(failed.runAt()).isBetween(due, due.plus(tested.clockError()));
        assertThat(failed.note()).contains("busy");
    }

    @Test
    void maxAttempts() throws Exception {
        QueueRuntime node = start(CallsQueue.with(new Handlers()));

        JobId id = CallsQueue.add(new CallCustomerPayload("555")).id();
        QueuedJob failed = passTimeUntilState(node, id, JobState.FAILED);

        assertThat(called.next(3)).containsExactly("attempt 1 of 3", "attempt 2 of 3", "attempt 3 of 3");
        assertThat(failed.failedAttempts()).isEqualTo(3);
        assertThat(failed.startedAt()).isAfterOrEqualTo(failed.addedAt().plus(Duration.ofMinutes(1 + 2)));
    }

    @Test
    void onMaxAttemptsExhausted() throws Exception {
        QueueRuntime node = start(CallsQueue.with(new Handlers()));

        JobId id = CallsQueue.add(new CallCustomerPayload("555")).id();
        passTimeUntilState(node, id, JobState.FAILED);

        assertThat(called.next(4)).last().isEqualTo("gave up 555 after 3: busy");
        assertThat(called.unread()).isEmpty();
    }

    @Test
    void withoutRequeueOnFailureAJobFailsAtOnce() {
        QueueRuntime node = start(CallsQueue.with(new Handlers()));

        JobId id = CallsQueue.add(new CallOncePayload("555")).id();

        assertThat(awaitState(node, id, JobState.FAILED).failedAttempts()).isEqualTo(1);
        assertThat(called.unread()).isEmpty();
    }
}
