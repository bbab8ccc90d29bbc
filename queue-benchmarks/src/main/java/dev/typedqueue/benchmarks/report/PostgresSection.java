package dev.typedqueue.benchmarks.report;

import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Result;
import dev.typedqueue.benchmarks.measure.Sample;
import dev.typedqueue.benchmarks.report.Measured.Description;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The comparison on PostgreSQL. */
final class PostgresSection {

    private static final String OURS = "TypedQueue";

    private final Measured measured;
    private final Results results;
    private final StringBuilder page = new StringBuilder();

    PostgresSection(Measured measured) {
        this.measured = measured;
        this.results = new Results(measured.results());
    }

    String text() {
        introduction();
        drain();
        costs();
        enqueue();
        rules();
        layouts();
        pickup();
        course();
        longRuns();
        targets();
        systems();
        failures();
        return page.toString();
    }

    private void introduction() {
        Map<String, String> settings = new LinkedHashMap<>(measured.server());
        String version = settings.remove("server_version");
        List<String> listed = new ArrayList<>();
        settings.forEach((name, value) -> listed.add("`%s = %s`".formatted(name, value)));
        page.append("""
                ## PostgreSQL, beside its peers

                Measured on %s, with PostgreSQL %s on the same machine as the jobs: %s. This was the *%s* run: each cell \
                was measured %s, all systems in turn.

                Every system runs in processes of its own, is told the same things by the same code, and carries the \
                same 100 bytes; the handlers do nothing but count. Each measurement has a fresh database. **Every cell \
                checks by number that each job ran exactly once**, and fails if not. A figure is the median, with the \
                least and the greatest behind it. Everything shares the machine's processors, so trust ratios more than \
                figures, and no ratio below 1.3. The figures of every round are in \
                [postgres.json](benchmarks/postgres.json).
                """.formatted(
                        measured.machine().sentence(),
                        version,
                        String.join(", ", listed),
                        measured.scale(),
                        measured.rounds() == 1 ? "once" : measured.rounds() + " times"));
        measured.notes().forEach(note -> page.append("\n%s\n".formatted(note)));
    }

    private void drain() {
        heading(
                "Jobs run a second, from a backlog",
                "The clock runs from the first job's begin until the last one is finished in the database. Each system is"
                        + " measured in its steady state: its backlog is what it runs in about ten seconds (in the"
                        + " quick run, four), as shown, and the same processes have run a backlog as large just before, by"
                        + " which their code is compiled and their caches are warm. *Beside scheduled*: with so many jobs due in an hour; *beside finished*: with so many finished ones, where"
                        + " the system keeps them; *1 ms away*: each round trip takes a millisecond longer.");
        image("drain", "Jobs run a second by one process");
        Table table = new Table(List.of(
                "jobs",
                "1 process",
                "TypedQueue / it",
                "2 processes",
                "beside scheduled",
                "beside finished",
                "1 ms away"));
        for (Description each : measured.systems()) {
            Optional<Sample> rate = results.sample("drain", each.name(), "1 process", Figure.RATE);
            if (results.result("drain", each.name(), "1 process").isPresent()) {
                table.row(
                        each.name(),
                        List.of(
                                Table.median(results.sample("drain", each.name(), "1 process", Figure.JOBS)),
                                Table.figure(rate),
                                ratioToOurs(rate),
                                Table.figure(results.sample("drain", each.name(), "2 processes", Figure.RATE)),
                                beside(each, "beside scheduled"),
                                each.keepsHistory() ? beside(each, "beside finished") : "keeps none",
                                Table.figure(results.sample("drain", each.name(), "1 ms away", Figure.RATE))));
            }
        }
        page.append(table.text());
    }

    private String ratioToOurs(Optional<Sample> theirs) {
        var ours = results.median("drain", OURS, "1 process", Figure.RATE);
        return ours.isPresent() && theirs.isPresent()
                ? Table.ratio(ours.getAsDouble() / theirs.get().median())
                : Table.NOTHING;
    }

