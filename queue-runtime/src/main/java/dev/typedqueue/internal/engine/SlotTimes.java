package dev.typedqueue.internal.engine;

import dev.typedqueue.cron.CronExpression;
import dev.typedqueue.cron.CronTimes;
import dev.typedqueue.definition.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** The times of a schedule. */
@FunctionalInterface
interface SlotTimes {

    /** The first time after the given one, if there is one. */
    Optional<Instant> after(Instant time);

    /**
     * The times after the first given one, up to and including the second: the latest ones, in order. It looks back
     * only as far as it must, so that years in which no node ran do not matter.
     */
    default List<Instant> latestBetween(Instant after, Instant upTo, int limit) {
        Duration window = Duration.ofHours(1);
        while (true) {
            Instant from = upTo.minus(window);
            boolean whole = !from.isAfter(after);
            List<Instant> latest = allBetween(whole ? after : from, upTo, limit);
            if (whole || latest.size() == limit) {
                return latest;
            }
            window = window.multipliedBy(4);
        }
    }

    private List<Instant> allBetween(Instant after, Instant upTo, int limit) {
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

    static SlotTimes of(Schedule.Timing timing) {
        if (timing instanceof Schedule.Cron cron) {
            return new CronTimes(CronExpression.parse(cron.expression()), cron.zone())::after;
        }
        if (timing instanceof Schedule.AfterEnd afterEnd) {
            return new Delayed(afterEnd.delay());
        }
        return new Periodic(((Schedule.Every) timing).period());
    }

    /** One time, so long after the end of the last job. */
    record Delayed(Duration delay) implements SlotTimes {

        @Override
        public Optional<Instant> after(Instant time) {
            return Optional.of(time.plus(delay));
        }

        @Override
        public List<Instant> latestBetween(Instant after, Instant upTo, int limit) {
            return after(after).filter(slot -> !slot.isAfter(upTo)).stream().toList();
        }
    }

    /** Whole multiples of a period since 1970, the same on every node. */
    record Periodic(Duration period) implements SlotTimes {

        @Override
        public Optional<Instant> after(Instant time) {
            long millis = period.toMillis();
            long slot = Math.floorDiv(time.toEpochMilli(), millis) + 1;
            return Optional.of(Instant.ofEpochMilli(slot * millis));
        }
    }
}
