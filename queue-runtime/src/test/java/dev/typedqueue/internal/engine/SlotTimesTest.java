package dev.typedqueue.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.definition.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotTimesTest {

    @Test
    void aTimeInTheSkippedHourFiresAtTheFirstMomentAfterIt() {
        assertThat(times("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00", "2026-03-31T00:00"))
                .containsExactly(
                        at("2026-03-28T02:30+01:00"), at("2026-03-29T03:00+02:00"), at("2026-03-30T02:30+02:00"));
        assertThat(times("30 2 * * *", "America/New_York", "2026-03-08T00:00", "2026-03-09T00:00"))
                .containsExactly(at("2026-03-08T03:00-04:00"));
    }

    @Test
    void severalTimesInTheSkippedHourFireOnceTogether() {
        assertThat(times("*/15 2,3 * * *", "Europe/Berlin", "2026-03-29T00:00", "2026-03-30T00:00"))
                .containsExactly(
                        at("2026-03-29T03:00+02:00"),
                        at("2026-03-29T03:15+02:00"),
                        at("2026-03-29T03:30+02:00"),
                        at("2026-03-29T03:45+02:00"));
    }

    @Test
    void aTimeInTheDoubledHourFiresOnceTheFirstTime() {
        assertThat(times("30 2 * * *", "Europe/Berlin", "2026-10-25T00:00", "2026-10-27T00:00"))
                .containsExactly(at("2026-10-25T02:30+02:00"), at("2026-10-26T02:30+01:00"));
        assertThat(times("*/20 1 * * *", "America/New_York", "2026-11-01T00:00", "2026-11-02T00:00"))
                .containsExactly(
                        at("2026-11-01T01:00-04:00"), at("2026-11-01T01:20-04:00"), at("2026-11-01T01:40-04:00"));
    }

    @Test
    void askedWithinTheDoubledHourATimeOfItDoesNotFireAgain() {
        SlotTimes times = cron("30 2 * * *", "Europe/Berlin");
        assertThat(times.after(at("2026-10-25T02:10+01:00"))).contains(at("2026-10-26T02:30+01:00"));
    }

    @Test
    void anHourlyTimeStaysHourlyWhileTheClockIsChanged() {
        assertThat(times("0 * * * *", "Europe/Berlin", "2026-10-25T00:00", "2026-10-25T05:00"))
                .containsExactly(
                        at("2026-10-24T22:00Z"),
                        at("2026-10-24T23:00Z"),
                        at("2026-10-25T00:00Z"),
                        at("2026-10-25T01:00Z"),
                        at("2026-10-25T02:00Z"),
                        at("2026-10-25T03:00Z"));
        assertThat(times("0 * * * *", "Europe/Berlin", "2026-03-29T00:00", "2026-03-29T05:00"))
                .containsExactly(
                        at("2026-03-28T23:00Z"),
                        at("2026-03-29T00:00Z"),
                        at("2026-03-29T01:00Z"),
                        at("2026-03-29T02:00Z"));
    }

    @Test
    void aChangeOfHalfAnHourIsReckonedTheSameWay() {
        // Lord Howe: clocks go from 02:00 to 02:30 in October, and from 02:00 back to 01:30 in April
        assertThat(times("15 2 * * *", "Australia/Lord_Howe", "2026-10-04T00:00", "2026-10-05T00:00"))
                .containsExactly(at("2026-10-04T02:30+11:00"));
        assertThat(times("45 1 * * *", "Australia/Lord_Howe", "2026-04-05T00:00", "2026-04-06T00:00"))
                .containsExactly(at("2026-04-05T01:45+11:00"));
    }

    @Test
    void monthsEndWhereTheyEnd() {
        assertThat(times("0 0 31 * *", "UTC", "2026-01-01T00:00", "2026-12-31T23:59"))
                .extracting(time -> time.atZone(ZoneId.of("UTC")).getMonthValue())
                .containsExactly(1, 3, 5, 7, 8, 10, 12);
        assertThat(times("0 12 29 2 *", "UTC", "2023-01-01T00:00", "2033-01-01T00:00"))
                .containsExactly(at("2024-02-29T12:00Z"), at("2028-02-29T12:00Z"), at("2032-02-29T12:00Z"));
    }

    @Test
    void aDateThatNeverComesHasNoTime() {
        assertThat(cron("0 0 31 2 *", "UTC").after(at("2026-01-01T00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 3 * * *|Europe/Berlin",
                "30 2 * * *|Europe/Berlin",
                "*/15 1-3 * * *|Europe/Berlin",
                "15,45 */2 * * *|America/New_York",
                "30 1 * * 7|America/New_York",
                "30 1 1-7 * 0|America/New_York",
                "0 0 * * 1-5|America/Sao_Paulo",
                "45 1 * * *|Australia/Lord_Howe",
                "10 2 * * *|Australia/Lord_Howe",
                "50 * * * *|Australia/Lord_Howe",
                "5 * * * *|Europe/Berlin",
                "59 23 28-31 * *|Asia/Kathmandu",
                "0 0 29 2 *|UTC",
                "30 23 31 12 *|Pacific/Apia",
                "0 0 13 * 5|UTC",
                "0 2 * 3,10 0|Africa/Casablanca",
            })
    void itAgreesWithAReferenceThatLooksAtEveryMinute(String expression, String zone) {
        ZoneId zoneId = ZoneId.of(zone);
        Instant from = LocalDateTime.parse("2024-01-01T00:00").atZone(zoneId).toInstant();
        Instant until = LocalDateTime.parse("2026-01-01T00:00").atZone(zoneId).toInstant();

        assertThat(walk(cron(expression, zone), from, until))
                .containsExactlyElementsOf(new EveryMinute(expression, zoneId).times(from, until));
    }

    @ParameterizedTest
    @ValueSource(strings = {"30 2 * * *", "*/7 * * * *", "0 0 1 * *"})
    void theLatestTimesAreTheLastOfAllOfThem(String expression) {
        SlotTimes times = cron(expression, "Europe/Berlin");
        Instant after = at("2026-03-20T11:59Z");
        Instant upTo = at("2026-04-10T12:00Z");
        List<Instant> all = walk(times, after, upTo.plusMillis(1));

        for (int limit : new int[] {1, 2, 50, 100_000}) {
            assertThat(times.latestBetween(after, upTo, limit))
                    .containsExactlyElementsOf(all.subList(Math.max(0, all.size() - limit), all.size()));
        }
    }

    @Test
    void theTimeOfTheEndCountsAndThatOfTheBeginningDoesNot() {
        SlotTimes times = cron("0 * * * *", "UTC");
        assertThat(times.latestBetween(at("2026-01-01T10:00Z"), at("2026-01-01T12:00Z"), 10))
                .containsExactly(at("2026-01-01T11:00Z"), at("2026-01-01T12:00Z"));
        assertThat(times.latestBetween(at("2026-01-01T10:00Z"), at("2026-01-01T10:59Z"), 10))
                .isEmpty();
    }

    @Test
    void aPeriodGivesWholeMultiplesSince1970() {
        SlotTimes times = SlotTimes.of(Schedule.every(Duration.ofSeconds(90)).timing());
        assertThat(times.after(Instant.ofEpochSecond(0))).contains(Instant.ofEpochSecond(90));
        assertThat(times.after(Instant.ofEpochSecond(89))).contains(Instant.ofEpochSecond(90));
        assertThat(times.after(Instant.ofEpochSecond(90))).contains(Instant.ofEpochSecond(180));
        assertThat(times.after(Instant.ofEpochSecond(-1))).contains(Instant.ofEpochSecond(0));
        assertThat(times.latestBetween(Instant.EPOCH, Instant.ofEpochSecond(90 * 10_000), 3))
                .containsExactly(
                        Instant.ofEpochSecond(90 * 9_998),
                        Instant.ofEpochSecond(90 * 9_999),
                        Instant.ofEpochSecond(90 * 10_000));
    }

    private static SlotTimes cron(String expression, String zone) {
        return SlotTimes.of(Schedule.cron(expression, zone).timing());
    }

    private static Instant at(String time) {
        return ZonedDateTime.parse(time).toInstant();
    }

    /** The times from the first local time, inclusive, to the second. */
    private static List<Instant> times(String expression, String zone, String from, String until) {
        ZoneId zoneId = ZoneId.of(zone);
        return walk(
                cron(expression, zone),
                LocalDateTime.parse(from).atZone(zoneId).toInstant().minusMillis(1),
                LocalDateTime.parse(until).atZone(zoneId).toInstant());
    }

    private static List<Instant> walk(SlotTimes times, Instant after, Instant until) {
        List<Instant> found = new ArrayList<>();
        Optional<Instant> next = times.after(after);
        while (next.isPresent() && next.get().isBefore(until)) {
            found.add(next.get());
            next = times.after(next.get());
        }
        return found;
    }

    /** Looks at every minute that the clock shows or skips, without a thought of speed. */
    private record EveryMinute(String expression, ZoneId zone) {

        List<Instant> times(Instant after, Instant until) {
            boolean everyHour = expression.split(" ", 5)[1].equals("*");
            TreeSet<Instant> times = new TreeSet<>();
            LocalDateTime shown = LocalDateTime.ofInstant(after, zone);
            TreeSet<LocalDateTime> fired = new TreeSet<>();
            for (Instant now = after; now.isBefore(until); now = now.plusSeconds(60)) {
                LocalDateTime local = LocalDateTime.ofInstant(now, zone);
                if (!everyHour) {
                    for (LocalDateTime skipped = shown.plusMinutes(1);
                            skipped.isBefore(local);
                            skipped = skipped.plusMinutes(1)) {
                        if (matches(skipped)) {
                            times.add(now);
                        }
                    }
                }
                if (matches(local) && (everyHour || fired.add(local))) {
                    times.add(now);
                }
                shown = local;
            }
            times.remove(after);
            return List.copyOf(times);
        }

        private boolean matches(LocalDateTime time) {
            String[] fields = expression.split(" ", 5);
            boolean dayOfMonth = holds(fields[2], time.getDayOfMonth(), 1);
            boolean dayOfWeek = holds(fields[4], time.getDayOfWeek().getValue(), 0)
                    || holds(fields[4], time.getDayOfWeek().getValue() % 7, 0);
            boolean day = (fields[2].equals("*") || fields[4].equals("*"))
                    ? dayOfMonth && dayOfWeek
                    : dayOfMonth || dayOfWeek;
            return day
                    && holds(fields[0], time.getMinute(), 0)
                    && holds(fields[1], time.getHour(), 0)
                    && holds(fields[3], time.getMonthValue(), 1);
        }

        private static boolean holds(String field, int value, int least) {
            for (String part : field.split(",", -1)) {
                String[] step = part.split("/", 2);
                String[] range = step[0].split("-", 2);
                boolean any = step[0].equals("*");
                int low = any ? least : Integer.parseInt(range[0]);
                int high = any ? 100 : range.length > 1 ? Integer.parseInt(range[1]) : low;
                int by = step.length > 1 ? Integer.parseInt(step[1]) : 1;
                if (value >= low && value <= high && (value - low) % by == 0) {
                    return true;
                }
            }
            return false;
        }
    }
}
