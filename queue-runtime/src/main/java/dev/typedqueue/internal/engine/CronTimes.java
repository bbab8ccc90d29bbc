package dev.typedqueue.internal.engine;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.typedqueue.definition.Schedule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The times of a cron expression in a time zone.
 *
 * <p>cron-utils answers which local times match, on a calendar without changes of the clock; which moments those are is
 * decided here. An expression that names hours fires once for each local time: one that the clock skips, at the first
 * moment after the gap; one that it shows twice, the first time. An expression for every hour fires whenever the clock
 * shows a matching time, so that an hourly job stays hourly while the clock is changed.
 */
final class CronTimes implements SlotTimes {

    private static final Pattern RANGE_FROM_SUNDAY = Pattern.compile("\\bSUN-", Pattern.CASE_INSENSITIVE);

    private final ExecutionTime calendar;
    private final ZoneRules zone;
    private final boolean everyHour;

    CronTimes(Schedule.Cron schedule) {
        Cron cron = parse(schedule.expression());
        this.calendar = ExecutionTime.forCron(cron);
        this.zone = schedule.zone().getRules();
        this.everyHour = cron.retrieve(CronFieldName.HOUR).getExpression() instanceof Always;
    }

    /**
     * Reads an expression. cron-utils takes SUN for 7, with which no range can begin.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Cron parse(String expression) {
        return new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
                .parse(RANGE_FROM_SUNDAY.matcher(expression).replaceAll("0-"));
    }

    @Override
    public Optional<Instant> after(Instant time) {
        return everyHour ? afterByClock(time) : afterByLocalTime(time);
    }

    private Optional<Instant> afterByLocalTime(Instant time) {
        Optional<LocalDateTime> local = next(LocalDateTime.ofInstant(time, zone.getOffset(time)));
        while (local.isPresent() && !moment(local.get()).isAfter(time)) {
            local = next(local.get()); // shown for the second time
        }
        return local.map(this::moment);
    }

    private Instant moment(LocalDateTime local) {
        ZoneOffsetTransition change = zone.getTransition(local);
        if (change == null) {
            return local.toInstant(zone.getOffset(local));
        }
        return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
    }

    private Optional<Instant> afterByClock(Instant time) {
        ZoneOffset offset = zone.getOffset(time);
        Optional<LocalDateTime> local = next(LocalDateTime.ofInstant(time, offset));
        ZoneOffsetTransition change = zone.nextTransition(time);
        while (local.isPresent()
                && change != null
                && !local.get().toInstant(offset).isBefore(change.getInstant())) {
            offset = change.getOffsetAfter();
            local = next(change.getDateTimeAfter().minusNanos(1));
            change = zone.nextTransition(change.getInstant());
        }
        ZoneOffset inForce = offset;
        return local.map(found -> found.toInstant(inForce));
    }

    private Optional<LocalDateTime> next(LocalDateTime after) {
        return calendar.nextExecution(after.atZone(ZoneOffset.UTC)).map(found -> found.toLocalDateTime());
    }
}
