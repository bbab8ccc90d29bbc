package dev.typedqueue.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Five fields, as in Unix's crontab: minute, hour, day of month, month, day of week. cron-utils reads them, and answers
 * which local times match on a calendar without changes of the clock; {@link CronTimes} makes moments of them.
 */
public final class CronExpression {

    /** What is told from the calendar alone is told from these years, in which every day of a week and month is. */
    private static final LocalDate CALENDAR = LocalDate.of(2000, 1, 1);

    private static final int YEARS = 5;

    /** cron-utils takes SUN for 7, with which no range can begin. */
    private static final Pattern RANGE_FROM_SUNDAY = Pattern.compile("\\bSUN-", Pattern.CASE_INSENSITIVE);

    private final Cron cron;
    private final ExecutionTime calendar;

    private CronExpression(Cron cron) {
        this.cron = cron;
        this.calendar = ExecutionTime.forCron(cron);
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static CronExpression parse(String text) {
        return new CronExpression(new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
                .parse(RANGE_FROM_SUNDAY.matcher(text).replaceAll("0-")));
    }

    /** Whether the hour is {@code *}, so that it matches whatever hour the clock shows. */
    boolean isForEveryHour() {
        return cron.retrieve(CronFieldName.HOUR).getExpression() instanceof Always;
    }

    /** The first local time after the given one that matches, if there is one. */
    Optional<LocalDateTime> next(LocalDateTime after) {
        return calendar.nextExecution(after.atZone(ZoneOffset.UTC)).map(found -> found.toLocalDateTime());
    }

    /** The first of its days of month, if none of its months has that, so that its time never comes. */
    public OptionalInt impossibleDay() {
        return FieldValues.impossibleDay(cron);
    }

    /**
     * The shortest time between two of its local times, where the clock is not changed. Empty if its time does not come
     * twice in some years.
     */
    public Optional<Duration> shortestDistance() {
        Optional<LocalDateTime> found = next(CALENDAR.atStartOfDay().minusNanos(1));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Day day = day(found.get());
        Duration shortest = day.shortest();
        LocalDate date = day.date();
        while (date.isBefore(CALENDAR.plusYears(YEARS))) {
            Optional<LocalDateTime> next = next(date.atTime(LocalTime.MAX));
            if (next.isEmpty()) {
                break;
            }
            shortest = shorter(shortest, Duration.between(date.atTime(day.last()), next.get()));
            if (next.get().toLocalDate().equals(date.plusDays(1))) {
                break; // no two days are nearer
            }
            date = next.get().toLocalDate();
        }
        return Optional.ofNullable(shortest);
    }

    /** What every day on which it matches looks like. */
    private record Day(
            LocalDate date, LocalTime last, @Nullable Duration shortest) {}

    private Day day(LocalDateTime first) {
        LocalDateTime last = first;
        Duration shortest = null;
        Optional<LocalDateTime> next = next(last);
        while (next.isPresent() && next.get().toLocalDate().equals(last.toLocalDate())) {
            shortest = shorter(shortest, Duration.between(last, next.get()));
            last = next.get();
            next = next(last);
        }
        return new Day(first.toLocalDate(), last.toLocalTime(), shortest);
    }

    private static Duration shorter(@Nullable Duration before, Duration distance) {
        return before != null && before.compareTo(distance) < 0 ? before : distance;
    }
}
