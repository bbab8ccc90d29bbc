package dev.typedqueue.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.typedqueue.AttemptTimeoutException;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.store.memory.MemoryStore;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class TimeoutExampleTest {

    @Test
    void anAttemptThatTakesTooLongHasFailed() {
        CountDownLatch neverEnding = new CountDownLatch(1);
        Downloads jobs = address -> neverEnding.await();
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .handle(DownloadsQueue.with(jobs))
                .start()) {
            JobId id = DownloadsQueue.on(runtime)
                    .add(new DownloadPayload("https://example.com"))
                    .id();
            await().until(() -> runtime.jobs().find(id).orElseThrow().state() == JobState.FAILED);
            assertThat(runtime.jobs().find(id).orElseThrow().note())
                    .contains(AttemptTimeoutException.class.getSimpleName());
        }
    }
}
