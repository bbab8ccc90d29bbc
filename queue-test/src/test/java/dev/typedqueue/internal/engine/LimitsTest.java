package dev.typedqueue.internal.engine;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobId;
import dev.typedqueue.JobStanding;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueOperations;
import dev.typedqueue.annotation.Ordered.OnFailure;
import dev.typedqueue.definition.JobHandler;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.spi.Blockage;
import dev.typedqueue.spi.LimitRecord;
import dev.typedqueue.test.simulation.Gate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many jobs run at a time on all nodes, how many in a time, and in which order. */
class LimitsTest {

    private static final Limit THREE = new Limit.Concurrency("write.concurrency", 3);

    private final World world = new World();
    private final List<String> ran = new ArrayList<>();
    private int running;
    private int mostRunning;

    @AfterEach
    void endWorld() {
        world.close();
    }

    private static TextQueue limited(Limit limit) {
        return TextQueue.with(job -> job.limit(limit), queue -> queue.concurrency(10));
    }

    /** By the first letter of the text. */
    private static TextQueue limitedByLetter(Limit limit, UnaryOperator<RetryPolicy> retry) {
        return TextQueue.with(
                job -> job.limit(limit, text -> List.of(text.substring(0, 1))).retry(retry.apply(RetryPolicy.upTo(3))),
                queue -> queue.concurrency(10));
    }

    @Test
    void noMoreThanTheLimitRunOnAllNodesTogether() {
        TextQueue texts = limited(THREE);
        Gate gate = new Gate();
        JobHandler<String> handler = (text, job) -> {
            running++;
            mostRunning = Math.max(mostRunning, running);
            gate.pass();
            running--;
            ran.add(text);
        };
        Node first = world.node(texts.handledBy(handler));
        world.node(texts.handledBy(handler));
        texts.addTo(first, 20);

        world.advance(ofMinutes(1));
        assertThat(running).isEqualTo(3);
        gate.open();
        world.advance(ofMinutes(1));

        assertThat(ran).hasSize(20);
        assertThat(mostRunning).isEqualTo(3);
    }

    @Test
    void theNextStartsWithoutPollingOnceOneHasEnded() {
        TextQueue texts = limited(new Limit.Concurrency("write.concurrency", 1));
        Node node =
                world.node(builder -> builder.pollInterval(ofHours(1)), texts.handledBy((text, job) -> ran.add(text)));
        world.settle();

        texts.addTo(node, 5);
        world.advance(ofSeconds(1));

        assertThat(ran).containsExactly("text 1", "text 2", "text 3", "text 4", "text 5");
    }

    @Test
    void keysDoNotCountForEachOther() {
        TextQueue texts = limitedByLetter(new Limit.Concurrency("write.concurrency", 1), retry -> retry);
        Gate gate = new Gate();
        Map<String, Integer> started = new HashMap<>();
        Node node = world.node(texts.handledBy((text, job) -> {
            started.merge(text.substring(0, 1), 1, Integer::sum);
            gate.pass();
        }));
        for (String text : List.of("a1", "a2", "b1", "b2", "c1")) {
            texts.addTo(node, text);
        }

        world.advance(ofSeconds(5));

        assertThat(started).isEqualTo(Map.of("a", 1, "b", 1, "c", 1));
        gate.open();
        world.advance(ofSeconds(5));
        assertThat(started).isEqualTo(Map.of("a", 2, "b", 2, "c", 1));
    }

    @Test
    void ofOneKeyTheyRunInOrderAlsoWhenOneIsTriedAgain() {
        TextQueue texts = limitedByLetter(
                new Limit.Order("write.order", OnFailure.WAIT), retry -> retry.withDelays(ofMinutes(1), ofMinutes(1)));
        Node node = world.node(texts.handledBy((text, job) -> {
            if (text.equals("a1") && job.attempt() < 3) {
                throw new IllegalStateException("not yet");
            }
            ran.add(text);
        }));
        for (String text : List.of("a1", "a2", "b1", "a3")) {
            texts.addTo(node, text);
        }

        world.advance(ofSeconds(30));
        assertThat(ran).containsExactly("b1");
        world.advance(ofMinutes(10));

        assertThat(ran).containsExactly("b1", "a1", "a2", "a3");
    }

