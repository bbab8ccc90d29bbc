package dev.typedqueue.benchmarks.measure;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one run of a cell gave.
 *
 * @param figures the quantities; what could not be measured here is left out
 * @param series jobs run in each second, if the cell looks at the course of time
 */
public record Measurement(Map<Figure, Double> figures, List<Double> series) {

    /** A single quantity. */
    public static Measurement of(Figure figure, double value) {
        return new Measurement(Map.of(figure, value), List.of());
    }

    /** These figures and another. */
    public Measurement with(Figure figure, double value) {
        Map<Figure, Double> more = new EnumMap<>(Figure.class);
        more.putAll(figures);
        more.put(figure, value);
        return new Measurement(more, series);
    }
}
