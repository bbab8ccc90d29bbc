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
            "A backlog is added in bulk by `addAll` and run with 32 slots, by jobs without a rule and by jobs with one;"
                    + " *beside* is the rate in parts of that without a rule, of the same run. The rules hold nothing"
                    + " back for longer than the jobs before take, so that what is left is their own cost; but where"
                    + " one key's limit is *as many as slots*, no job can be claimed ahead, as all others are. *Another"
                    + " job has all*: rules that are declared in the queue, and not used by the jobs that run. *Beside"
                    + " blocked jobs*: so many jobs of the queue stand at a gate that stays shut.";

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
