package dev.typedqueue.definition;

import dev.typedqueue.annotation.MissedRuns;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;

/** When a job is added by itself. */
public sealed interface Schedule {

    /** What happens with times that passed while no node ran the queue. */
    MissedRuns missed();

    /**
     * At the times of a cron expression.
     *
     * @param expression five fields, as in Unix's crontab
     * @param zone the time zone in which they are read
     * @param missed what happens with missed times
     */
    record Cron(String expression, ZoneId zone, MissedRuns missed) implements Schedule {
        public Cron {
            Objects.requireNonNull(expression, "expression");
            Objects.requireNonNull(zone, "zone");
            Objects.requireNonNull(missed, "missed");
        }
    }

    /**
     * At whole multiples of a period since 1970.
     *
     * @param period at least a second
     * @param missed what happens with missed times
     */
    record Every(Duration period, MissedRuns missed) implements Schedule {
        public Every {
            Objects.requireNonNull(missed, "missed");
            if (period.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("period must be at least one second, but is " + period);
            }
        }
    }

    /** At the times of a cron expression in a time zone; for all missed times there is one job. */
    static Schedule cron(String expression, String zone) {
        return cron(expression, zone, MissedRuns.ONCE);
    }

    /** At the times of a cron expression in a time zone. */
    static Schedule cron(String expression, String zone, MissedRuns missed) {
        return new Cron(expression, ZoneId.of(zone), missed);
    }

    /** At a fixed rate; for all missed times there is one job. */
    static Schedule every(Duration period) {
        return every(period, MissedRuns.ONCE);
    }

    /** At a fixed rate. */
    static Schedule every(Duration period, MissedRuns missed) {
        return new Every(period, missed);
    }
}
