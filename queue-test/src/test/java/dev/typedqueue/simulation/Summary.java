package dev.typedqueue.simulation;

import java.time.Duration;
import java.util.Locale;

/**
 * What a run of many seeds tells a page that reports on it.
 *
 * @param date the day, as {@code 2030-12-31}
 * @param run which run it was
 * @param tally what was in the histories
 * @param firstSeed the first seed
 * @param duration how long it took
 */
record Summary(String date, String run, Tally tally, long firstSeed, Duration duration) {

    String json() {
        return String.format(
                Locale.ROOT,
                """
                {
                  "date": "%s",
                  "run": "%s",
                  "firstSeed": %d,
                  "seeds": %d,
                  "addsAcknowledged": %d,
                  "attempts": %d,
                  "crashes": %d,
                  "refusedStaleWrites": %d,
                  "violations": %d,
                  "seconds": %.1f
                }
                """,
                date,
                run,
                firstSeed,
                tally.seeds(),
                tally.acknowledgedAdds(),
                tally.attempts(),
                tally.crashes(),
                tally.refusedStaleWrites(),
                tally.violations(),
                duration.toMillis() / 1_000.0);
    }
}
