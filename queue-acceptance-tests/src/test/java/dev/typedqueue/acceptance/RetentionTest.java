package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code cleanup.completed_after_seconds} and {@code failed_after_seconds}. */
final class RetentionTest extends AcceptanceTest {

    private QueueRuntime startReceipts() {
        return start(ReceiptsQueue.with((text, job) -> {
            if (text.isEmpty()) {
                job.fail("nothing to print");
            }
        }));
    }

    @Test
    void cleanupCompletedAfterSeconds() {
        QueueRuntime node = startReceipts();
        JobId id = ReceiptsQueue.add(new PrintReceiptPayload("1 tea")).id();

        assertThatKeptFor(Duration.ofMinutes(1), awaitState(node, id, JobState.COMPLETED), node);
    }

    @Test
    void cleanupFailedAfterSeconds() {
        QueueRuntime node = startReceipts();
        JobId id = ReceiptsQueue.add(new PrintReceiptPayload("")).id();

        assertThatKeptFor(Duration.ofMinutes(2), awaitState(node, id, JobState.FAILED), node);
    }

    private void assertThatKeptFor(Duration retention, QueuedJob job, QueueRuntime node) {
        Instant finishedAt = Objects.requireNonNull(job.finishedAt());
        passTimeUntil(() -> node.jobs().find(job.id()).isEmpty());
        assertThat(now()).isAfterOrEqualTo(finishedAt.plus(retention).minus(tested.clockError()));
    }
}
