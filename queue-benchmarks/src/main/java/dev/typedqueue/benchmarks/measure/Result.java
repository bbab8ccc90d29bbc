package dev.typedqueue.benchmarks.measure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the rounds of a cell gave.
 *
 * @param group the table it belongs to
 * @param system what was measured
 * @param condition under which condition
 * @param rounds each round's value of each figure, in order
 * @param series each round's jobs a second over time
 * @param failure why the cell has no more rounds, if one failed
 */
public record Result(
        String group,
        String system,
        String condition,
        Map<Figure, List<Double>> rounds,
        List<List<Double>> series,
        @Nullable String failure) {

    /** The rounds of a figure, or nothing if it was not measured. */
    public Optional<Sample> sample(Figure figure) {
        List<Double> values = rounds.getOrDefault(figure, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(new Sample(values));
    }
}
