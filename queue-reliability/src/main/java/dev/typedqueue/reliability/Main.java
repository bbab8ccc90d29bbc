package dev.typedqueue.reliability;

import dev.typedqueue.reliability.report.Machine;
import dev.typedqueue.reliability.report.Report;
import dev.typedqueue.reliability.report.Report.Run;
import dev.typedqueue.reliability.report.TrialResult;
import dev.typedqueue.reliability.scenario.Scenario;
import dev.typedqueue.reliability.scenario.TrialRunner;
import dev.typedqueue.reliability.soak.Soak;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Injects faults, and writes {@code docs/reliability.md}.
 *
 * <p>{@code --minutes=N} says how long it takes, 30 by default, and {@code --seed=N} repeats the random choices of an
 * earlier run. {@code --only=expression} runs only the trials in whose store and name this regular expression is found,
 * and {@code --smoke} each for a moment; both write below {@code target}. {@code --soak} runs a mixed load without
 * faults instead.
 */
public final class Main {

    private static final Path SCRATCH = Path.of("queue-reliability", "target");

    /** A trial and the database that it is run on. */
    private record Planned(Scenario scenario, Scenario.Kind kind) {}

    private Main() {}

    /** Runs from the project's root folder. */
    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(List.of(arguments));
        boolean partial = options.isSmoke() || !options.only().isEmpty();
        Report report =
                new Report(partial ? SCRATCH : Path.of("docs"), Path.of("queue-test", "target", "simulation.json"));
        boolean sound = true;
        if (options.isSoak()) {
            report.soak(Soak.run(SCRATCH.resolve("soak"), options.duration()));
        } else {
            List<TrialResult> results = trials(options);
            report.faults(new Run(Machine.here(), String.join(" ", arguments), options.seed(), results));
            sound = results.stream().filter(TrialResult::isRun).allMatch(TrialResult::isSound);
        }
        System.err.println("Written: " + report.page());
        // What failed is in the report; whoever ran this must not overlook it.
        System.exit(sound ? 0 : 1);
    }

    private static List<TrialResult> trials(Options options) throws Exception {
        List<Planned> planned = planned(options.only());
        TrialRunner runner = new TrialRunner(SCRATCH.resolve("trials"), options.seed());
        int weights =
                planned.stream().mapToInt(trial -> trial.scenario().weight()).sum();
        Duration unit =
                options.isSmoke() ? Duration.ofSeconds(5) : options.duration().dividedBy(Math.max(1, weights));
        List<TrialResult> results = new ArrayList<>();
        for (Planned trial : planned) {
            TrialResult result = runner.run(
                    trial.scenario(),
                    trial.kind(),
                    unit.multipliedBy(trial.scenario().weight()));
            System.err.println(result);
            results.add(result);
        }
        return results;
    }

    private static List<Planned> planned(String only) {
        Pattern wanted = Pattern.compile(only);
        List<Planned> planned = new ArrayList<>();
        for (Scenario scenario : Scenario.all()) {
            for (Scenario.Kind kind : scenario.kinds()) {
                if (wanted.matcher(kind + " " + scenario.name()).find()) {
                    planned.add(new Planned(scenario, kind));
                }
            }
        }
        return planned;
    }
}
