package dev.typedqueue.internal.engine;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.typedqueue.definition.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** The times of a schedule. */
interface SlotTimes {

    /** The first time after the given one, if there is one. */
    Optional<Instant> after(Instant time);

    /** The times after the first given one, up to and including the second: the latest ones, in order. */
    default List<Instant> latestBetween(Instant after, Instant upTo, int limit) {
        ArrayDeque<Instant> latest = new ArrayDeque<>();
        Optional<Instant> next = after(after);
        while (next.isPresent() && !next.get().isAfter(upTo)) {
            latest.add(next.get());
            if (latest.size() > limit) {
                latest.removeFirst();
            }
            next = after(next.get());
        }
        return List.copyOf(latest);
    }

    static SlotTimes of(Schedule schedule) {
        if (schedule instanceof Schedule.Cron cron) {
            return ofCron(cron);
        }
        return new Periodic(((Schedule.Every) schedule).period());
    }

    private static SlotTimes ofCron(Schedule.Cron cron) {
        CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        ExecutionTime times = ExecutionTime.forCron(parser.parse(cron.expression()));
        return time -> times.nextExecution(time.atZone(cron.zone())).map(next -> next.toInstant());
    }

    /** Whole multiples of a period since 1970, the same on every node. */
    record Periodic(Duration period) implements SlotTimes {

        @Override
        public Optional<Instant> after(Instant time) {
            long millis = period.toMillis();
            long slot = Math.floorDiv(time.toEpochMilli(), millis) + 1;
            return Optional.of(Instant.ofEpochMilli(slot * millis));
        }

        @Override
        public List<Instant> latestBetween(Instant after, Instant upTo, int limit) {
            Instant earliest = upTo.minus(period.multipliedBy(limit));
            return SlotTimes.super.latestBetween(earliest.isAfter(after) ? earliest : after, upTo, limit);
        }
    }
}
