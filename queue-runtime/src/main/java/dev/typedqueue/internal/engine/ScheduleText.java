package dev.typedqueue.internal.engine;

import dev.typedqueue.definition.Schedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The times of a schedule as a person writes and reads them: a period such as {@code 5m}, a delay such as {@code 5m
 * after end}, or a cron expression and a time zone such as {@code 0 3 * * * Europe/Berlin}.
 */
final class ScheduleText {

    private static final int CRON_FIELDS = 5;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern PERIOD = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");

    private static final String AFTER_END = " after end";

    /** The greatest first. */
    private static final Map<String, ChronoUnit> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("d", ChronoUnit.DAYS);
        UNITS.put("h", ChronoUnit.HOURS);
        UNITS.put("m", ChronoUnit.MINUTES);
        UNITS.put("s", ChronoUnit.SECONDS);
        UNITS.put("ms", ChronoUnit.MILLIS);
    }

    private ScheduleText() {}

    static String of(Schedule.Timing timing) {
        if (timing instanceof Schedule.Cron cron) {
            return cron.expression() + " " + cron.zone();
        }
        if (timing instanceof Schedule.AfterEnd afterEnd) {
            return period(afterEnd.delay()) + AFTER_END;
        }
        return period(((Schedule.Every) timing).period());
    }

    /** A number of the greatest unit of which it is a whole multiple. */
    private static String period(Duration period) {
        return UNITS.entrySet().stream()
                .filter(unit ->
                        period.toMillis() % unit.getValue().getDuration().toMillis() == 0)
                .map(unit -> period.toMillis() / unit.getValue().getDuration().toMillis() + unit.getKey())
                .findFirst()
                .orElseThrow();
    }

    /**
     * Reads the times.
     *
     * @param zone the time zone of an expression that names none
     * @throws IllegalArgumentException if they are none, or never come
     */
    static Schedule.Timing parse(String text, ZoneId zone) {
        List<String> words = List.of(text.strip().split("\\s+"));
        if (words.size() == CRON_FIELDS || words.size() == CRON_FIELDS + 1) {
            ZoneId named = words.size() == CRON_FIELDS ? zone : zone(text, words.get(CRON_FIELDS));
            return cron(text, String.join(" ", words.subList(0, CRON_FIELDS)), named);
        }
        String line = String.join(" ", words);
        return line.endsWith(AFTER_END)
                ? new Schedule.AfterEnd(period(text, line.substring(0, line.length() - AFTER_END.length())))
                : new Schedule.Every(period(text, line));
    }

    private static Duration period(String text, String written) {
        Matcher matcher = PERIOD.matcher(written);
        if (!matcher.matches()) {
            throw invalid(text, "it is neither a period nor the five fields of a cron expression", null);
        }
        ChronoUnit unit = UNITS.getOrDefault(matcher.group(2), ChronoUnit.MILLIS);
        long amount = Long.parseLong(matcher.group(1));
        if (amount > LONGEST.dividedBy(unit.getDuration())) {
            throw invalid(text, "it is longer than a hundred years", null);
        }
        Duration period = Duration.of(amount, unit);
        if (period.compareTo(SHORTEST) < 0) {
            throw invalid(text, "it is shorter than a second", null);
        }
        return period;
    }

    private static ZoneId zone(String text, String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw invalid(text, "\"" + name + "\" is not a time zone", e);
        }
    }

    private static Schedule.Timing cron(String text, String expression, ZoneId zone) {
        try {
            CronTimes.parse(expression);
        } catch (IllegalArgumentException e) {
            throw invalid(text, String.valueOf(e.getMessage()), e);
        }
        Schedule.Cron cron = new Schedule.Cron(expression, zone);
        if (new CronTimes(cron).after(Instant.EPOCH).isEmpty()) {
            throw invalid(text, "its time never comes", null);
        }
        return cron;
    }

    private static IllegalArgumentException invalid(String text, String why, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "\"" + text + "\" are no times of a schedule: " + why
                        + ". Write a period of 1s or more, such as \"5m\" or \"5m after end\","
                        + " or minute, hour, day of month, month and day of week, such as \"0 3 * * *\", and a time zone"
                        + " after them if it is another than the declared one",
                cause);
    }
}
