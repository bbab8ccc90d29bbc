package dev.typedqueue.internal.engine;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.JobId;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.definition.UniqueRule;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs that come soon after each other and run as one. */
class DebounceTest {

    private static final Instant START = Simulation.START;

    private final World world = new World();
    private final List<String> ran = new ArrayList<>();
    private final TextQueue texts = TextQueue.withJob(job -> job.unique(UniqueRule.<String>by(text -> List.of())
            .until(Unique.Until.STARTED)
            .debounce(ofSeconds(10))
            .maxWait(ofSeconds(30))));
    private final Node node = world.node(texts.handledBy((text, job) -> ran.add(text + " at " + world.now())));

    @AfterEach
    void endWorld() {
        world.close();
    }

    private AddResult add(String text, AddOptions options) {
        return node.runtime().client(texts.queue).add(texts.job, text, options);
    }

    @Test
    void aJobWaitsForLaterOnesAndRunsOnceNoMoreComeWithTheLastPayload() {
        JobId first = texts.addTo(node, "first");
        world.advance(ofSeconds(8));
        assertThat(add("second", AddOptions.now())).isEqualTo(new AddResult.Replaced(first));
        world.advance(ofSeconds(9));
        assertThat(ran).isEmpty();
        world.advance(ofMinutes(1));
        assertThat(ran).containsExactly("second at " + START.plusSeconds(18));
    }

    @Test
    void laterJobsPutItOffNoLongerThanTheBound() {
        for (int i = 0; i < 8; i++) {
            add("text " + i, AddOptions.now());
            world.advance(ofSeconds(5));
        }
        assertThat(ran).containsExactly("text 5 at " + START.plusSeconds(30));
        world.advance(ofMinutes(1));
        assertThat(ran).hasSize(2).last().isEqualTo("text 7 at " + START.plusSeconds(45));
    }

    @Test
    void aJobThatIsAddedForATimeWaitsForThatTime() {
        add("now", AddOptions.at(START));
        world.advance(ofSeconds(1));
        assertThat(ran).containsExactly("now at " + START);
    }
}
