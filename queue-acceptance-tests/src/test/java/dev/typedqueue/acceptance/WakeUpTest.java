package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Change streams, pub/sub and adaptive polling: here, wake-ups with a polling floor. */
final class WakeUpTest extends AcceptanceTest {

    private final Journal<String> run = new Journal<>();

    private QueueRuntime startErrands() {
        return start(ErrandsQueue.with((errand, job) -> run.write(errand)));
    }

    @Test
    void whatIsAddedHereRunsWithoutPolling() throws Exception {
        QueueRuntime node = startErrands();

        ErrandsQueue.addAllRunErrand(IntStream.range(0, 500)
                .mapToObj(i -> new RunErrandPayload("errand " + i))
                .toList());

        assertThat(run.next(500)).doesNotHaveDuplicates();
        awaitCount(node, ErrandsQueue.DEFINITION, JobState.COMPLETED, 500);
    }

    @Test
    void whatIsAddedElsewhereIsFoundByPolling() throws Exception {
        QueueRuntime node = startErrands();
        QueueRuntime elsewhere = start();
        ErrandsQueue.add(new RunErrandPayload("warm up"));
        assertThat(run.next()).isEqualTo("warm up");

        JobId now = ErrandsQueue.on(elsewhere).add(new RunErrandPayload("milk")).id();
        JobId later = ErrandsQueue.on(elsewhere)
                .add(new RunErrandPayload("bread"), now().plus(Duration.ofMinutes(1)))
                .id();

        passTimeUntilState(node, now, JobState.COMPLETED);
        passTimeUntilState(node, later, JobState.COMPLETED);
        assertThat(run.next(2)).containsExactly("milk", "bread");
    }
}
