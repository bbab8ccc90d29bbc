package dev.typedqueue.reliability.report;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Where and when something was run. */
public record Machine(String date, int processors, String java, String system) {

    /** This machine, today. */
    public static Machine here() {
        return new Machine(
                LocalDate.now(ZoneOffset.UTC).toString(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
    }

    @Override
    public String toString() {
        return "%s, %d processors, Java %s, %s".formatted(date, processors, java, system);
    }
}
