package dev.typedqueue.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.definition.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The times of any expression, in any zone, over fifty years.
 *
 * <p>The build takes a sample, the same each time. {@code -Dproperty.cron=all} takes every change of every zone, in
 * minutes; {@code -Dproperty.seed} takes another sample.
 */
final class CronPropertyTest {

    private static final LocalDate FROM = LocalDate.of(2000, 1, 1);
    private static final LocalDate UNTIL = LocalDate.of(2050, 1, 1);
    private static final boolean ALL = "all".equals(System.getProperty("property.cron"));
    private static final long SEED = Long.getLong("property.seed", 1);
    private static final int EXPRESSIONS = ALL ? 5_000 : 60;
    private static final int PART_OF_THE_CHANGES = ALL ? 1 : 100;

    /** What is most likely to go wrong where a clock changes at night, at noon, or by a whole day. */
    private static final List<String> AROUND_CHANGES = List.of(
            "*/20 * * * *",
            "0 * * * *",
            "30 0-3 * * *",
            "*/30 0,1,2,3,23 * * *",
            "0 0 * * *",
            "59 23 * * *",
            "15 */2 * * *",
            "0 3,12 1-7 * SUN");

    @Test
    void anExpressionHasItsTimesOverFiftyYears() {
        Random random = new Random(SEED);
        List<ZoneId> zones = zones();
        for (int i = 0; i < EXPRESSIONS; i++) {
            String expression = new RandomCron(random).expression();
            ZoneId zone = zones.get(random.nextInt(zones.size()));
            LocalDate day = FROM;
            while (day.isBefore(UNTIL)) {
                check(expression, zone, day, day);
                day = day.plusDays(1 + random.nextInt(10 * 365));
            }
        }
    }

    @Test
    void whatComesNextMayBeYearsAway() {
        Random random = new Random(SEED);
        List<ZoneId> zones = zones();
        for (String rare : List.of("0 12 29 2 *", "15 6 1 1 *", "0 0 31 12 *", "30 2 25-31 3,10 *", "0 0 13 6 *")) {
            ZoneId zone = zones.get(random.nextInt(zones.size()));
            check(rare, zone, FROM, UNTIL);
        }
    }

    @Test
    void whereTheClockChangesEachTimeFiresAsTheGuideSays() {
        Random random = new Random(SEED);
        Instant until = UNTIL.atStartOfDay().toInstant(ZoneOffset.UTC);
        for (ZoneId zone : zones()) {
            ZoneOffsetTransition change =
                    zone.getRules().nextTransition(FROM.atStartOfDay().toInstant(ZoneOffset.UTC));
            while (change != null && change.getInstant().isBefore(until)) {
                if (random.nextInt(PART_OF_THE_CHANGES) == 0) {
                    LocalDate day = change.getDateTimeBefore().toLocalDate();
                    for (String expression : ALL ? AROUND_CHANGES : List.of(one(AROUND_CHANGES, random))) {
                        check(expression, zone, day.minusDays(1), day.plusDays(2));
                    }
                }
                change = zone.getRules().nextTransition(change.getInstant());
            }
        }
    }

    private static <T> T one(List<T> choice, Random random) {
        return choice.get(random.nextInt(choice.size()));
    }

    /** One zone of each set of rules. */
    private static List<ZoneId> zones() {
        Map<ZoneRules, ZoneId> zones = new LinkedHashMap<>();
        ZoneId.getAvailableZoneIds().stream()
                .sorted()
                .map(ZoneId::of)
                .forEach(zone -> zones.putIfAbsent(zone.getRules(), zone));
        return List.copyOf(zones.values());
    }

    /** The times of some days, each asked from the one before it, and from a moment between the two. */
    private static void check(String expression, ZoneId zone, LocalDate first, LocalDate last) {
        SlotTimes times = SlotTimes.of(Schedule.cron(expression, zone.getId()).timing());
        Instant from = first.atStartOfDay(zone).toInstant();
        Instant until = last.plusDays(1).atStartOfDay(zone).toInstant();
        // A day more at both ends: what a clock skips fires on another day.
        NavigableSet<Instant> all = new CronReference(expression, zone)
                .between(first.minusDays(2), last.plusDays(2))
                .subSet(from, false, until, false);

        List<Instant> found = new ArrayList<>();
        Instant before = from;
        for (Optional<Instant> next = times.after(before); next.isPresent(); next = times.after(before)) {
            Instant time = next.get();
            if (!time.isBefore(until)) {
                break;
            }
            found.add(time);
            Instant between = before.plus(Duration.between(before, time).dividedBy(2));
            assertThat(times.after(between))
                    .as("%s in %s after %s", expression, zone, between)
                    .contains(time);
            before = time;
        }
        assertThat(found)
                .as("%s in %s from %s to %s, -Dproperty.seed=%s", expression, zone, from, until, SEED)
                .containsExactlyElementsOf(all);
    }
}
