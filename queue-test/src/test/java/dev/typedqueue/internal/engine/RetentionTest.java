package dev.typedqueue.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.definition.RetentionPolicy;
import dev.typedqueue.definition.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long jobs are kept. */
class RetentionTest {

    private final World world = new World();

    @AfterEach
    void endWorld() {
        world.close();
    }

    private final RetentionPolicy policy =
            new RetentionPolicy(Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(3));

    private final TextQueue texts =
            TextQueue.with(job -> job.retry(RetryPolicy.upTo(1)), queue -> queue.retention(policy));

    private Node start() {
        return world.node(builder -> builder.pollInterval(Duration.ofMinutes(1)), texts.handledBy((text, context) -> {
            if (text.equals("fails")) {
                throw new IllegalStateException("fails");
            }
        }));
    }

    @Test
    void eachStateIsKeptForItsTimeAndNoLonger() {
        Node node = start();
        JobId completed = texts.addTo(node, "completes");
        JobId failed = texts.addTo(node, "fails");
        JobId cancelled = node.addIn(texts.queue, texts.job, "is cancelled", Duration.ofDays(1));
        node.runtime().jobs().cancel(cancelled);
        world.advance(Duration.ofMinutes(59));
        assertThat(world.state(completed)).isEqualTo(JobState.COMPLETED);
        world.advance(Duration.ofMinutes(2));
        assertThat(world.store.find(completed)).isEmpty();
        assertThat(world.state(failed)).isEqualTo(JobState.FAILED);
        world.advance(Duration.ofHours(1));
        assertThat(world.store.find(failed)).isEmpty();
        assertThat(world.state(cancelled)).isEqualTo(JobState.CANCELLED);
        world.advance(Duration.ofHours(1));
        assertThat(world.store.find(cancelled)).isEmpty();
    }

    @Test
    void unfinishedJobsAreNeverTouched() {
        Node node = start();
        JobId waits = node.addIn(texts.queue, texts.job, "waits", Duration.ofDays(300));
        world.advance(Duration.ofDays(2));
        assertThat(world.state(waits)).isEqualTo(JobState.SCHEDULED);
    }
}
