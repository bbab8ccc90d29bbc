package dev.typedqueue.benchmarks.report;

import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Result;
import dev.typedqueue.benchmarks.measure.Sample;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Looks results up. */
record Results(List<Result> all) {

    List<Result> group(String group) {
        return all.stream().filter(result -> result.group().equals(group)).toList();
    }

    Optional<Result> result(String group, String system, String condition) {
        return group(group).stream()
                .filter(result ->
                        result.system().equals(system) && result.condition().equals(condition))
                .findFirst();
    }

    Optional<Sample> sample(String group, String system, String condition, Figure figure) {
        return result(group, system, condition).flatMap(result -> result.sample(figure));
    }

    /** The median of a figure of the first system whose name begins so. */
    OptionalDouble median(String group, String system, String condition, Figure figure) {
        return group(group).stream()
                .filter(result ->
                        result.system().startsWith(system) && result.condition().equals(condition))
                .flatMap(result -> result.sample(figure).stream())
                .mapToDouble(Sample::median)
                .findFirst();
    }

    List<Result> failed() {
        return all.stream().filter(result -> result.failure() != null).toList();
    }
}
