package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code concurrent_jobs} and {@code run_on_startup}. */
final class ConcurrencyTest extends AcceptanceTest {

    @Test
    void concurrentJobsIsOneByDefault() throws Exception {
        Journal<String> begun = new Journal<>();
        Journal<Integer> delivered = new Journal<>();
        CountDownLatch end = new CountDownLatch(1);
        start(
                ErrandsQueue.with((errand, job) -> {
                    begun.write(errand);
                    end.await();
                }),
                ParcelsQueue.with(delivered::write));

        ErrandsQueue.addAllRunErrand(List.of(new RunErrandPayload("milk"), new RunErrandPayload("bread")));
        assertThat(begun.next()).isEqualTo("milk");
        ParcelsQueue.add(new DeliverParcelPayload(1));
        assertThat(delivered.next()).isEqualTo(1);

        assertThat(begun.unread()).isEmpty();
        end.countDown();
        assertThat(begun.next()).isEqualTo("bread");
    }

    @Test
    void concurrentJobs() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger mostRunning = new AtomicInteger();
        CyclicBarrier threeAtATime = new CyclicBarrier(3);
        QueueRuntime node = start(ParcelsQueue.with(number -> {
            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            threeAtATime.await();
            running.decrementAndGet();
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
