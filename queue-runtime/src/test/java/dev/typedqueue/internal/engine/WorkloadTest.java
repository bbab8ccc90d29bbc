package dev.typedqueue.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private final SystemPlatform platform = new SystemPlatform(false);
    private final Workload workload = new Workload(
            QueueDefinition.named("texts", "Texts").concurrency(2).build(), platform, 3, false);

    @AfterEach
    void close() {
        platform.close();
    }

    private void hold(int jobs) {
        for (int i = 0; i < jobs; i++) {
            ClaimedJob job = new ClaimedJob(
                    JobId.next(Instant.EPOCH),
                    "texts",
                    new JobKind("write", 1),
                    "\"\"",
                    0,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    0,
                    0,
                    Map.of(),
                    1);
            workload.hold(List.of(job), new NodeId("node"));
        }
    }

    @Test
    void slotsBeginWithinTheConcurrencyAndOnlyIfThereIsAJob() {
        assertThat(workload.takeSlot()).isFalse();
        hold(2);
        assertThat(workload.takeSlot()).isTrue();
        assertThat(workload.takeSlot()).isTrue();
        assertThat(workload.takeSlot()).isFalse();
    }

    @Test
    void aSlotThatCouldNotBeginIsWaitedForNoLongerAndCanBeTakenAgain() {
        hold(1);
        workload.takeSlot();
        CompletableFuture<Void> idle = workload.idle();
        assertThat(idle).isNotDone();

        workload.giveSlotBack();

        assertThat(idle).isDone();
        assertThat(workload.takeSlot()).isTrue();
    }
}
