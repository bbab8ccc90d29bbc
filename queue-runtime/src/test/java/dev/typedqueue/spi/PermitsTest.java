package dev.typedqueue.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.definition.Limit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PermitsTest {

    private static final long NOW = 1_900_000_000_000_000L;
    private static final long SECOND = 1_000_000;

    /** Six a minute, and three at once. */
    private static final Limit.Rate RATE = new Limit.Rate("rate", 6, Duration.ofMinutes(1), 3);

    @Test
    void afterAQuietTimeAllAreThere() {
        assertThat(new Permits(RATE, 0).at(NOW)).isEqualTo(3);
        assertThat(new Permits(RATE, NOW).at(NOW)).isEqualTo(3);
    }

    @Test
    void whatIsGivenAwayComesBackOneAfterAnother() {
        Permits used = new Permits(RATE, new Permits(RATE, 0).without(3, NOW));

        assertThat(used.at(NOW)).isZero();
        assertThat(used.next()).isEqualTo(NOW + 10 * SECOND);
        assertThat(used.at(NOW + 10 * SECOND - 1)).isZero();
        assertThat(used.at(NOW + 10 * SECOND)).isEqualTo(1);
        assertThat(used.at(NOW + 20 * SECOND)).isEqualTo(2);
        assertThat(used.at(NOW + 30 * SECOND)).isEqualTo(3);
    }

    @Test
    void givingThemAwayTogetherIsGivingThemAwayOneByOne() {
        long together = new Permits(RATE, 0).without(2, NOW);
        long first = new Permits(RATE, 0).without(1, NOW);

        assertThat(new Permits(RATE, first).without(1, NOW)).isEqualTo(together);
    }

    @Test
    void aRateBeyondAllTimesIsOneToo() {
        Limit.Rate rate = new Limit.Rate("rate", 1, Duration.ofDays(36_500), Integer.MAX_VALUE);

        assertThat(new Permits(rate, new Permits(rate, 0).without(1, NOW)).at(NOW))
                .isPositive();
        assertThat(new Permits(rate, NOW).without(Integer.MAX_VALUE, NOW)).isGreaterThan(NOW);
    }
}
