package dev.typedqueue.benchmarks.engine;

import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Result;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks. */
public final class Micro {

    private Micro() {}

    /** Measures all of them; once and briefly if it is only to show that they work. */
    public static List<Result> run(boolean smoke) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(EngineBenchmark.class.getName())
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        if (smoke) {
            options.warmupIterations(0).measurementIterations(1);
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        return results.stream().map(Micro::result).toList();
    }

    private static Result result(RunResult result) {
        List<Double> rounds = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .toList();
        String name = result.getPrimaryResult().getLabel();
        return new Result("micro", name, "memory", Map.of(Figure.MICROSECONDS, rounds), List.of(), null);
    }
}
