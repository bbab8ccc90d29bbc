package dev.typedqueue.internal.engine;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.annotation.CrashPolicy;
import dev.typedqueue.definition.JobHandler;
import dev.typedqueue.spi.NodeRecord;
import dev.typedqueue.test.simulation.SimulatedPlatform;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes die, are taken for dead, and come back. */
class NodeDeathTest {

    private final World world = new World();
    private final List<String> begun = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final List<String> interrupted = new ArrayList<>();

    @AfterEach
    void endWorld() {
        world.close();
    }

    private Node nodeThatTakes(TextQueue texts, Duration duration) {
        return world.node(texts.handledBy((text, job) -> {
            begun.add(text);
            try {
                Simulation.sleep(duration);
            } catch (InterruptedException e) {
                interrupted.add(text);
                assertThat(job.isCancelled()).isTrue();
                throw e;
            }
            done.add(text);
        }));
    }

    @Test
    void theJobsOfANodeThatDiedRunElsewhereWithoutTheLossOfAnAttempt() {
        TextQueue texts = TextQueue.sequential();
        Node first = nodeThatTakes(texts, ofMinutes(1));
        JobId id = texts.addTo(first, "text");
        world.settle();
        nodeThatTakes(texts, ofMinutes(1));
        first.platform.crash();
        world.advance(ofMinutes(2));
        assertThat(begun).hasSize(2);
        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
        assertThat(world.job(id).nodeDeaths()).isEqualTo(1);
        assertThat(world.job(id).failedAttempts()).isZero();
    }

    @Test
    void theJobsOfADeadNodeAreRescuedSoonAfterItsLeaseHasEnded() {
        TextQueue texts = TextQueue.sequential();
        Node first = nodeThatTakes(texts, ofHours(1));
        texts.addTo(first, "text");
        world.settle();
        nodeThatTakes(texts, ofHours(1));
        first.platform.crash();
        world.advance(World.LEASE.minusSeconds(1));
        assertThat(begun).hasSize(1);
        world.advance(World.LEASE.dividedBy(3).plusSeconds(1));
        assertThat(begun).hasSize(2);
    }

    @Test
    void whatADeadNodeHadClaimedDoesNotBeginUnderItsNextName() {
        List<Long> tokens = new ArrayList<>();
        TextQueue texts = TextQueue.sequential();
        Node node = world.node(texts.handledBy((text, job) -> tokens.add(job.fencingToken())));
        world.settle();
        node.store.afterNext("claim", () -> {
            NodeRecord registered = world.store.nodes().get(0);
            world.store.rescue(Set.of(registered.id()), 10);
            world.advance(World.LEASE.dividedBy(2));
        });
        texts.addTo(node, "text");
        world.advance(ofMinutes(1));
        assertThat(tokens).containsExactly(2L);
    }

    @Test
    void aNodeThatStartsAgainTakesUpWhatItLeft() {
        TextQueue texts = TextQueue.sequential();
        Node first = nodeThatTakes(texts, ofMinutes(1));
        JobId id = texts.addTo(first, "text");
        world.settle();
        first.platform.crash();
        world.advance(ofHours(1));
        nodeThatTakes(texts, ofMinutes(1));
        world.advance(ofMinutes(2));
        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aJobOfSixHoursOnALiveNodeRunsOnce() {
        TextQueue texts = TextQueue.sequential();
        JobHandler<String> handler = (text, job) -> {
            begun.add(text);
            Simulation.sleep(ofHours(6));
            done.add(text);
        };
        Node first = world.node(builder -> builder.pollInterval(ofMinutes(1)), texts.handledBy(handler));
        world.node(builder -> builder.pollInterval(ofMinutes(1)), texts.handledBy(handler));
        texts.addTo(first, "text");
        world.advance(ofHours(7));
        assertThat(begun).containsExactly("text");
        assertThat(done).containsExactly("text");
    }

    @Test
    void aJobThatKillsItsNodesBecomesADeadLetter() {
        TextQueue texts = TextQueue.sequential();
        List<String> exhausted = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Node[] self = new Node[1];
            self[0] = world.node(texts.handledBy(
                    (text, job) -> {
                        begun.add(text);
                        self[0].platform.crash();
                        Simulation.sleep(ofHours(1));
                    },
                    (text, job, cause) -> exhausted.add(text + ": " + cause.getMessage())));
            nodes.add(self[0]);
        }
        JobId id = texts.addTo(nodes.get(0), "poison");
        world.advance(ofMinutes(5));
        assertThat(begun).hasSize(3);
        assertThat(nodes.stream().filter(node -> node.platform.isAlive())).hasSize(2);
        assertThat(world.state(id)).isEqualTo(JobState.FAILED);
        assertThat(world.job(id).nodeDeaths()).isEqualTo(3);
        assertThat(exhausted).hasSize(1).first().asString().contains("3 nodes died while they ran it");
    }