    private String beside(Description system, String condition) {
        Optional<Sample> rate = results.sample("drain", system.name(), condition, Figure.RATE);
        Optional<Sample> count = results.sample("drain", system.name(), condition, Figure.BESIDE);
        return rate.isEmpty() ? Table.NOTHING : Table.figure(rate) + " of " + Table.median(count);
    }

    private void costs() {
        heading(
                "What a job costs",
                "From the same drain by one process; the first column is the insert in bulk before it. Write-ahead log and processor time"
                        + " of the server include its background work; dead rows are the row versions that updates and"
                        + " deletes leave for vacuum (dropping a partition leaves none).");
        List<Figure> figures = List.of(
                Figure.WAL_PER_ADD,
                Figure.WAL_PER_JOB,
                Figure.COMMITS_PER_JOB,
                Figure.STATEMENTS_PER_JOB,
                Figure.DEAD_ROWS_PER_JOB,
                Figure.CLIENT_CPU_PER_JOB,
                Figure.SERVER_CPU_PER_JOB);
        Table table = new Table(List.of(
                "log of the insert, B",
                "log, B",
                "commits",
                "statements",
                "dead rows",
                "client CPU, µs",
                "server CPU, µs"));
        rows("drain", "1 process", table, figures);
        page.append(table.text());
    }

    private void enqueue() {
        heading(
                "Jobs added a second",
                "One by one, each thread waiting until its own job is durable, and in bulk, as each system does it best."
                        + " *Away*: each round trip takes a millisecond longer.");
        Table table = new Table(
                List.of("1 thread", "8 threads", "in bulk", "1 thread, away", "8 threads, away", "in bulk, away"));
        List<Figure> figures = List.of(Figure.ADDS_BY_1, Figure.ADDS_BY_8, Figure.ADDS_IN_BULK);
        for (Description each : measured.systems()) {
            List<String> values = new ArrayList<>();
            for (String condition : List.of("near", "1 ms away")) {
                figures.forEach(
                        figure -> values.add(Table.figure(results.sample("enqueue", each.name(), condition, figure))));
            }
            table.row(each.name(), values);
        }
        page.append(table.text());
    }

    private void rules() {
        heading("What rules cost", RulesTable.EXPLANATION + " All by one process.");
        image("rules", "Jobs run a second, by jobs with each rule");
        page.append(new RulesTable(results).text());
    }

    private void layouts() {
        if (!results.group("layouts").isEmpty()) {
            heading("Table layouts", LayoutsTable.EXPLANATION);
            image("layouts-snapshot", "Jobs run a second with each layout while an old snapshot is held in the middle");
            page.append(new LayoutsTable(results).text());
        }
    }

    private void pickup() {
        heading(
                "How soon a job begins, in milliseconds",
                "From the call of add, its commit included, until the handler is called: half of the jobs / 99 of a"
                        + " hundred. *Idle*: 20 jobs a second. *Half load*: half of what eight threads could add one by one"
                        + " while the jobs ran, the load in parentheses. *Another*: added by another process than the one that"
                        + " runs them.");
        Table table = new Table(
                List.of("idle, same process", "idle, another", "half load, same process", "half load, another"));
        for (Description each : measured.systems()) {
            if (results.result("pickup", each.name(), "idle, same process").isPresent()) {
                table.row(
                        each.name(),
                        List.of(
                                pickup(each, "idle, same process", false),
                                pickup(each, "idle, another process", false),
                                pickup(each, "half load, same process", true),
                                pickup(each, "half load, another process", true)));
            }
        }
        page.append(table.text());
    }

