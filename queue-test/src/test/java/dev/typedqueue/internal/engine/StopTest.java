package dev.typedqueue.internal.engine;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.test.simulation.Gate;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node stops, and no job loses by it. */
class StopTest {

    private final World world = new World();
    private final List<String> begun = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final List<String> interrupted = new ArrayList<>();

    @AfterEach
    void endWorld() {
        world.close();
    }

    private Node nodeThatTakes(TextQueue texts, Duration duration, Duration grace) {
        return world.node(builder -> builder.graceTime(grace), texts.handledBy((text, job) -> {
            begun.add(text);
            try {
                Simulation.sleep(duration);
            } catch (InterruptedException e) {
                interrupted.add(text);
                throw e;
            }
            done.add(text);
        }));
    }

    @Test
    void aNodeThatStopsWaitsForItsHandlers() {
        TextQueue texts = TextQueue.sequential();
        Node node = nodeThatTakes(texts, ofSeconds(20), ofSeconds(30));
        List<JobId> ids = texts.addTo(node, 2);
        world.settle();
        node.close();
        assertThat(done).containsExactly("text 1");
        assertThat(interrupted).isEmpty();
        assertThat(world.now()).isEqualTo(Simulation.START.plusSeconds(20));
        assertThat(world.state(ids.get(0))).isEqualTo(JobState.COMPLETED);
        assertThat(world.state(ids.get(1))).isEqualTo(JobState.READY);
    }

    @Test
    void aNodeThatStopsClaimsNoMore() {
        TextQueue texts = TextQueue.sequential();
        Node node = nodeThatTakes(texts, ofSeconds(20), ofSeconds(30));
        texts.addTo(node, 5);
        world.settle();
        int claims = node.store.calls("claim");
        node.close();
        assertThat(node.store.calls("claim")).isEqualTo(claims);
        assertThat(begun).containsExactly("text 1");
    }

    @Test
    void whatWasClaimedAndHasNotBegunIsHandedBackAtOnce() {
        TextQueue texts = TextQueue.sequential();
        Gate gate = new Gate();
        Node first = world.node(builder -> builder.paused(true), texts.handledBy((text, job) -> {
            if (text.equals("text 20")) {
                gate.pass();
            }
        }));
        List<JobId> ids = texts.addTo(first, 100);
        first.runtime().run(texts.queue);
        world.settle();
        assertThat(world.state(ids.get(99))).isEqualTo(JobState.RUNNING);
        Node second = nodeThatTakes(texts, Duration.ZERO, ofSeconds(1));
        first.runtime().halt(texts.queue);
        world.advance(ofSeconds(1));
        assertThat(done).hasSize(80);
        assertThat(second.runtime().queues().count("texts")).containsEntry(JobState.COMPLETED, 99L);
    }

    @Test
    void afterTheGraceTimeHandlersAreInterruptedAndTheirJobsRunElsewhereWithoutLoss() {
        TextQueue texts = TextQueue.sequential();
        Node node = nodeThatTakes(texts, ofHours(1), ofSeconds(30));
        JobId id = texts.addTo(node, "text");
        world.settle();
        node.close();
        assertThat(interrupted).containsExactly("text");
        assertThat(world.now()).isEqualTo(Simulation.START.plusSeconds(30));
        assertThat(world.state(id)).isEqualTo(JobState.READY);
        assertThat(world.job(id).failedAttempts()).isZero();
        assertThat(world.job(id).nodeDeaths()).isZero();
    }

    @Test
    void aHandlerThatDoesNotHeedItsInterruptionIsAbandoned() {
        TextQueue texts = TextQueue.sequential();
        Node node = world.node(builder -> builder.graceTime(ofSeconds(10)), texts.handledBy((text, job) -> {
            while (true) {
                try {
                    Simulation.sleep(ofHours(1));
                } catch (InterruptedException e) {
                    interrupted.add(text);
                }
            }
        }));
        JobId id = texts.addTo(node, "text");
        world.settle();
        try (EngineLog log = new EngineLog()) {
            node.close();
            assertThat(log.containing("are abandoned"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains(id.toString());
        }
        assertThat(interrupted).containsExactly("text");
        assertThat(world.now()).isEqualTo(Simulation.START.plusSeconds(12));
        assertThat(world.state(id)).isEqualTo(JobState.READY);
        assertThat(world.job(id).nodeDeaths()).isZero();
    }

    @Test
    void aHandlerThatFinishesAllTheSameWhenItIsInterruptedHasCompleted() {
        TextQueue texts = TextQueue.sequential();
        Node node = world.node(builder -> builder.graceTime(Duration.ZERO), texts.handledBy((text, job) -> {
            try {
                Simulation.sleep(ofHours(1));
            } catch (InterruptedException e) {
                done.add("saved what there was");
            }
        }));
        JobId id = texts.addTo(node, "text");
        world.settle();
        node.close();
        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aClaimThatIsUnderWayWhenTheNodeStopsIsHandedBack() {
        TextQueue texts = TextQueue.sequential();
        Node node = nodeThatTakes(texts, Duration.ZERO, ofSeconds(10));
        world.settle();
        node.store.afterNext("claim", () -> node.runtime().halt(texts.queue));
        JobId id = texts.addTo(node, "text");
        world.settle();
        assertThat(begun).isEmpty();
        assertThat(world.state(id)).isEqualTo(JobState.READY);
    }

    @Test
    void outcomesAreStoredBeforeTheNodeLeavesEvenIfTheStoreFailsForAMoment() {
        TextQueue texts = TextQueue.sequential();
        Node node = nodeThatTakes(texts, ofSeconds(5), ofSeconds(30));
        JobId id = texts.addTo(node, "text");
        world.settle();
        node.store.failNext("finish");
        node.store.failNext("finish");
        node.close();
        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aNodeThatHasStoppedIsNoLongerRegistered() {
        TextQueue texts = TextQueue.sequential();
        Node node = nodeThatTakes(texts, ofSeconds(5), ofSeconds(30));
        world.settle();
        assertThat(world.store.nodes()).hasSize(1);
        node.close();
        assertThat(world.store.nodes()).isEmpty();
        assertThat(node.runtime().isRunning()).isFalse();
        node.close();
    }

    @Test
    void aNodeStopsWhenItsStoreIsOutOfReachAndItsJobsAreRescuedLater() {
        TextQueue texts = TextQueue.sequential();
        Node first = nodeThatTakes(texts, ofSeconds(5), ofSeconds(30));
        JobId id = texts.addTo(first, "text");
        world.settle();
        first.store.cutOff();
        try (EngineLog log = new EngineLog()) {
            first.close();
            assertThat(log.containing("its jobs are rescued when its lease ends"))
                    .hasSize(1);
        }
        nodeThatTakes(texts, ofSeconds(5), ofSeconds(30));
        world.advance(ofMinutes(1));
        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aRestartGoesOnWhereTheLastNodeStopped() {
        TextQueue texts = TextQueue.sequential();
        Node first = nodeThatTakes(texts, ofMillis(10), ofSeconds(1));
        texts.addTo(first, 100);
        world.advance(ofMillis(300));
        first.close();
        assertThat(done).hasSizeLessThan(100).hasSameSizeAs(begun);
        nodeThatTakes(texts, ofMillis(10), ofSeconds(1));
        world.advance(ofMinutes(1));
        assertThat(done).hasSize(100).doesNotHaveDuplicates();
    }
}
