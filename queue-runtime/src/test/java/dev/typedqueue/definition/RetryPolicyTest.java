package dev.typedqueue.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private final RetryPolicy steady = RetryPolicy.upTo(50)
            .withDelays(Duration.ofSeconds(10), Duration.ofHours(1))
            .withGrowth(2, 0);

    private static Duration delay(RetryPolicy policy, int failedAttempts) {
        return policy.delayAfter(failedAttempts, new IOException("full"), new Random(1));
    }

    @Test
    void eachDelayIsLongerThanTheOneBeforeByItsMultiplier() {
        assertThat(delay(steady, 1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(delay(steady, 2)).isEqualTo(Duration.ofSeconds(20));
        assertThat(delay(steady, 5)).isEqualTo(Duration.ofSeconds(160));
    }

    @Test
    void noDelayIsLongerThanTheLongestHoweverManyAttemptsHaveFailed() {
        assertThat(delay(steady, 10)).isEqualTo(Duration.ofHours(1));
        assertThat(delay(steady, 100_000)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void noFirstDelayMeansNone() {
        RetryPolicy atOnce = RetryPolicy.upTo(5_000).withDelays(Duration.ZERO, Duration.ofHours(1));
        assertThat(delay(atOnce, 1)).isZero();
        assertThat(delay(atOnce, 4_000)).isZero();
    }

    @Test
    void delaysThatAreWrittenOutAreTakenInTurnAndTheLastOneForTheRest() {
        RetryPolicy policy = RetryPolicy.upTo(9)
                .withGrowth(1, 0)
                .withDelays(List.of(Duration.ofMinutes(5), Duration.ZERO, Duration.ofHours(2)));
        assertThat(IntStream.of(1, 2, 3, 4, 8).mapToObj(failed -> delay(policy, failed)))
                .containsExactly(
                        Duration.ofMinutes(5),
                        Duration.ZERO,
                        Duration.ofHours(2),
                        Duration.ofHours(2),
                        Duration.ofHours(2));
    }

    @Test
    void delaysThatAreWrittenOutAreSpreadToo() {
        RetryPolicy policy = RetryPolicy.upTo(2).withGrowth(1, 0.5).withDelays(List.of(Duration.ofSeconds(10)));
        Random random = new Random(7);
        List<Duration> delays = IntStream.range(0, 1_000)
                .mapToObj(i -> policy.delayAfter(1, new IOException("full"), random))
                .toList();
        assertThat(delays)
                .allSatisfy(each -> assertThat(each).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15)));
        assertThat(delays).anyMatch(each -> each.toMillis() < 6_000);
    }

    @Test
    void delaysThatAreWrittenOutAreAllUsedAndNotNegative() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.upTo(2).withDelays(List.of(second, second)))
                .withMessage("maxAttempts is 2, so that not all of 2 delays are used");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.upTo(2).withDelays(List.of(second.negated())))
                .withMessageContaining("delays must not be negative");
    }

    @Test
    void jitterStaysWithinItsShare() {
        RetryPolicy spread = steady.withGrowth(1, 0.5);
        Random random = new Random(7);
        List<Duration> delays = IntStream.range(0, 1_000)
                .mapToObj(i -> spread.delayAfter(1, new IOException("full"), random))
                .toList();
        assertThat(delays)
                .allSatisfy(each -> assertThat(each).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15)));
        assertThat(delays).anyMatch(each -> each.toMillis() < 6_000);
        assertThat(delays).anyMatch(each -> each.toMillis() > 14_000);
    }

    @Test
    void subclassesOfAnExceptionThatStopsStopToo() {
        RetryPolicy policy = steady.withStopOn(List.of(IOException.class));
        assertThat(policy.stopsOn(new FileNotFoundException())).isTrue();
        assertThat(policy.stopsOn(new UncheckedIOException(new IOException()))).isFalse();
    }

    @Test
    void anExceptionIsNamedOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> steady.withStopOn(List.of(IOException.class))
                        .withDelaysOn(List.of(IOException.class), RetryDelays.DEFAULT))
                .withMessageStartingWith("An exception is named twice: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.upTo(1)
                        .withDelaysOn(List.of(IOException.class), RetryDelays.of(List.of(Duration.ZERO))))
                .withMessage("maxAttempts is 1, so that not all of 1 delays are used");
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.upTo(0))
                .withMessage("maxAttempts must be at least 1, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> steady.withGrowth(0.5, 0))
                .withMessage("multiplier must be at least 1, but is 0.5");
        assertThatIllegalArgumentException().isThrownBy(() -> steady.withGrowth(Double.NaN, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> steady.withGrowth(2, 1.1))
                .withMessage("jitter must be 0 to 1, but is 1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> steady.withDelays(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .withMessageContaining("maxDelay must not be less than firstDelay");
    }
}
