package dev.typedqueue.acceptance;

import static dev.typedqueue.test.QueueAssertions.assertThatQueue;
import static dev.typedqueue.test.QueueAssertions.assertThatRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobState;
import dev.typedqueue.test.JobRun;
import dev.typedqueue.test.TestQueues;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code test.queues.job(name, {queue, payload})}, and what else the test kit does, with generated code. */
final class TestKitTest extends AcceptanceTest {

    private final List<String> errands = new ArrayList<>();
    private final TestQueues queues = TestQueues.with(ErrandsQueue.with((errand, job) -> {
                errands.add(errand);
                if (errand.equals("gold")) {
                    throw new IOException("sold out");
                }
            }))
            .store(clock -> tested.at(tested.newAddress(directory, 0), clock));

    @BeforeEach
    void startQueues() {
        queues.start();
    }

    @AfterEach
    void closeQueues() {
        queues.close();
    }

    @Test
    void testQueuesJobRunsOneJob() {
        ErrandsQueue.add(new RunErrandPayload("bread"));

        JobRun run = queues.run(ErrandsQueue.RUN_ERRAND, new RunErrandPayload("milk"));

        assertThatRun(run).hasCompleted();
        assertThat(errands).containsExactly("milk");
        assertThatQueue(queues, ErrandsQueue.DEFINITION)
                .hasAdded(ErrandsQueue.RUN_ERRAND, new RunErrandPayload("bread"))
                .hasAddedJobs(1)
                .hasJobs(JobState.READY, 1);
    }

    @Test
    void aJobThatFailsTellsWhatItsHandlerThrew() {
        JobRun run = queues.run(ErrandsQueue.RUN_ERRAND, new RunErrandPayload("gold"));

        assertThatRun(run).willBeRetried().hasFailedWith(IOException.class).hasMessage("sold out");
    }

    @Test
    void whatIsAddedRunsWhenTheTestSaysSo() {
        ErrandsQueue.add(new RunErrandPayload("milk"));
        ErrandsQueue.add(new RunErrandPayload("bread"), queues.clock().instant().plus(Duration.ofDays(1)));
        assertThat(errands).isEmpty();

        queues.runAll();
        assertThat(errands).containsExactly("milk");

        queues.advance(Duration.ofDays(1));
        assertThat(errands).containsExactly("milk", "bread");
    }

    @Test
    void aCrashAndARestartLoseNothing() {
        ErrandsQueue.add(new RunErrandPayload("milk"));
        queues.crash();
        queues.restart();

        assertThat(queues.runAll()).hasSize(1);
        assertThat(errands).containsExactly("milk");
    }
}
