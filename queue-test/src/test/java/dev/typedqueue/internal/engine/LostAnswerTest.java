package dev.typedqueue.internal.engine;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.StoreException;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The store has done what it was asked, and nobody hears of it. */
class LostAnswerTest {

    private final World world = new World();
    private final List<String> ran = new ArrayList<>();

    @AfterEach
    void endWorld() {
        world.close();
    }

    @Test
    void jobsOfALostClaimAreFoundAndRunOnTheLivingNode() {
        TextQueue texts = TextQueue.withConcurrency(5);
        Node node = world.node(texts.handledBy((text, job) -> ran.add(text)));
        world.settle();
        node.store.loseNextAnswer("claim");
        List<JobId> ids = texts.addTo(node, 5);
        world.settle();
        assertThat(ids).anyMatch(id -> world.state(id) == JobState.RUNNING);
        world.advance(ofSeconds(5));
        assertThat(ran).containsExactlyInAnyOrder("text 1", "text 2", "text 3", "text 4", "text 5");
        assertThat(ids).allSatisfy(id -> {
            assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
            assertThat(world.job(id).nodeDeaths()).isZero();
            assertThat(world.job(id).failedAttempts()).isZero();
        });
    }

    @Test
    void whatTheNodeDoesRunIsNotDisturbedByTheSearchForLostClaims() {
        TextQueue texts = TextQueue.withConcurrency(3);
        Node node = world.node(texts.handledBy((text, job) -> {
            Simulation.sleep(ofMinutes(5));
            ran.add(text);
        }));
        texts.addTo(node, "slow 1");
        texts.addTo(node, "slow 2");
        world.settle();
        node.store.loseNextAnswer("claim");
        JobId lost = texts.addTo(node, "lost");
        world.settle();
        assertThat(world.state(lost)).isEqualTo(JobState.RUNNING);
        world.advance(ofMinutes(6));
        assertThat(ran).containsExactly("slow 1", "slow 2", "lost");
    }

    @Test
    void aClaimThatArrivesLongAfterItWasGivenUpIsFoundToo() {
        TextQueue texts = TextQueue.sequential();
        Node node = world.node(builder -> builder.paused(true), texts.handledBy((text, job) -> ran.add(text)));
        world.settle();
        JobId id = texts.addTo(node, "text");
        ClaimRequest request = new ClaimRequest(
                world.store.nodes().get(0).id(),
                "texts",
                texts.queue.jobsByKind().keySet(),
                1);
        assertThat(world.store.claim(request)).hasSize(1);
        node.runtime().run(texts.queue);
        world.advance(ofMinutes(2));
        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aCancelledJobOfALostClaimIsCancelled() {
        TextQueue texts = TextQueue.sequential();
        Node node = world.node(texts.handledBy((text, job) -> ran.add(text)));
        world.settle();
        node.store.loseNextAnswer("claim");
        JobId id = texts.addTo(node, "text");
        world.settle();
        node.runtime().jobs().cancel(id);
        world.advance(ofSeconds(5));
        assertThat(world.state(id)).isEqualTo(JobState.CANCELLED);
        assertThat(ran).isEmpty();
    }

    @Test
    void anOutcomeWhoseAnswerIsLostIsStoredOnceAndAccusesNobody() {
        TextQueue texts = TextQueue.sequential();
        Node node = world.node(texts.handledBy((text, job) -> ran.add(text)));
        world.settle();
        try (EngineLog log = new EngineLog()) {
            node.store.loseNextAnswer("finish");
            JobId id = texts.addTo(node, "text");
            world.advance(ofMinutes(1));
            assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
            assertThat(ran).containsExactly("text");
            assertThat(log.containing("was no longer held")).isEmpty();
            assertThat(log.containing("by a call whose answer was lost")).hasSize(1);
        }
    }

    @Test
    void aRetryWhoseAnswerIsLostIsStillMetByTheTimer() {
        List<Duration> starts = new ArrayList<>();
        TextQueue texts = TextQueue.withJob(job -> job.retry(
                RetryPolicy.upTo(2).withDelays(ofMinutes(1), ofMinutes(1)).withGrowth(1, 0)));
        Node node = world.node(builder -> builder.pollInterval(ofHours(1)), texts.handledBy((text, job) -> {
            starts.add(Duration.between(Simulation.START, world.now()));
            throw new IllegalStateException("again");
        }));
        world.settle();
        node.store.loseNextAnswer("finish");
        JobId id = texts.addTo(node, "text");
        world.advance(ofMinutes(2));
        assertThat(starts).hasSize(2);
        assertThat(world.job(id).failedAttempts()).isEqualTo(2);
    }

    @Test
    void anAddWhoseAnswerIsLostCanBeRepeatedUnderItsId() {
        TextQueue texts = TextQueue.sequential();
        Node node = world.node(texts.handledBy((text, job) -> ran.add(text)));
        world.settle();
        JobId id = JobId.next(world.now());
        AddOptions options = AddOptions.now().withId(id);
        node.store.loseNextAnswer("insert");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> node.add(texts.queue, texts.job, "text", options));
        assertThat(node.runtime().client(texts.queue).add(texts.job, "text", options))
                .isEqualTo(new AddResult.Added(id));
        world.advance(ofSeconds(5));
        assertThat(ran).containsExactly("text");
    }

    @Test
    void anAddThatDidNotArriveLeftNothing() {
        TextQueue texts = TextQueue.sequential();
        Node node = world.node(texts.handledBy((text, job) -> ran.add(text)));
        node.store.failNext("insert");
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> texts.addTo(node, "text"));
        world.advance(ofSeconds(5));
        assertThat(ran).isEmpty();
        assertThat(world.store.counts()).isEmpty();
    }

    @Test
    void aRegistrationWhoseAnswerIsLostStartsNoNode() {
        TextQueue texts = TextQueue.sequential();
        Node node = new Node(world);
        node.store.loseNextAnswer("register");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> node.start(builder -> builder, texts.handledBy(TextQueue::ignore)));
        assertThat(node.platform.isAlive()).isFalse();
        assertThat(world.store.nodes()).isEmpty();
    }
}
