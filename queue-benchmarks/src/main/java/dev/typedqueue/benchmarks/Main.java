package dev.typedqueue.benchmarks;

import dev.typedqueue.benchmarks.compiler.CompileTime;
import dev.typedqueue.benchmarks.engine.MemoryCells;
import dev.typedqueue.benchmarks.engine.Micro;
import dev.typedqueue.benchmarks.measure.Cell;
import dev.typedqueue.benchmarks.measure.Result;
import dev.typedqueue.benchmarks.measure.Rounds;
import dev.typedqueue.benchmarks.postgres.PostgresCells;
import dev.typedqueue.benchmarks.postgres.PostgresServer;
import dev.typedqueue.benchmarks.postgres.Scale;
import dev.typedqueue.benchmarks.postgres.agent.NodePackages;
import dev.typedqueue.benchmarks.postgres.peers.Contestant;
import dev.typedqueue.benchmarks.postgres.peers.Contestants;
import dev.typedqueue.benchmarks.report.Machine;
import dev.typedqueue.benchmarks.report.Measured;
import dev.typedqueue.benchmarks.report.Measured.Description;
import dev.typedqueue.benchmarks.report.Report;
import dev.typedqueue.benchmarks.sqlite.SqliteCells;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Measures, and writes {@code docs/benchmarks.md}.
 *
 * <p>{@code --quick} measures less and is done in minutes; {@code --smoke} hardly measures, and writes below
 * {@code target}: it shows that the benchmarks work. {@code --embedded} and {@code --postgres} measure one part.
 * {@code --group=drain,rules} measures only the cells of those groups, and {@code --only=text} only those of which
 * group, system or condition contains the text; either writes below {@code target} too, for a part of the cells must
 * not take the place of all. {@code --keep-others} beside {@code --group} lets whole groups take the place of the same
 * groups on the page. What the group {@code long} has takes so long that it is measured only if it is named.
 */
public final class Main {

    private static final Path SCRATCH = Path.of("queue-benchmarks", "target");
    private static final String ONLY = "--only=";
    private static final String GROUP = "--group=";

    private final Options options;
    private final Report report;
    private final Set<String> groups = new TreeSet<>();
    private boolean failed;

    private Main(Options options, Report report) {
        this.options = options;
        this.report = report;
    }

    /** What was asked for. */
    private record Options(
            boolean embedded, boolean postgres, String scale, String only, Set<String> groups, boolean keepsOthers) {

        static Options of(List<String> arguments) {
            boolean one = arguments.contains("--embedded") || arguments.contains("--postgres");
            return new Options(
                    !one || arguments.contains("--embedded"),
                    !one || arguments.contains("--postgres"),
                    arguments.contains("--smoke") ? "smoke" : arguments.contains("--quick") ? "quick" : "full",
                    value(arguments, ONLY).orElse(""),
                    value(arguments, GROUP)
                            .map(groups -> Set.of(groups.split(",", -1)))
                            .orElse(Set.of()),
                    arguments.contains("--keep-others"));
        }

        private static Optional<String> value(List<String> arguments, String option) {
            return arguments.stream()
                    .filter(argument -> argument.startsWith(option))
                    .map(argument -> argument.substring(option.length()))
                    .findFirst();
        }

        boolean isPart() {
            return !only.isEmpty() || !groups.isEmpty();
        }

        boolean isForThePage() {
            return !isSmoke() && only.isEmpty() && (groups.isEmpty() || keepsOthers);
        }

        boolean isSmoke() {
            return scale.equals("smoke");
        }

        boolean wants(Cell cell) {
            return (groups.isEmpty() ? !cell.group().equals(PostgresCells.LONG) : groups.contains(cell.group()))
                    && (cell.group() + " " + cell.system() + " " + cell.condition()).contains(only);
        }
    }

    /** Runs the benchmarks from the project's root folder. */
    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(List.of(arguments));
        Path folder = options.isForThePage() ? Path.of("docs") : SCRATCH;
        Main main = new Main(options, new Report(folder, options.keepsOthers()));
        if (options.embedded()) {
            main.measureEmbedded();
        }
        if (options.postgres()) {
            main.measurePostgres();
        }
        main.requireGroups();
        System.err.println("Written: " + folder.resolve("benchmarks.md"));
        // What failed is in the report; whoever ran this must not overlook it.
        System.exit(main.failed ? 1 : 0);
    }

    private void measureEmbedded() throws Exception {
        int divisor = options.isSmoke() ? 100 : options.scale().equals("quick") ? 4 : 1;
        int rounds = options.scale().equals("full") ? 5 : 1;
        List<Cell> cells = new ArrayList<>(SqliteCells.all(divisor));
        cells.addAll(MemoryCells.all(divisor));
        cells.addAll(CompileTime.cells());
        List<Result> results = new ArrayList<>(measure(cells, options.isSmoke() ? 0 : 1, rounds));
        if (!options.isPart()) {
            results.addAll(Micro.run(options.isSmoke()));
        }
        report.embedded(new Measured(Machine.here(), options.scale(), rounds, Map.of(), List.of(), List.of(), results));
    }

    private void measurePostgres() throws Exception {
        Scale scale = options.isSmoke() ? Scale.SMOKE : options.scale().equals("quick") ? Scale.QUICK : Scale.FULL;
        Optional<NodePackages> node = NodePackages.install(SCRATCH.resolve("node"));
        List<Contestant> contestants = Contestants.all().stream()
                .filter(each -> !each.inNode() || node.isPresent())
                .toList();
        List<String> notes = new ArrayList<>();
        if (node.isEmpty()) {
            notes.add("graphile-worker and pg-boss could not be installed from npm on this machine, and are left out.");
        }
        try (PostgresServer server = PostgresServer.start()) {
            Map<Boolean, List<Cell>> cells = PostgresCells.all(server, node.orElse(null), scale, contestants).stream()
                    .collect(Collectors.partitioningBy(PostgresCells::isMeasuredOnce));
            List<Result> results = new ArrayList<>(measure(cells.getOrDefault(false, List.of()), 0, scale.rounds()));
            results.addAll(measure(cells.getOrDefault(true, List.of()), 0, 1));
            List<Description> systems = contestants.stream()
                    .map(each -> new Description(each.name(), each.settings(), each.keepsHistory()))
                    .toList();
            report.postgres(new Measured(
                    Machine.here(), options.scale(), scale.rounds(), server.settings(), systems, notes, results));
        }
    }

    /** A name that is mistyped must not pass for a measurement. */
    private void requireGroups() {
        for (String wanted : options.groups()) {
            if (!groups.contains(wanted)) {
                throw new IllegalArgumentException("There is no group \"" + wanted + "\"; there are " + groups);
            }
        }
    }

    private List<Result> measure(List<Cell> cells, int warmUps, int rounds) throws Exception {
        cells.forEach(cell -> groups.add(cell.group()));
        List<Result> results =
                Rounds.measure(cells.stream().filter(options::wants).toList(), warmUps, rounds);
        failed |= results.stream().anyMatch(result -> result.failure() != null);
        return results;
    }
}