    private String pickup(Description system, String condition, boolean withLoad) {
        Optional<Sample> half = results.sample("pickup", system.name(), condition, Figure.PICKUP_P50);
        Optional<Sample> most = results.sample("pickup", system.name(), condition, Figure.PICKUP_P99);
        Optional<Sample> load = results.sample("pickup", system.name(), condition, Figure.LOAD);
        return half.isEmpty()
                ? Table.NOTHING
                : Table.median(half) + " / " + Table.figure(most)
                        + (withLoad
                                ? " ("
                                        + Table.number(
                                                Math.rint(load.orElseThrow().median())) + "/s)"
                                : "");
    }

    private void course() {
        heading(
                "The course of time",
                "One process adds and runs jobs and keeps a backlog; measured once. *Old snapshot*: another session holds a snapshot open"
                        + " in the middle, as a long report or a forgotten session does; *kept* is the rate in the last third"
                        + " of that time in parts of the rate before; TypedQueue has to"
                        + " stand it five times as long. *Mixed soak*: jobs in bulk, jobs alone and jobs that are"
                        + " due two seconds later.");
        image("old-snapshot", "Jobs run a second while an old snapshot is held in the middle");
        image("mixed-soak", "Jobs run a second in the mixed soak");
        Table table = new Table(List.of("before the snapshot, jobs/s", "kept, %", "mixed soak, jobs/s"));
        for (Description each : measured.systems()) {
            if (results.result("course", each.name(), "mixed soak").isPresent()) {
                table.row(
                        each.name(),
                        List.of(
                                Table.figure(results.sample("course", each.name(), "old snapshot", Figure.RATE)),
                                Table.figure(results.sample("course", each.name(), "old snapshot", Figure.KEPT)),
                                Table.figure(results.sample("course", each.name(), "mixed soak", Figure.RATE))));
            }
        }
        page.append(table.text());
    }

    private void longRuns() {
        List<Result> all = results.group("long");
        if (!all.isEmpty()) {
            heading(
                    "Long runs",
                    "Measured once, and only when the group `long` is asked for: a drain, the same beside very many jobs"
                            + " that have been finished and a tenth as many that are due in an hour, and a rate while an"
                            + " old snapshot is held for ten minutes, with what was kept in the last third of them.");
            Table table = new Table(List.of("jobs", "jobs/s", "finished beside", "kept, %"));
            for (Result each : all) {
                table.row(
                        each.system() + ", " + each.condition(),
                        List.of(
                                Table.median(each.sample(Figure.JOBS)),
                                Table.figure(each.sample(Figure.RATE)),
                                Table.median(each.sample(Figure.BESIDE)),
                                Table.figure(each.sample(Figure.KEPT))));
            }
            page.append(table.text());
        }
    }

    private void targets() {
        heading(
                "Targets",
                "What TypedQueue set out to reach, and what this run shows. Where one is missed, the notes above say why.");
        page.append(new Targets(results).text());
    }

    private void systems() {
        heading("Who takes part, and how", "Each at the settings that suit it best here.");
        page.append("| | settings |\n| --- | --- |\n");
        measured.systems().forEach(each -> page.append("| %s | %s |%n".formatted(each.name(), each.settings())));
    }

    private void failures() {
        if (!results.failed().isEmpty()) {
            heading(
                    "What failed",
                    "These cells did not end, or a job did not run exactly once; their figures are left out.");
            for (Result each : results.failed()) {
                page.append(
                        "- %s, %s, %s: %s%n".formatted(each.group(), each.system(), each.condition(), each.failure()));
            }
        }
    }

    private void rows(String group, String condition, Table table, List<Figure> figures) {
        for (Description each : measured.systems()) {
            Optional<Result> result = results.result(group, each.name(), condition);
            result.ifPresent(found -> table.row(
                    each.name(),
                    figures.stream()
                            .map(figure -> Table.figure(found.sample(figure)))
                            .toList()));
        }
    }

    private void image(String name, String title) {
        page.append("![%s](benchmarks/%s.svg)%n%n".formatted(title, name));
    }

    private void heading(String title, String explanation) {
        page.append("%n### %s%n%n%s%n%n".formatted(title, explanation));
    }
}