    @Test
    void jobsThatAreMerelyHeldAreNotDrawnIntoTheNextDeath() {
        TextQueue texts = TextQueue.withConcurrency(2);
        Node warm = nodeThatTakes(texts, Duration.ZERO);
        JobId poison = texts.addTo(warm, "poison");
        world.settle();
        assertThat(world.state(poison)).isEqualTo(JobState.COMPLETED);
        warm.close();

        Node first = world.node(texts.handledBy((text, job) -> Simulation.sleep(ofHours(1))));
        JobId suspect = texts.addTo(first, "poison");
        world.settle();
        first.platform.crash();
        world.advance(World.LEASE.multipliedBy(2));
        Node second = world.node(builder -> builder.paused(true), texts.handledBy((text, job) -> {
            if (text.equals("poison")) {
                Simulation.sleep(ofHours(1));
            }
            Simulation.sleep(ofMillis(1));
            done.add(text);
        }));
        List<JobId> bystanders = texts.addTo(second, 1_000);
        second.runtime().run(texts.queue);
        world.advance(ofMillis(100));
        assertThat(world.state(suspect)).isEqualTo(JobState.RUNNING);
        assertThat(done).isNotEmpty();
        second.platform.crash();
        nodeThatTakes(texts, Duration.ZERO);
        world.advance(World.LEASE.multipliedBy(2));
        assertThat(bystanders.stream()
                        .filter(id -> world.job(id).nodeDeaths() > 0)
                        .count())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void whatADeadNodeHeldRunsElsewhereWithoutAPause() {
        TextQueue texts = TextQueue.sequential();
        Node second = nodeThatTakes(texts, ofMillis(1));
        texts.addTo(second, 100);
        world.advance(ofSeconds(1));
        second.runtime().halt(texts.queue);
        Node first = nodeThatTakes(texts, ofMillis(1));
        texts.addTo(first, 100);
        world.advance(ofSeconds(1));
        List<JobId> held = texts.addTo(first, 60);
        world.advance(ofMillis(20));
        first.platform.crash();
        world.advance(World.LEASE.multipliedBy(2));
        assertThat(held.stream().filter(id -> world.job(id).nodeDeaths() == 1)).hasSizeGreaterThan(30);

        second.store.afterNext("claim", () -> second.store.failNext("finish"));
        second.runtime().run(texts.queue);
        world.advance(ofMillis(500));
        assertThat(held).allSatisfy(id -> assertThat(world.state(id)).isEqualTo(JobState.COMPLETED));
        assertThat(second.store.calls("finish")).isLessThan(100 + held.size() + 10);
    }

    @Test
    void aJobThatKillsItsNodesTakesNoOtherWithIt() {
        TextQueue texts = TextQueue.withQueue(queue -> queue.concurrency(4));
        List<SimulatedPlatform> alive = new ArrayList<>();
        List<JobId> ids = new ArrayList<>();
        for (int death = 0; death < 10; death++) {
            Node node = world.node(texts.handledBy((text, job) -> {
                if (text.equals("poison")) {
                    alive.forEach(SimulatedPlatform::crash);
                }
                Simulation.sleep(ofSeconds(1));
            }));
            alive.add(node.platform);
            if (ids.isEmpty()) {
                ids.addAll(texts.addTo(node, 3));
                ids.add(texts.addTo(node, "poison"));
                ids.addAll(texts.addTo(node, 20));
            }
            world.advance(ofMinutes(1));
        }
        JobId poison = ids.remove(3);
        assertThat(world.state(poison)).isEqualTo(JobState.FAILED);
        assertThat(ids).allSatisfy(id -> assertThat(world.state(id)).isEqualTo(JobState.COMPLETED));
    }

    @Test
    void whereTheQueueSaysSoJobsThatRanInACrashAreDeleted() {
        TextQueue texts = TextQueue.withQueue(queue -> queue.onCrash(CrashPolicy.DELETE));
        Node first = nodeThatTakes(texts, ofHours(1));
        List<JobId> ids = texts.addTo(first, 2);
        world.settle();
        first.platform.crash();
        nodeThatTakes(texts, Duration.ZERO);
        world.advance(ofMinutes(1));
        assertThat(world.store.find(ids.get(0))).isEmpty();
        assertThat(world.state(ids.get(1))).isEqualTo(JobState.COMPLETED);
        assertThat(begun).containsExactly("text 1", "text 2");
    }

    @Test
    void aNodeThatCannotRenewItsLeaseStopsItsHandlersBeforeItEnds() {
        TextQueue texts = TextQueue.sequential();
        Node node = nodeThatTakes(texts, ofHours(1));
        texts.addTo(node, "text");
        world.settle();
        node.store.cutOff();
        world.advance(World.LEASE.multipliedBy(3).dividedBy(4).minusSeconds(1));
        assertThat(interrupted).isEmpty();
        world.advance(ofSeconds(1));
        assertThat(interrupted).containsExactly("text");
        int claims = node.store.calls("claim");
        world.advance(ofMinutes(1));
        assertThat(node.store.calls("claim")).isEqualTo(claims);
    }

    @Test
    void aNodeKeepsItsPlaceWhenTheStoreAnswersInTime() {
        TextQueue texts = TextQueue.sequential();
        Node node = nodeThatTakes(texts, ofMinutes(1));
        JobId id = texts.addTo(node, "text");
        world.settle();
        List<NodeRecord> before = world.store.nodes();
        node.store.cutOff();
        world.advance(ofSeconds(8));
        node.store.reconnect();
        world.advance(ofMinutes(2));
        assertThat(begun).containsExactly("text");
        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
        assertThat(world.store.nodes().get(0).id()).isEqualTo(before.get(0).id());
    }

    @Test
    void aNodeThatWasTakenForDeadComesBackUnderANewId() {
        TextQueue texts = TextQueue.sequential();
        Node node = nodeThatTakes(texts, ofSeconds(1));
        world.settle();
        NodeRecord before = world.store.nodes().get(0);
        world.node(TextQueue.sequential().handledBy(TextQueue::ignore));
        try (EngineLog log = new EngineLog()) {
            node.platform.pause();
            world.advance(ofMinutes(1));
            node.platform.resume();
            world.advance(ofSeconds(10));
            assertThat(log.containing("was taken for dead")).hasSize(1);
        }
        assertThat(world.store.nodes()).hasSize(2).noneMatch(each -> each.id().equals(before.id()));
    }

    @Test
    void aPausedNodeWhoseJobsNobodyRescuedGoesOnAsTheOneItWas() {
        TextQueue texts = TextQueue.sequential();
        Node node = nodeThatTakes(texts, ofSeconds(1));
        world.settle();
        NodeRecord before = world.store.nodes().get(0);
        node.platform.pause();
        world.advance(ofMinutes(1));
        node.store.failNext("heartbeat"); // so that its own rescue comes before it
        node.platform.resume();
        world.advance(ofMinutes(1));
        assertThat(world.store.nodes().get(0).id()).isEqualTo(before.id());
    }

    @Test
    void aJobOnAPausedNodeThatIsAloneCountsNoDeath() {
        TextQueue texts = TextQueue.sequential();
        Node node = nodeThatTakes(texts, ofSeconds(30));
        JobId id = texts.addTo(node, "text");
        world.settle();
        node.platform.pause();
        world.advance(ofMinutes(1));
        node.store.failNext("heartbeat"); // so that its own rescue comes before it
        node.platform.resume();
        world.advance(ofMinutes(2));
        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
        assertThat(world.job(id).nodeDeaths()).isZero();
    }

    @Test
    void aJumpOfTheStoresClockThatNobodySawAsADeathCostsNothing() {
        TextQueue texts = TextQueue.withConcurrency(2);
        Node node = nodeThatTakes(texts, ofMinutes(5));
        JobId slow = texts.addTo(node, "slow");
        world.advance(ofSeconds(1));
        NodeRecord before = world.store.nodes().get(0);
        world.simulation.jumpClock(ofMinutes(1));
        texts.addTo(node, "next"); // its claim finds that the lease has ended
        world.settle();
        world.advance(ofMinutes(10));
        assertThat(begun).containsExactlyInAnyOrder("slow", "next");
        assertThat(world.job(slow).nodeDeaths()).isZero();
        assertThat(world.store.nodes().get(0).id()).isEqualTo(before.id());
    }

    /** Nobody can tell the node that its lease is over; the fencing token sees to it that this does no harm. */
    @Test
    void whatANodeSaysAfterAJumpOfTheStoresClockHasEndedItsLeaseIsRefused() {
        TextQueue texts = TextQueue.sequential();
        Node misled = world.node(texts.handledBy((text, job) -> {
            begun.add("misled");
            Simulation.sleep(ofSeconds(2));
            done.add("misled");
        }));
        JobId id = texts.addTo(misled, "text");
        world.settle();
        world.simulation.jumpClock(ofMinutes(1));
        world.node(texts.handledBy((text, job) -> done.add("other")));
        world.settle();
        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
        QueuedJob completed = world.job(id);
        try (EngineLog log = new EngineLog()) {
            world.advance(ofSeconds(3));
            assertThat(log.containing("was no longer held by this attempt")).hasSize(1);
        }
        assertThat(begun).containsExactly("misled");
        assertThat(done).containsExactly("other", "misled");
        assertThat(world.job(id)).isEqualTo(completed);
    }

    @Test
    void theOutcomeOfAZombieIsRefusedAndReportedOnce() {
        TextQueue texts = TextQueue.sequential();
        Node zombie = world.node(texts.handledBy((text, job) -> {
            try {
                Simulation.sleep(ofSeconds(20));
            } catch (InterruptedException e) {
                begun.add("ignores its interruption");
            }
            done.add("zombie");
        }));
        JobId id = texts.addTo(zombie, "text");
        world.settle();
        Node other = world.node(texts.handledBy((text, job) -> {
            Simulation.sleep(ofMinutes(10));
            done.add("other");
        }));
        zombie.platform.pause();
        world.advance(ofMinutes(1));
        assertThat(world.job(id).nodeDeaths()).isEqualTo(1);
        try (EngineLog log = new EngineLog()) {
            zombie.platform.resume();
            world.advance(ofMinutes(20));
            assertThat(log.containing("was no longer held by this attempt")).hasSize(1);
        }
        assertThat(done).containsExactly("zombie", "other");
        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
        assertThat(other.store.calls("finish")).isEqualTo(1);
        assertThat(zombie.store.calls("finish")).isEqualTo(1);
    }

    @Test
    void aZombieDoesNotBeginTheJobsThatItHeld() {
        TextQueue texts = TextQueue.sequential();
        Node zombie = nodeThatTakes(texts, ofMillis(10));
        texts.addTo(zombie, 100);
        world.advance(ofMillis(105));
        int begunBefore = begun.size();
        zombie.platform.pause();
        nodeThatTakes(texts, ofMillis(10));
        world.advance(ofMinutes(1));
        assertThat(done.size() + 1).isGreaterThanOrEqualTo(100);
        int begunByOthers = begun.size();
        zombie.platform.resume();
        world.advance(ofMinutes(1));
        assertThat(begunBefore).isLessThan(100);
        assertThat(begun).hasSize(begunByOthers);
    }
}
