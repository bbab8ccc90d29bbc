package dev.typedqueue.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an expression says by itself, whatever the zone. */
class CronExpressionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *        | PT1M",
                "*/5 * * * *      | PT5M",
                "*/7 * * * *      | PT4M", // from 56 to the next hour
                "0 * * * *        | PT1H",
                "0 9,17 * * *     | PT8H",
                "0 3 * * *        | PT24H",
                "0 0,23 * * *     | PT1H", // over midnight
                "0 0,23 * * MON   | PT23H", // no two days follow one another
                "0 9 * * MON-FRI  | PT24H",
                "0 9 * * MON      | PT168H",
                "0 3 1,31 * *     | PT24H",
                "0 3 1 * *        | PT672H",
                "0 3 29 2 *       | PT35064H"
            })
    void theShortestDistanceIsThatOfTheNearestTimes(String expression, Duration distance) {
        assertThat(CronExpression.parse(expression).shortestDistance()).contains(distance);
    }

    @Test
    void aTimeThatNeverComesHasNoDistance() {
        assertThat(CronExpression.parse("0 3 30 2 *").shortestDistance()).isEmpty();
    }

    @Test
    void aDayThatNoneOfItsMonthsHasIsImpossible() {
        assertThat(CronExpression.parse("0 3 31 4,6 *").impossibleDay()).hasValue(31);
        assertThat(CronExpression.parse("0 3 31 4,5 *").impossibleDay()).isEmpty();
        assertThat(CronExpression.parse("0 3 30 2 MON").impossibleDay()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 3 * *", "60 3 * * *", "0 0 3 ? * MON", "@daily"})
    void whatIsNoExpressionIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> CronExpression.parse(text));
    }
}
