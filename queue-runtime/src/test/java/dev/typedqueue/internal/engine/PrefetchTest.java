package dev.typedqueue.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ClaimedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrefetchTest {

    private final Prefetch prefetch = new Prefetch(new Concurrency(4), 1_000, 3);

    private static ClaimedJob job(int nodeDeaths) {
        return new ClaimedJob(
                JobId.next(Instant.EPOCH),
                "texts",
                new JobKind("write", 1),
                "\"\"",
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                nodeDeaths,
                Map.of(),
                1);
    }

    private void ran(Duration duration, int times) {
        for (int i = 0; i < times; i++) {
            prefetch.ran(duration.toNanos());
        }
    }

    @Test
    void beforeAnyHandlerHasRunNothingIsHeldAhead() {
        assertThat(prefetch.target()).isEqualTo(4);
        assertThat(prefetch.worthwhile()).isEqualTo(1);
    }

    @Test
    void asMuchIsHeldAsWillStartWithinATenthOfASecond() {
        ran(Duration.ofMillis(10), 1);
        assertThat(prefetch.target()).isEqualTo(4 + 40);
        assertThat(prefetch.worthwhile()).isEqualTo(22);
    }

    @Test
    void thereIsALimit() {
        ran(Duration.ofNanos(0), 1);
        assertThat(prefetch.target()).isEqualTo(1_004);
    }

    @Test
    void forSlowHandlersNothingIsHeldAhead() {
        ran(Duration.ofSeconds(1), 1);
        assertThat(prefetch.target()).isEqualTo(4);
    }

    @Test
    void itFollowsHandlersThatBecomeSlower() {
        ran(Duration.ofMillis(1), 10);
        int before = prefetch.target();
        ran(Duration.ofMillis(50), 20);
        assertThat(prefetch.target()).isLessThan(before / 5);
    }

    @Test
    void aHandlerThatTakesLongerThanThoughtStopsItAtOnce() {
        ran(Duration.ofMillis(1), 10);
        prefetch.slowedDown();
        assertThat(prefetch.target()).isEqualTo(4);
    }

    @Test
    void besideAJobWhoseNodeDiedNothingIsHeldUntilItHasLeft() {
        ran(Duration.ofMillis(1), 10);
        ClaimedJob suspect = job(1);
        prefetch.claimed(List.of(suspect, job(0)));
        assertThat(prefetch.target()).isEqualTo(4);
        prefetch.claimed(List.of(job(0), job(0)));
        prefetch.left(job(0));
        assertThat(prefetch.target()).isEqualTo(4);
        prefetch.left(suspect);
        assertThat(prefetch.target()).isGreaterThan(4);
    }

    @Test
    void jobsThatTheNextDeathWouldEndRunOneAtATime() {
        ClaimedJob one = job(2);
        List<ClaimedJob> together = List.of(job(0), one, job(2), job(1));
        prefetch.claimed(together);
        assertThat(prefetch.choose(together, 0).kept()).isEmpty();
        assertThat(prefetch.choose(together, 0).handedBack()).isEqualTo(together);
        together.forEach(prefetch::left);
        assertThat(prefetch.room(0)).isEqualTo(1);

        prefetch.claimed(List.of(one));
        assertThat(prefetch.choose(List.of(one), 0).kept()).containsExactly(one);
        assertThat(prefetch.room(1)).isZero();
        prefetch.left(one);
        assertThat(prefetch.room(0)).isEqualTo(1);
        prefetch.claimed(List.of(job(0)));
        assertThat(prefetch.room(1)).isEqualTo(3);
    }
}
