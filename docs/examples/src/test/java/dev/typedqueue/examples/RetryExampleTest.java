package dev.typedqueue.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.AddResult;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.test.TestQueues;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RetryExampleTest {

    private final Uploads jobs = new Uploads() {
        @Override
        public void upload(String file) throws Exception {
            throw file.startsWith("large") ? new DiskFullException() : new SocketTimeoutException(file);
        }

        @Override
        public void askForQuota() throws Exception {
            throw new BusyException(Duration.ofMinutes(42));
        }
    };

    @RegisterExtension
    final TestQueues queues = TestQueues.with(UploadsQueue.with(jobs));

    private Duration delayAfterFailure(AddResult added) {
        queues.runNext();
        QueuedJob job = queues.runtime().jobs().find(added.id()).orElseThrow();
        return Duration.between(queues.clock().instant(), job.runAt());
    }

    @Test
    void theDelayDependsOnWhatWentWrong() {
        assertThat(delayAfterFailure(UploadsQueue.add(new UploadPayload("small.txt"))))
                .isBetween(Duration.ofMillis(800), Duration.ofMillis(1_200));
        assertThat(delayAfterFailure(UploadsQueue.add(new UploadPayload("large.txt"))))
                .isBetween(Duration.ofMinutes(8), Duration.ofMinutes(12));
    }

    @Test
    void codeDecidesWhenAJobIsTriedAgain() {
        assertThat(delayAfterFailure(UploadsQueue.add(new AskForQuotaPayload())))
                .isEqualTo(Duration.ofMinutes(42));
    }
}
