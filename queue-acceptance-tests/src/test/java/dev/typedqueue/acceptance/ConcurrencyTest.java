package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code concurrent_jobs} and {@code run_on_startup}. */
final class ConcurrencyTest extends AcceptanceTest {

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();

    private void enter() {
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
    }

    private void leave() {
        running.decrementAndGet();
    }

    @Test
    void concurrentJobsIsOneByDefault() {
        QueueRuntime node = start(ErrandsQueue.with((errand, job) -> {
            enter();
            Thread.yield();
            leave();
        }));

        ErrandsQueue.addAllRunErrand(IntStream.range(0, 50)
                .mapToObj(i -> new RunErrandPayload("errand " + i))
                .toList());

        awaitCount(node, ErrandsQueue.DEFINITION, JobState.COMPLETED, 50);
        assertThat(mostRunning).hasValue(1);
    }

    @Test
    void concurrentJobs() {
        CyclicBarrier threeAtATime = new CyclicBarrier(3);
        QueueRuntime node = start(ParcelsQueue.with(number -> {
            enter();
            threeAtATime.await();
            leave();
        }));

        ParcelsQueue.addAllDeliverParcel(
                IntStream.range(0, 30).mapToObj(DeliverParcelPayload::new).toList());

        awaitCount(node, ParcelsQueue.DEFINITION, JobState.COMPLETED, 30);
        assertThat(mostRunning).hasValue(3);
    }

    @Test
    void runOnStartup() throws Exception {
        Journal<String> written = new Journal<>();
        Journal<String> run = new Journal<>();
        QueueRuntime node =
                start(ReportsQueue.with(written::write), ErrandsQueue.with((errand, job) -> run.write(errand)));

        ReportsQueue.add(new WriteReportPayload("turnover"));
        ErrandsQueue.add(new RunErrandPayload("milk"));

        assertThat(run.next()).isEqualTo("milk");
        assertThat(count(node, ReportsQueue.DEFINITION, JobState.READY)).isEqualTo(1);
        node.run(ReportsQueue.DEFINITION);
        assertThat(written.next()).isEqualTo("turnover");
        assertThat(List.of(written.unread(), run.unread())).containsOnly(List.of());
    }
}
