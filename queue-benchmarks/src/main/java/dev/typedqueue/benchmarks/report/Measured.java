package dev.typedqueue.benchmarks.report;

import dev.typedqueue.benchmarks.measure.Result;
import java.util.List;
import java.util.Map;

/**
 * Everything that one run of one suite gave; this is what is kept as JSON.
 *
 * @param scale how much was measured, such as {@code full}
 * @param rounds how often each cell was measured
 * @param server the settings of the database server, if there was one
 * @param systems what was compared, and by which settings
 * @param notes what the reader must know of this run, such as systems that could not take part
 */
public record Measured(
        Machine machine,
        String scale,
        int rounds,
        Map<String, String> server,
        List<Description> systems,
        List<String> notes,
        List<Result> results) {

    /** A system that was compared. */
    public record Description(String name, String settings, boolean keepsHistory) {}
}
