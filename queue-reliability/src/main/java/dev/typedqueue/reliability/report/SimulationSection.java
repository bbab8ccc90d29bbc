package dev.typedqueue.reliability.report;

import java.util.Locale;

/** The part of the page on the simulation. */
record SimulationSection(SimulationResult result) {

    String text() {
        return String.format(
                Locale.ROOT,
                """
                Run on %s by %s, from seed %d.

                | seeds | adds acknowledged | attempts | crashes | stale writes refused | violations | seconds |
                | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                | %,d | %,d | %,d | %,d | %,d | %s | %,.1f |
                """,
                result.date(),
                result.run(),
                result.firstSeed(),
                result.seeds(),
                result.addsAcknowledged(),
                result.attempts(),
                result.crashes(),
                result.refusedStaleWrites(),
                result.violations() == 0 ? "0" : "**" + result.violations() + "**",
                result.seconds());
    }
}
