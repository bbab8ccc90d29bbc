package dev.typedqueue.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Writes the figures for people, and for programs. */
final class Report {

    private static final String OURS = "TypedQueue";
    private static final String COMMAND = "mvn -Pbenchmarks -pl queue-benchmarks -am verify -DskipTests";

    private final List<Result> results;
    private final StringBuilder page = new StringBuilder();

    private Report(List<Result> results) {
        this.results = results;
    }

    static void write(List<Result> results, int rounds, Path folder) throws IOException {
        Map<String, Object> machine = Map.of(
                "date", LocalDate.now().toString(),
                "processors", Runtime.getRuntime().availableProcessors(),
                "java", Runtime.version().toString(),
                "system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(
                folder.resolve("benchmarks.json").toFile(), Map.of("machine", machine, "results", results));
        Files.writeString(folder.resolve("benchmarks.md"), new Report(results).text(machine, rounds));
    }

    private String text(Map<String, Object> machine, int rounds) {
        page.append(
                """
                # Benchmarks

                This page is written by the command that measures:

                ```
                %s
                ```

                Measured on %s, with %s processors, Java %s, %s. All cells were run in turn, %d rounds after one to warm
                up; a figure is the median of the rounds, with the least and the greatest behind it. The machine was
                shared, so trust the ratios, which come from one run, more than the figures. Every cell checked that each
                job ran exactly once. The figures of every round are in `benchmarks.json`.
                """
                        .formatted(
                                COMMAND,
                                machine.get("date"),
                                machine.get("processors"),
                                machine.get("java"),
                                machine.get("system"),
                                rounds));
        comparison(
                "add",
                "SQLite: jobs added a second",
                "Each thread adds a job, waits until it is durable (`synchronous=FULL`), and adds the next. TypedQueue"
                        + " writes what all threads wait for in one transaction. Beside it, one transaction for each"
                        + " insert, by hand, on one table with one index.");
        comparison(
                "run",
                "SQLite: jobs run a second",
                "A backlog is run by so many slots; the handlers do nothing, and finished jobs are kept. Beside it, by"
                        + " hand: claim a job in one transaction, complete it in another.");
        single(
                "memory",
                "Memory: jobs run a second",
                "The same with the in-memory store, 8 slots: the cost of the engine alone.");
        single(
                "micro",
                "The cost of the library a job",
                "JMH's averages with the in-memory store: `add` is one call of `add`, `run` is one job from its claim to"
                        + " its outcome with one slot, `newId` is one id.");
        compileTime();
        return page.toString();
    }

    private void comparison(String group, String title, String explanation) {
        heading(title, explanation);
        page.append("| | TypedQueue | one transaction each | ratio |\n| --- | ---: | ---: | ---: |\n");
        for (Result ours : of(group).filter(result -> result.system().equals(OURS)).toList()) {
            Result raw = of(group)
                    .filter(result -> !result.system().equals(OURS) && result.condition().equals(ours.condition()))
                    .findFirst()
                    .orElseThrow();
            page.append("| %s | %s | %s | %s |%n".formatted(
                    ours.condition(), figure(ours), figure(raw), ratio(ours.median() / raw.median())));
        }
    }

    private void single(String group, String title, String explanation) {
        heading(title, explanation);
        page.append("| | figure |\n| --- | ---: |\n");
        of(group).forEach(result -> page.append(
                "| %s | %s %s |%n".formatted(result.system(), figure(result), result.unit())));
    }

    private void compileTime() {
        heading(
                "Compile time of 500 jobs",
                "50 queues of 10 jobs with four parameters each, in a fresh `javac`: with the processor, and without it"
                        + " for the very same classes, the generated ones being given as sources.");
        Result with = of("compile").findFirst().orElseThrow();
        Result without = of("compile").skip(1).findFirst().orElseThrow();
        page.append("| with the processor | plain javac | difference |\n| ---: | ---: | ---: |\n");
        page.append("| %s s | %s s | %s s |%n".formatted(
                figure(with), figure(without), number(with.median() - without.median())));
    }

    private Stream<Result> of(String group) {
        return results.stream().filter(result -> result.group().equals(group));
    }

    private void heading(String title, String explanation) {
        page.append("%n## %s%n%n%s%n%n".formatted(title, explanation));
    }

    private static String figure(Result result) {
        return "%s (%s–%s)".formatted(number(result.median()), number(result.least()), number(result.greatest()));
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, Math.abs(number) >= 100 ? "%,.0f" : "%.2f", number);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.1f×", ratio);
    }
}
