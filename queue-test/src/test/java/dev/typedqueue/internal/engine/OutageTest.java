package dev.typedqueue.internal.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.test.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The store does not answer for a time. */
class OutageTest {

    private final World world = new World();
    private final List<String> ran = new ArrayList<>();
    private final TextQueue texts = TextQueue.sequential();

    @AfterEach
    void endWorld() {
        world.close();
    }

    @Test
    void anOutageIsOneLineInTheLogWhenItBeginsAndOneWhenItEnds() {
        Node node = world.node(texts.handledBy((text, job) -> ran.add(text)));
        world.settle();
        try (EngineLog log = new EngineLog()) {
            node.store.cutOff();
            world.advance(ofSeconds(10));
            assertThat(log.all())
                    .containsExactly("WARN Store faulty memory fails; no job is lost, and it is tried again until it"
                            + " answers: The store cannot be reached");
            node.store.reconnect();
            world.advance(ofMinutes(1));
            assertThat(log.all()).hasSize(2);
            assertThat(log.containing("INFO Store faulty memory answers again, after"))
                    .hasSize(1);
        }
    }

    @Test
    void workResumesSoonAfterALongOutage() {
        Node node = world.node(texts.handledBy((text, job) -> ran.add(text)));
        Node sender = world.node();
        world.settle();
        node.store.cutOff();
        texts.addTo(sender, 10);
        world.advance(ofMinutes(10));
        assertThat(ran).isEmpty();
        node.store.reconnect();
        world.advance(ofSeconds(8));
        assertThat(ran).hasSize(10);
    }

    @Test
    void anOutageIsNoBusyLoopEvenIfJobsAreAddedMeanwhile() {
        Node node = world.node(texts.handledBy((text, job) -> ran.add(text)));
        world.settle();
        node.store.cutOff();
        world.advance(ofSeconds(5));
        int claims = node.store.calls("claim");
        for (int i = 0; i < 1_000; i++) {
            node.runtime().run(texts.queue); // wakes the worker
            world.advance(ofMillis(1));
        }
        assertThat(node.store.calls("claim") - claims).isLessThan(5);
    }

    @Test
    void anOutcomeIsKeptUntilTheStoreAnswers() {
        Node node = world.node(texts.handledBy((text, job) -> {
            Simulation.sleep(ofSeconds(1));
            ran.add(text);
        }));
        JobId id = texts.addTo(node, "text");
        world.settle();
        node.store.cutOff();
        world.advance(ofSeconds(8));
        assertThat(world.state(id)).isEqualTo(JobState.RUNNING);
        node.store.reconnect();
        world.advance(ofSeconds(8));
        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
        assertThat(ran).containsExactly("text");
    }

    @Test
    void aSingleFailureOfEachKindOfCallDoesNoHarm() {
        Node node = world.node(texts.handledBy((text, job) -> ran.add(text)));
        world.advance(ofSeconds(1));
        for (String call : List.of("claim", "finish", "promoteDue", "heartbeat", "rescue", "nodes", "park", "purge")) {
            node.store.failNext(call);
        }
        texts.addTo(node, 5);
        node.addIn(texts.queue, texts.job, "later", ofSeconds(20));
        world.advance(ofMinutes(1));
        assertThat(ran).containsExactly("text 1", "text 2", "text 3", "text 4", "text 5", "later");
    }
}
