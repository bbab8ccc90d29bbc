package dev.typedqueue.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The moments of a cron expression in a time zone.
 *
 * <p>An expression that names hours fires once for each local time: one that the clock skips, at the first moment after
 * the gap; one that it shows twice, the first time. An expression for every hour fires whenever the clock shows a
 * matching time, so that an hourly job stays hourly while the clock is changed.
 */
public final class CronTimes {

    private final CronExpression expression;
    private final ZoneRules zone;

    /** The times in a zone. */
    public CronTimes(CronExpression expression, ZoneId zone) {
        this.expression = expression;
        this.zone = zone.getRules();
    }

    /** The first time after the given one, if there is one. */
    public Optional<Instant> after(Instant time) {
        return expression.isForEveryHour() ? afterByClock(time) : afterByLocalTime(time);
    }

    private Optional<Instant> afterByLocalTime(Instant time) {
        Optional<LocalDateTime> local = expression.next(LocalDateTime.ofInstant(time, zone.getOffset(time)));
        while (local.isPresent() && !moment(local.get()).isAfter(time)) {
            local = expression.next(local.get()); // shown for the second time
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
        Optional<LocalDateTime> local = expression.next(LocalDateTime.ofInstant(time, offset));
        ZoneOffsetTransition change = zone.nextTransition(time);
        while (local.isPresent()
                && change != null
                && !local.get().toInstant(offset).isBefore(change.getInstant())) {
            offset = change.getOffsetAfter();
            local = expression.next(change.getDateTimeAfter().minusNanos(1));
            change = zone.nextTransition(change.getInstant());
        }
        ZoneOffset inForce = offset;
        return local.map(found -> found.toInstant(inForce));
    }

    /**
     * The times after the first moment and before the second that the clock skips or shows twice: the first of each
     * change. An expression for every hour has none, since it follows the clock.
     */
    public List<ClockChange> clockChanges(Instant after, Instant before) {
        List<ClockChange> changes = new ArrayList<>();
        if (expression.isForEveryHour()) {
            return changes;
        }
        ZoneOffsetTransition change = zone.nextTransition(after);
        while (change != null && change.getInstant().isBefore(before)) {
            LocalDateTime from = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
            LocalDateTime to = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
            boolean isSkipped = change.isGap();
            expression
                    .next(from.minusNanos(1))
                    .filter(time -> time.isBefore(to))
                    .ifPresent(time -> changes.add(new ClockChange(time, isSkipped, offsetTime(moment(time)))));
            change = zone.nextTransition(change.getInstant());
        }
        return changes;
    }

    private OffsetDateTime offsetTime(Instant moment) {
        return moment.atOffset(zone.getOffset(moment));
    }
}
