package dev.typedqueue.benchmarks.report;

import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Result;
import dev.typedqueue.benchmarks.measure.Sample;
import java.util.List;
import java.util.Optional;

/** What was measured without a database server: the library, SQLite, the compiler. */
final class EmbeddedSection {

    private static final String OURS = "TypedQueue";
    private static final String RAW = "one transaction each";

    private final Measured measured;
    private final Results results;
    private final StringBuilder page = new StringBuilder();

    EmbeddedSection(Measured measured) {
        this.measured = measured;
        this.results = new Results(measured.results());
    }

    String text() {
        page.append("""
                ## The library, SQLite and the compiler

                Measured on %s. All cells were run in turn, %s after one to warm up; a figure is the median of the \
                rounds, with the least and the greatest behind it. The cells that run jobs check that each ran exactly \
                once, the ones that only add count what is stored. The figures of every round are in \
                [embedded.json](benchmarks/embedded.json).
                """.formatted(
                measured.machine().sentence(), measured.rounds() == 1 ? "one round" : measured.rounds() + " rounds"));
        measured.notes().forEach(note -> page.append("\n%s\n".formatted(note)));
        comparison(
                "add",
                "SQLite: jobs added a second",
                "Each thread adds a job, waits until it is durable (`synchronous=FULL`), and adds the next. TypedQueue"
                        + " writes what all threads wait for in one transaction. Beside it, one transaction for each"
                        + " insert, by hand, on one table with one index.");
        comparison(
                "run",
                "SQLite: jobs run a second",
                "A backlog is run by so many threads; the handlers do nothing, and finished jobs are kept. Beside it, by"
                        + " hand: claim a job in one transaction, complete it in another.");
        if (!results.group("rules").isEmpty()) {
            heading("SQLite: what rules cost", RulesTable.EXPLANATION);
            page.append(new RulesTable(results).text());
        }
        single(
                "memory",
                "Memory: jobs run a second",
                "The same with the in-memory store and 8 threads: the cost of the engine alone.",
                Figure.RATE);
        single(
                "micro",
                "The cost of the library a job",
                "JMH's averages with the in-memory store: `add` is one call of `add`, `run` is one job from its claim to"
                        + " its outcome with one thread, `newId` is one id.",
                Figure.MICROSECONDS);
        compileTime();
        return page.toString();
    }

    private void comparison(String group, String title, String explanation) {
        heading(title, explanation);
        Table table = new Table(List.of(OURS, RAW, "ratio"));
        for (Result each : results.group(group)) {
            if (each.system().equals(OURS)) {
                table.row(each.condition(), comparison(group, each.condition()));
            }
        }
        page.append(table.text());
    }

    private List<String> comparison(String group, String condition) {
        var ours = results.sample(group, OURS, condition, Figure.RATE);
        var raw = results.sample(group, RAW, condition, Figure.RATE);
        String ratio = ours.isPresent() && raw.isPresent()
                ? Table.ratio(ours.get().median() / raw.get().median())
                : Table.NOTHING;
        return List.of(Table.figure(ours), Table.figure(raw), ratio);
    }

    private void single(String group, String title, String explanation, Figure figure) {
        heading(title, explanation);
        Table table = new Table(List.of(figure.unit()));
        results.group(group)
                .forEach(result -> table.row(result.system(), List.of(Table.figure(result.sample(figure)))));
        page.append(table.text());
    }

    private void compileTime() {
        heading(
                "Compile time of 500 jobs",
                "50 queues of 10 jobs with four parameters each, in a fresh `javac`: with the processor; with one that does"
                        + " nothing but copy the same 550 files, as any processor has to hand them over; and without one,"
                        + " the generated classes being given as sources.");
        var plain = compileTime("plain javac");
        Table table = new Table(List.of("seconds", "over plain javac"));
        for (String way : List.of("with the processor", "with one that copies")) {
            table.row(way, List.of(Table.figure(compileTime(way)), over(compileTime(way), plain)));
        }
        page.append(table.row("plain javac", List.of(Table.figure(plain), Table.NOTHING))
                .text());
    }

    private Optional<Sample> compileTime(String way) {
        return results.sample("compile", way, "500 jobs", Figure.SECONDS);
    }

    private static String over(Optional<Sample> way, Optional<Sample> plain) {
        return way.isPresent() && plain.isPresent()
                ? Table.number(way.get().median() - plain.get().median())
                : Table.NOTHING;
    }

    private void heading(String title, String explanation) {
        page.append("%n### %s%n%n%s%n%n".formatted(title, explanation));
    }
}
