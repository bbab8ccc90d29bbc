package dev.typedqueue.benchmarks.report;

import dev.typedqueue.benchmarks.measure.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

    /**
     * This run of some groups of cells, in the place that these had in an earlier run of all.
     *
     * @throws IllegalArgumentException if the runs cannot stand beside one another
     */
    Measured within(Measured earlier) {
        if (!scale.equals(earlier.scale) || rounds != earlier.rounds || !server.equals(earlier.server)) {
            throw new IllegalArgumentException("The other groups were measured as " + earlier.scale + ", in rounds: "
                    + earlier.rounds + ", with " + earlier.server + ". Measure these in the same way, or all of them.");
        }
        Set<String> groups = results.stream().map(Result::group).collect(Collectors.toCollection(TreeSet::new));
        List<Result> all = new ArrayList<>(results);
        earlier.results.stream()
                .filter(result -> !groups.contains(result.group()))
                .forEach(all::add);
        List<String> allNotes = new ArrayList<>(notes);
        earlier.notes.stream().filter(note -> !notes.contains(note)).forEach(allNotes::add);
        allNotes.add("Measured in a later run than the others, of %s: the groups `%s`."
                .formatted(machine.date(), String.join("`, `", groups)));
        return new Measured(machine, scale, rounds, server, systems, allNotes, all);
    }
}
