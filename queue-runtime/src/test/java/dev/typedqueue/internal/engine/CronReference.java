package dev.typedqueue.internal.engine;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the guide says of cron expressions, done by looking at every minute of a calendar. If both days are given,
 * either will do. Where clocks change, an expression that names hours fires once for each local time: what the clock
 * skips fires after the gap, what it shows twice fires the first time. An expression with {@code *} for the hour fires
 * whenever the clock shows a matching time.
 */
final class CronReference {

    private static final Map<String, Integer> NAMES = names();

    private final ZoneId zone;
    private final boolean isEveryHour;
    private final boolean isEitherDay;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;

    CronReference(String expression, ZoneId zone) {
        String[] fields = expression.split(" ", 5);
        this.zone = zone;
        this.isEveryHour = isAny(fields[1]);
        this.isEitherDay = !isAny(fields[2]) && !isAny(fields[4]);
        this.minutes = values(fields[0], 0, 59);
        this.hours = values(fields[1], 0, 23);
        this.daysOfMonth = values(fields[2], 1, 31);
        this.months = values(fields[3], 1, 12);
        this.daysOfWeek = values(fields[4], 0, 7);
    }

    private static boolean isAny(String field) {
        return field.equals("*") || field.equals("*/1");
    }

    private static Map<String, Integer> names() {
        List<String> months =
                List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
        List<String> days = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
        Map<String, Integer> names = IntStream.range(0, 12).boxed().collect(Collectors.toMap(months::get, i -> i + 1));
        IntStream.range(0, 7).forEach(i -> names.put(days.get(i), i));
        return names;
    }

    private static BitSet values(String field, int least, int most) {
        BitSet values = new BitSet();
        for (String part : field.split(",", -1)) {
            String[] step = part.split("/", 2);
            String[] range = step[0].split("-", 2);
            int low = step[0].equals("*") ? least : number(range[0]);
            int high = step[0].equals("*") ? most : range.length > 1 ? number(range[1]) : low;
            int by = step.length > 1 ? Integer.parseInt(step[1]) : 1;
            for (int value = low; value <= high; value += by) {
                values.set(value);
            }
        }
        return values;
    }

    private static int number(String text) {
        Integer named = NAMES.get(text);
        return named == null ? Integer.parseInt(text) : named;
    }

    /** The times whose local time lies on these days, the last included. */
    NavigableSet<Instant> between(LocalDate first, LocalDate last) {
        NavigableSet<Instant> times = new TreeSet<>();
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            if (matches(date)) {
                for (int minute = 0; minute < 24 * 60; minute++) {
                    if (hours.get(minute / 60) && minutes.get(minute % 60)) {
                        fire(date.atStartOfDay().plusMinutes(minute), times);
                    }
                }
            }
        }
        return times;
    }

    private boolean matches(LocalDate date) {
        boolean isDayOfMonth = daysOfMonth.get(date.getDayOfMonth());
        DayOfWeek day = date.getDayOfWeek();
        boolean isDayOfWeek = daysOfWeek.get(day.getValue()) || daysOfWeek.get(day.getValue() % 7);
        return months.get(date.getMonthValue())
                && (isEitherDay ? isDayOfMonth || isDayOfWeek : isDayOfMonth && isDayOfWeek);
    }

    private void fire(LocalDateTime local, NavigableSet<Instant> times) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        List<Instant> shown = offsets.stream().map(local::toInstant).sorted().toList();
        if (isEveryHour) {
            times.addAll(shown);
        } else if (!shown.isEmpty()) {
            times.add(shown.get(0));
        } else {
            LocalDateTime after = local;
            while (zone.getRules().getValidOffsets(after).isEmpty()) {
                after = after.plusMinutes(1);
            }
            times.add(ZonedDateTime.of(after, zone).toInstant());
        }
    }
}
