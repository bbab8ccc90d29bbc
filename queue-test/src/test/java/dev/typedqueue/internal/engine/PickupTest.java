package dev.typedqueue.internal.engine;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.AddOptions;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.test.simulation.Gate;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When jobs start, and how many at a time. */
class PickupTest {

    private final World world = new World();
    private final List<String> ran = new ArrayList<>();
    private int running;
    private int mostRunning;

    @AfterEach
    void endWorld() {
        world.close();
    }

    @Test
    void anAddedJobStartsAtOnce() {
        TextQueue texts = TextQueue.sequential();
        Node node =
                world.node(builder -> builder.pollInterval(ofHours(1)), texts.handledBy((text, job) -> ran.add(text)));
        world.settle();
        JobId id = texts.addTo(node, "hello");
        world.settle();
        assertThat(ran).containsExactly("hello");
        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aJobThatIsDueLaterStartsAtItsTimeWithoutPolling() {
        TextQueue texts = TextQueue.sequential();
        List<Instant> starts = new ArrayList<>();
        Node node = world.node(
                builder -> builder.pollInterval(ofHours(1)), texts.handledBy((text, job) -> starts.add(world.now())));
        world.settle();
        node.addIn(texts.queue, texts.job, "late", ofMinutes(10));
        node.addIn(texts.queue, texts.job, "early", ofMinutes(5));
        world.advance(ofMinutes(11));
        assertThat(starts).containsExactly(Simulation.START.plus(ofMinutes(5)), Simulation.START.plus(ofMinutes(10)));
    }

    @Test
    void aJobFromElsewhereStartsAtTheNextPollAtTheLatest() {
        TextQueue texts = TextQueue.sequential();
        List<Instant> starts = new ArrayList<>();
        world.node(
                builder -> builder.pollInterval(ofSeconds(2)), texts.handledBy((text, job) -> starts.add(world.now())));
        Node sender = world.node();
        world.advance(ofMillis(500));
        texts.addTo(sender, "from elsewhere");
        world.advance(ofSeconds(10));
        assertThat(starts).containsExactly(Simulation.START.plus(ofSeconds(2)));
    }

    @Test
    void aScheduledJobFromElsewhereStartsWithinAPollAfterItsTime() {
        TextQueue texts = TextQueue.sequential();
        List<Instant> starts = new ArrayList<>();
        world.node(texts.handledBy((text, job) -> starts.add(world.now())));
        Node sender = world.node();
        world.settle();
        sender.addIn(texts.queue, texts.job, "later", ofMillis(90_300));
        world.advance(ofMinutes(3));
        assertThat(starts).containsExactly(Simulation.START.plus(ofMillis(90_300)));
    }

    @Test
    void anIdleNodeAsksAtMostTwiceASecond() {
        TextQueue texts = TextQueue.sequential();
        Node node = world.node(texts.handledBy(TextQueue::ignore));
        world.advance(ofMinutes(1));
        int claims = node.store.calls("claim");
        int promotions = node.store.calls("promoteDue");
        world.advance(ofMinutes(1));
        assertThat(node.store.calls("claim") - claims + node.store.calls("promoteDue") - promotions)
                .isLessThanOrEqualTo(120);
    }

    @Test
    void aQueueRunsAsManyJobsAtATimeAsItDeclaresAndNoMore() {
        TextQueue texts = TextQueue.withConcurrency(3);
        Node node = world.node(texts.handledBy((text, job) -> work(ofSeconds(1))));
        texts.addTo(node, 12);
        world.settle();
        assertThat(running).isEqualTo(3);
        world.advance(ofSeconds(4));
        assertThat(ran).hasSize(12);
        assertThat(mostRunning).isEqualTo(3);
    }

    @Test
    void aSlotIsFreeAsSoonAsItsHandlerEndsWhateverTheOthersDo() {
        TextQueue texts = TextQueue.withConcurrency(2);
        Gate gate = new Gate();
        Node node = world.node(builder -> builder.pollInterval(ofHours(1)), texts.handledBy((text, job) -> {
            if (text.equals("text 1")) {
                gate.pass();
            }
            ran.add(text);
        }));
        texts.addTo(node, 100);
        world.settle();
        assertThat(ran).hasSize(99).doesNotContain("text 1");
        gate.open();
        world.settle();
        assertThat(ran).hasSize(100);
    }

    @Test
    void queuesDoNotTakeEachOthersSlots() {
        TextQueue busy = TextQueue.sequential();
        TextQueue other = TextQueue.withQueue(queue -> queue);
        QueueDefinition otherQueue =
                TextQueue.queueNamed("others").job(other.job).build();
        Node node = world.node(
                busy.handledBy((text, job) -> work(ofHours(1))),
                QueueHandlers.of(otherQueue)
                        .handle(other.job, (text, job) -> ran.add(text))
                        .build());
        busy.addTo(node, "slow");
        node.add(otherQueue, other.job, "fast");
        world.settle();
        assertThat(ran).containsExactly("fast");
    }

    @Test
    void theHigherPriorityRunsFirstThenTheEarlierAdded() {
        TextQueue texts = TextQueue.sequential();
        Node node = world.node(builder -> builder.paused(true), texts.handledBy((text, job) -> ran.add(text)));
        node.add(texts.queue, texts.job, "first");
        node.add(texts.queue, texts.job, "second");
        node.add(texts.queue, texts.job, "urgent", AddOptions.now().withPriority(10));
        node.runtime().run(texts.queue);
        world.settle();
        assertThat(ran).containsExactly("urgent", "first", "second");
    }

    @Test
    void aJobThatWaitsIsNotOvertakenForEver() {
        TextQueue texts = TextQueue.withQueue(queue -> queue.priorityAgeing(ofMinutes(10)));
        Node node = world.node(builder -> builder.paused(true), texts.handledBy((text, job) -> ran.add(text)));
        node.add(texts.queue, texts.job, "patient");
        world.advance(ofMinutes(60));
        node.add(texts.queue, texts.job, "fresh", AddOptions.now().withPriority(5));
        node.add(texts.queue, texts.job, "urgent", AddOptions.now().withPriority(7));
        node.runtime().run(texts.queue);
        world.settle();
        assertThat(ran).containsExactly("urgent", "patient", "fresh");
    }

    @Test
    void fastJobsAreClaimedManyAtATime() {
        TextQueue texts = TextQueue.withConcurrency(10);
        Node node = world.node(builder -> builder.paused(true), texts.handledBy((text, job) -> ran.add(text)));
        texts.addTo(node, 5_000);
        node.runtime().run(texts.queue);
        world.settle();
        assertThat(ran).hasSize(5_000);
        assertThat(node.store.calls("claim")).isLessThan(30);
        assertThat(node.store.calls("finish")).isLessThan(30);
    }

    @Test
    void jobsOfSlowHandlersAreLeftToOtherNodes() {
        TextQueue texts = TextQueue.sequential();
        Node first = world.node(texts.handledBy((text, job) -> work(ofMinutes(1))));
        texts.addTo(first, 2);
        world.settle();
        world.node(texts.handledBy((text, job) -> work(ofMinutes(1))));
        world.settle();
        assertThat(running).isEqualTo(2);
    }

    @Test
    void jobsThatWaitBehindASlowHandlerAreHandedBackAfterASecond() {
        TextQueue texts = TextQueue.sequential();
        Node first = world.node(texts.handledBy((text, job) -> {
            if (text.equals("slow")) {
                work(ofHours(1));
            }
        }));
        texts.addTo(first, 50);
        world.settle();
        texts.addTo(first, "slow");
        texts.addTo(first, 5);
        world.settle();
        Node second = world.node(texts.handledBy((text, job) -> ran.add(text)));
        world.advance(ofSeconds(3));
        assertThat(ran).hasSize(5);
        assertThat(second.runtime().queues().count("texts")).containsEntry(JobState.RUNNING, 1L);
    }

    private void work(Duration duration) throws InterruptedException {
        running++;
        mostRunning = Math.max(mostRunning, running);
        try {
            Simulation.sleep(duration);
            ran.add("worked");
        } finally {
            running--;
        }
    }
}
