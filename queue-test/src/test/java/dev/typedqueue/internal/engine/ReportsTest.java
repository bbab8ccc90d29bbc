package dev.typedqueue.internal.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobContext;
import dev.typedqueue.JobId;
import dev.typedqueue.JobLogLine;
import dev.typedqueue.JobProgress;
import dev.typedqueue.JobState;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How what handlers tell of their jobs gets into the store. */
final class ReportsTest {

    private final World world = new World();
    private final TextQueue texts = TextQueue.sequential();

    @AfterEach
    void endWorld() {
        world.close();
    }

    private static void countTo(int total, Duration step, JobContext job) throws InterruptedException {
        for (int i = 1; i <= total; i++) {
            job.progress(i, total);
            job.log("step " + i);
            Simulation.sleep(step);
        }
    }

    private List<String> log(JobId id) {
        return world.store.log(id).stream().map(JobLogLine::text).toList();
    }

    @Test
    void progressAndLogAreReadFromAnotherNodeWhileTheJobRuns() {
        Node node = world.node(texts.handledBy((text, job) -> countTo(10, ofSeconds(1), job)));
        Node other = world.node();
        JobId id = texts.addTo(node, "text");

        world.advance(ofMillis(3_500));

        assertThat(world.state(id)).isEqualTo(JobState.RUNNING);
        JobProgress progress = other.runtime().jobs().progress(id).orElseThrow();
        assertThat(progress.done()).isBetween(2L, 4L);
        assertThat(progress.total()).isEqualTo(10);
        assertThat(other.runtime().jobs().log(id)).hasSize((int) progress.done());
    }

    @Test
    void aLineTellsItsTimeAndItsAttempt() {
        TextQueue retried = TextQueue.withJob(job -> job.retry(
                RetryPolicy.upTo(2).withDelays(ofSeconds(5), ofSeconds(5)).withGrowth(1, 0)));
        Node node = world.node(retried.handledBy((text, job) -> {
            job.log(text);
            job.fail("broken");
        }));
        var begin = world.now();
        JobId id = retried.addTo(node, "text");

        world.advance(ofSeconds(20));

        assertThat(world.state(id)).isEqualTo(JobState.FAILED);
        List<JobLogLine> log = world.store.log(id);
        assertThat(log).extracting(JobLogLine::attempt).containsExactly(1, 2);
        assertThat(log.get(0).at()).isEqualTo(begin);
        assertThat(log.get(1).at()).isAfterOrEqualTo(begin.plusSeconds(5));
    }

    @Test
    void whatIsSaidLastIsStoredBeforeTheOutcome() {
        Node node = world.node(texts.handledBy((text, job) -> countTo(3, ofMillis(1), job)));
        JobId id = texts.addTo(node, "text");

        world.advance(ofMillis(100));

        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
        assertThat(world.store.progress(id)).contains(new JobProgress(3, 3, null));
        assertThat(log(id)).containsExactly("step 1", "step 2", "step 3");
        assertThat(node.store.calls("report")).isEqualTo(1);
    }

    @Test
    void writesAreThrottledHoweverOftenAHandlerSpeaks() {
        Node node = world.node(texts.handledBy((text, job) -> countTo(1_000, ofMillis(10), job)));
        JobId id = texts.addTo(node, "text");

        world.advance(ofSeconds(12));

        assertThat(node.store.calls("report")).isBetween(5, 11);
        assertThat(world.store.progress(id)).contains(new JobProgress(1_000, 1_000, null));
        assertThat(log(id)).hasSize(100).last().isEqualTo("step 1000");
    }

    @Test
    void manyAttemptsReportTogether() {
        TextQueue parallel = TextQueue.withConcurrency(20);
        Node node = world.node(parallel.handledBy((text, job) -> {
            job.log(text);
            Simulation.sleep(ofSeconds(3));
        }));
        List<JobId> ids = parallel.addTo(node, 20);

        world.advance(ofSeconds(2));

        assertThat(node.store.calls("report")).isEqualTo(1);
        assertThat(ids).hasSize(20).allSatisfy(id -> assertThat(log(id)).hasSize(1));
    }

    @Test
    void handlersThatSayNothingCostNoCall() {
        Node node = world.node(texts.handledBy(TextQueue::ignore));
        texts.addTo(node, 10);

        world.advance(ofSeconds(10));

        assertThat(node.runtime().queues().count("texts", JobState.COMPLETED)).isEqualTo(10);
        assertThat(node.store.calls("report")).isZero();
    }

    @Test
    void nothingIsLostWhenTheStoreFailsForAWhile() {
        Node node = world.node(texts.handledBy((text, job) -> countTo(4, ofMillis(700), job)));
        JobId id = texts.addTo(node, "text");
        node.store.failNext("report");
        node.store.failNext("report");

        world.advance(ofSeconds(20));

        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
        assertThat(world.store.progress(id)).contains(new JobProgress(4, 4, null));
        assertThat(log(id)).containsExactly("step 1", "step 2", "step 3", "step 4");
    }

    @Test
    void anAttemptThatHasLostItsJobChangesNothing() {
        Node node = world.node(texts.handledBy((text, job) -> {
            job.progress(1, 2);
            job.log("stale");
            world.store.finish(List.of(new Finish(job.id(), job.fencingToken(), new Outcome.Cancelled())));
        }));
        JobId id = texts.addTo(node, "text");

        world.advance(ofSeconds(10));

        assertThat(world.state(id)).isEqualTo(JobState.CANCELLED);
        assertThat(node.store.calls("report")).isEqualTo(1);
        assertThat(world.store.progress(id)).isEmpty();
        assertThat(world.store.log(id)).isEmpty();
    }

    @Test
    void aWordAfterTheEndOfTheAttemptDoesNothing() {
        List<JobContext> kept = new ArrayList<>();
        Node node = world.node(texts.handledBy((text, job) -> kept.add(job)));
        JobId id = texts.addTo(node, "text");
        world.settle();

        kept.get(0).progress(1, 2);
        kept.get(0).log("late");
        world.advance(ofSeconds(5));

        assertThat(node.store.calls("report")).isZero();
        assertThat(log(id)).isEmpty();
    }

    @Test
    void longTextsAreCutAndWhatNoStoreCanKeepIsReplaced() {
        Node node = world.node(texts.handledBy((text, job) -> {
            job.progress(1, 2, "x".repeat(1_001));
            job.log("\0 " + "x".repeat(995) + "🚀🚀🚀");
        }));
        JobId id = texts.addTo(node, "text");

        world.advance(ofSeconds(5));

        assertThat(world.store.progress(id).orElseThrow().message()).isEqualTo("x".repeat(998) + " …");
        assertThat(log(id)).containsExactly("\uFFFD " + "x".repeat(995) + " …");
    }
}