    @Test
    void aRateHoldsOverTime() {
        TextQueue texts = limited(new Limit.Rate("write.rate", 6, ofMinutes(1), 2));
        List<Instant> starts = new ArrayList<>();
        Node node = world.node(
                builder -> builder.pollInterval(ofHours(1)), texts.handledBy((text, job) -> starts.add(world.now())));
        world.settle();

        texts.addTo(node, 5);
        world.advance(ofMinutes(5));

        assertThat(starts).hasSize(5);
        assertThat(starts.get(2))
                .isBetween(starts.get(0).plusSeconds(10), starts.get(0).plusMillis(10_100));
        assertThat(starts.get(4))
                .isBetween(starts.get(0).plusSeconds(30), starts.get(0).plusMillis(30_100));
    }

    @Test
    void theJobsOfADeadNodeKeepTheirPlaceUntilTheyHaveRunAgain() {
        TextQueue texts = limited(THREE);
        Node dying = world.node(texts.handledBy((text, job) -> new Gate().pass()));
        texts.addTo(dying, 6);
        world.advance(ofSeconds(1));
        dying.platform.crash();

        world.node(texts.handledBy((text, job) -> ran.add(text)));
        world.advance(ofMillis(500));
        assertThat(ran).isEmpty();
        world.advance(ofMinutes(2));

        assertThat(ran).hasSize(6);
    }

    @Test
    void aLimitIsChangedWhileJobsWait() {
        TextQueue texts = limited(THREE);
        Gate gate = new Gate();
        Node node = world.node(texts.handledBy((text, job) -> {
            running++;
            gate.pass();
        }));
        texts.addTo(node, 20);
        world.advance(ofSeconds(1));

        node.runtime().queues().changeLimit("texts", new Limit.Concurrency("write.concurrency", 5));
        world.advance(ofSeconds(1));

        assertThat(running).isEqualTo(5);
        assertThat(node.runtime().queues().limits())
                .containsExactly(new LimitRecord("texts", THREE, new Limit.Concurrency("write.concurrency", 5)));
        node.runtime().queues().resetLimit("texts", "write.concurrency");
        assertThat(node.runtime().queues().limits()).containsExactly(new LimitRecord("texts", THREE, null));
    }

    @Test
    void aLimitThatMakesNoSenseChangesNothing() {
        TextQueue texts = limited(THREE);
        Node node = world.node(texts.handledBy(TextQueue::ignore));
        world.settle();
        QueueOperations queues = node.runtime().queues();

        assertThatThrownBy(() -> new Limit.Concurrency("write.concurrency", -1))
                .hasMessage(
                        "Limit \"write.concurrency\": at least one job at a time must be let through, but most is -1");
        assertThatThrownBy(() -> queues.changeLimit("texts", new Limit.Concurrency("concurrency", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Queue \"texts\" has no limit \"concurrency\"; it has: \"write.concurrency\"");
        assertThatThrownBy(() -> queues.changeLimit("texts", new Limit.Order("write.concurrency", OnFailure.PASS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it must stay of its sort");
        assertThat(queues.limits()).containsExactly(new LimitRecord("texts", THREE, null));
    }

    @Test
    void aBlockedJobTellsItsGateAndWhoIsThere() {
        TextQueue texts = limited(new Limit.Concurrency("write.concurrency", 1));
        Node node = world.node(texts.handledBy((text, job) -> new Gate().pass()));
        List<JobId> ids = texts.addTo(node, 2);
        world.advance(ofSeconds(1));

        assertThat(world.state(ids.get(1))).isEqualTo(JobState.BLOCKED);
        assertThat(node.runtime().jobs().why(ids.get(1)))
                .isEqualTo(new JobStanding.Blocked(
                        new Blockage(new dev.typedqueue.spi.Gate("write.concurrency", ""), 0, List.of(ids.get(0)))))
                .hasToString("It is blocked by limit \"write.concurrency\": 0 jobs are ahead of it, and these were let"
                        + " through: [" + ids.get(0) + "].");
    }
}
