package dev.typedqueue.internal.engine;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Uniqueness;
import dev.typedqueue.test.simulation.Simulation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a payload holds is told to handlers alone. */
class SecretsTest {

    private static final String SECRET = "geheim";

    private final World world = new World();

    @AfterEach
    void endWorld() {
        world.close();
    }

    private JobId insert(JobKind kind, String json) {
        JobId id = JobId.next(world.now());
        world.store.insert(List.of(new NewJob(id, "texts", kind, json, 0, null, null)));
        return id;
    }

    @Test
    void noLineOfTheLogHoldsAPayloadWhateverGoesWrong() {
        TextQueue texts =
                TextQueue.withJob(job -> job.retry(RetryPolicy.upTo(2)).timeout(ofMinutes(1)));
        QueueHandlers handlers = texts.handledBy(
                (text, job) -> {
                    switch (text) {
                        case SECRET + " slow" -> Simulation.sleep(ofHours(1));
                        case SECRET + " broken" -> throw new IllegalStateException("broken");
                        case SECRET + " cancelled" -> job.fail("no");
                        default -> job.log("done");
                    }
                },
                (text, failure) -> {
                    throw new IllegalStateException("gives up twice");
                });
        try (EngineLog log = new EngineLog(Level.TRACE)) {
            Node node = world.node(handlers);
            JobId broken = texts.addTo(node, SECRET + " broken");
            texts.addTo(node, SECRET + " slow");
            texts.addTo(node, SECRET + " cancelled");
            JobId unreadable = insert(new JobKind("write", 1), "{\"" + SECRET + "\":\"" + SECRET + "\"");
            JobId unknown = insert(new JobKind("write", 7), "\"" + SECRET + "\"");
            node.store.loseNextAnswer("claim");
            node.store.failNext("finish");
            world.advance(ofSeconds(30));
            node.store.cutOff();
            world.advance(ofMinutes(1));
            node.store.reconnect();
            world.advance(ofHours(3));
            texts.addTo(node, SECRET + " slow");
            world.settle();
            node.platform.crash();
            world.node(handlers);
            world.advance(ofMinutes(2));

            assertThat(world.state(broken)).isEqualTo(JobState.FAILED);
            assertThat(world.state(unreadable)).isEqualTo(JobState.PARKED);
            assertThat(world.state(unknown)).isEqualTo(JobState.PARKED);
            assertThat(log.withFailures()).hasSizeGreaterThan(10).noneMatch(line -> line.contains(SECRET));
            assertThat(world.job(unreadable).note()).doesNotContain(SECRET);
        }
    }

    @Test
    void aJobDescribesItselfWithoutItsPayloadAndWhatIsTakenFromIt() {
        Uniqueness key = new Uniqueness(SECRET, Unique.Until.FINISHED, null, Unique.OnConflict.KEEP, null);
        JobKind kind = new JobKind("write", 1);
        NewJob job = new NewJob(
                JobId.next(world.now()),
                "texts",
                kind,
                "\"" + SECRET + "\"",
                0,
                null,
                key,
                null,
                List.of(),
                Set.of(SECRET),
                Map.of("user", SECRET));
        world.store.insert(List.of(job));
        NodeId node = new NodeId("node");
        world.store.register(new NodeRegistration(node, "host", 1, World.LEASE, Map.of("texts", Set.of(kind))));

        assertThat(List.of(
                        job.toString(),
                        key.toString(),
                        world.job(job.id()).toString(),
                        world.store
                                .claim(new ClaimRequest(node, "texts", Set.of(kind), 1))
                                .get(0)
                                .toString()))
                .noneMatch(text -> text.contains(SECRET))
                .filteredOn(text -> text.contains(job.id().toString()))
                .hasSize(3);
    }
}
