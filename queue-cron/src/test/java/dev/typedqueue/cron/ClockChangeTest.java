package dev.typedqueue.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times that the clock skips or shows twice. */
class ClockChangeTest {

    private static List<ClockChange> in2026(String expression, String zone) {
        return new CronTimes(CronExpression.parse(expression), ZoneId.of(zone))
                .clockChanges(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    }

    private static ClockChange skipped(String time, String runsAt) {
        return new ClockChange(LocalDateTime.parse(time), true, OffsetDateTime.parse(runsAt));
    }

    private static ClockChange twice(String time, String runsAt) {
        return new ClockChange(LocalDateTime.parse(time), false, OffsetDateTime.parse(runsAt));
    }

    @Test
    void aTimeInTheHourOfTheChangeIsFoundOnceForEachChange() {
        assertThat(in2026("*/30 2 * * *", "Europe/Berlin"))
                .containsExactly(
                        skipped("2026-03-29T02:00", "2026-03-29T03:00+02:00"),
                        twice("2026-10-25T02:00", "2026-10-25T02:00+02:00"));
    }

    @Test
    void theHourBeginsWithItsFirstMinuteAndEndsBeforeTheNext() {
        assertThat(in2026("59 1 * * *", "Europe/Berlin")).isEmpty();
        assertThat(in2026("0 3 * * *", "Europe/Berlin")).isEmpty();
        assertThat(in2026("59 2 * * *", "Europe/Berlin")).hasSize(2);
    }

    @Test
    void aDayOnWhichTheClockIsNotChangedHasNone() {
        assertThat(in2026("30 2 * * MON", "Europe/Berlin")).isEmpty();
        assertThat(in2026("30 2 29 3 *", "Europe/Berlin"))
                .containsExactly(skipped("2026-03-29T02:30", "2026-03-29T03:00+02:00"));
    }

    @Test
    void anExpressionForEveryHourFollowsTheClock() {
        assertThat(in2026("30 * * * *", "Europe/Berlin")).isEmpty();
    }

    @Test
    void aClockThatIsNotChangedHasNone() {
        assertThat(in2026("30 2 * * *", "UTC")).isEmpty();
        assertThat(in2026("30 2 * * *", "Asia/Kolkata")).isEmpty();
    }
}
