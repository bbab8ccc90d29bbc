package dev.typedqueue.benchmarks.report;

import dev.typedqueue.benchmarks.flow.Rule;
import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Result;
import dev.typedqueue.benchmarks.measure.Sample;
import java.util.List;
import java.util.Optional;

/** What each rule costs, beside the same jobs without a rule. */
record RulesTable(Results results) {

    static final String EXPLANATION =
            "A backlog is added in bulk by `addAll` and run with 32 slots: by jobs without a rule, and by jobs with one."
                    + " *Beside* is the rate in parts of that without a rule, in the same run. No rule keeps a free slot"
                    + " from a job, so that what is left is its own cost: a limit lets as many jobs run for each key"
                    + " as there are slots. With one key no job is then claimed ahead, as jobs are else; a limit of"
                    + " 10,000 leaves room for that. *Another job has all*: the rules are declared for another job of the"
                    + " queue, and not used. *Beside blocked jobs*: so many other jobs of the queue stand at one gate,"
                    + " which stays shut.";

    /** The rules in the order in which they were measured. */
    List<Result> rows() {
        return results.group("rules");
    }

    String text() {
        Table table = new Table(List.of("jobs", "added in bulk, jobs/s", "beside", "run, jobs/s", "beside"));
        for (Result each : rows()) {
            Optional<Sample> blocked = each.sample(Figure.BESIDE);
            table.row(
                    each.condition()
                            + blocked.map(count -> ", " + Table.number(count.median()))
                                    .orElse(""),
                    List.of(
                            Table.median(each.sample(Figure.JOBS)),
                            Table.figure(each.sample(Figure.ADDS_IN_BULK)),
                            ratio(each, Figure.ADDS_IN_BULK),
                            Table.figure(each.sample(Figure.RATE)),
                            ratio(each, Figure.RATE)));
        }
        return table.text();
    }

    private String ratio(Result result, Figure figure) {
        Optional<Sample> ruled = result.sample(figure);
        Optional<Sample> plain = results.sample("rules", result.system(), Rule.NONE.title(), figure);
        return ruled.isPresent() && plain.isPresent()
                ? Table.ratio(ruled.get().median() / plain.get().median())
                : Table.NOTHING;
    }
}
