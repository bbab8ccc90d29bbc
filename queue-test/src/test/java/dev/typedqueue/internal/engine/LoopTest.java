package dev.typedqueue.internal.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.StoreException;
import dev.typedqueue.test.simulation.SimulatedPlatform;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTest {

    private final Simulation simulation = new Simulation(1);
    private final SimulatedPlatform platform = simulation.newPlatform();
    private final Outages outages = new Outages("test", platform);
    private final List<Long> rounds = new ArrayList<>();

    @AfterEach
    void endWorld() {
        simulation.close();
    }

    private Loop loop(Loop.Step step) {
        return new Loop("test", platform, outages, () -> {
            rounds.add(Duration.ofNanos(platform.nanoTime()).toMillis());
            return step.run();
        });
    }

    @Test
    void itRunsAtOnceAndThenAfterTheDelayThatItAsksFor() {
        loop(() -> ofSeconds(1)).start();
        simulation.advance(ofMillis(2_500));
        assertThat(rounds).containsExactly(0L, 1_000L, 2_000L);
    }

    @Test
    void aWakeUpRunsItAtOnceAndTheDelayBeginsAnew() {
        Loop loop = loop(() -> ofSeconds(1));
        loop.start();
        simulation.advance(ofMillis(500));
        loop.wake();
        simulation.advance(ofMillis(1_400));
        assertThat(rounds).containsExactly(0L, 500L, 1_500L);
    }

    @Test
    void aWakeUpThatComesWhileItRunsRunsItOnceMore() {
        Loop[] self = new Loop[1];
        self[0] = loop(() -> {
            if (rounds.size() == 1) {
                self[0].wake();
                self[0].wake();
            }
            return ofMinutes(1);
        });
        self[0].start();
        simulation.settle();
        assertThat(rounds).containsExactly(0L, 0L);
    }

    @Test
    void manyWakeUpsBeforeItRunsAreOne() {
        Loop loop = loop(() -> ofMinutes(1));
        loop.start();
        loop.wake();
        loop.wake();
        simulation.settle();
        assertThat(rounds).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void theEarliestOfSeveralTimesCounts() {
        Loop loop = loop(() -> ofMinutes(1));
        loop.start();
        simulation.settle();
        loop.wakeIn(ofSeconds(20));
        loop.wakeIn(ofSeconds(5));
        loop.wakeIn(ofSeconds(30));
        simulation.advance(ofSeconds(10));
        assertThat(rounds).containsExactly(0L, 5_000L);
    }

    @Test
    void aTimeThatIsSetWhileItRunsIsNotLost() {
        Loop[] self = new Loop[1];
        self[0] = loop(() -> {
            if (rounds.size() == 1) {
                self[0].wakeIn(ofSeconds(2));
            }
            return ofMinutes(1);
        });
        self[0].start();
        simulation.advance(ofSeconds(10));
        assertThat(rounds).containsExactly(0L, 2_000L);
    }

    @Test
    void itDoesNotDieOfAnErrorAndBacksOffFurtherEachTimeUpToALimit() {
        loop(() -> {
                    throw new AssertionError("an error");
                })
                .start();
        simulation.advance(ofMinutes(1));
        assertThat(rounds.get(1)).isBetween(75L, 125L);
        assertThat(rounds.get(2) - rounds.get(1)).isBetween(150L, 250L);
        long last = rounds.get(rounds.size() - 1) - rounds.get(rounds.size() - 2);
        assertThat(last).isBetween(3_750L, 6_250L);
    }

    @Test
    void aBackOffIsNotShortenedByWakeUpsAndEndsWithASuccess() {
        Loop loop = loop(() -> {
            if (rounds.size() == 1) {
                throw StoreException.passing("once", null);
            }
            return ofMinutes(1);
        });
        loop.start();
        simulation.settle();
        loop.wake();
        loop.wakeIn(Duration.ZERO);
        simulation.settle();
        assertThat(rounds).hasSize(1);
        simulation.advance(ofSeconds(1));
        assertThat(rounds).hasSize(2);
        loop.wake();
        simulation.settle();
        assertThat(rounds).hasSize(3);
    }

    @Test
    void whatIsStoppedRunsNoMore() {
        Loop loop = loop(() -> ofSeconds(1));
        loop.start();
        simulation.settle();
        loop.stop();
        loop.wake();
        loop.wakeIn(Duration.ZERO);
        simulation.advance(ofMinutes(1));
        assertThat(rounds).hasSize(1);
    }

    @Test
    void delaysOfCenturiesAreNoTrouble() {
        loop(() -> Duration.ofSeconds(Long.MAX_VALUE)).start();
        simulation.advance(ofMinutes(1));
        assertThat(rounds).hasSize(1);
    }
}
