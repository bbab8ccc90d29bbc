package dev.typedqueue.benchmarks;

import java.util.List;

/**
 * What the rounds of a cell gave.
 *
 * @param group the table it belongs to
 * @param system what was measured
 * @param condition under which condition
 * @param unit the unit of the figures
 * @param rounds each round's figure, in order
 */
record Result(String group, String system, String condition, String unit, List<Double> rounds) {

    double median() {
        List<Double> sorted = rounds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double least() {
        return rounds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double greatest() {
        return rounds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
