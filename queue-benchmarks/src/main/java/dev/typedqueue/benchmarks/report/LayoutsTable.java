package dev.typedqueue.benchmarks.report;

import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Result;
import dev.typedqueue.benchmarks.measure.Sample;
import java.util.List;
import java.util.Optional;

/** What each layout of the tables gives and costs. */
record LayoutsTable(Results results) {

    static final String EXPLANATION = """
            The same loop, written by hand, on the same jobs, with tables of each layout, and TypedQueue, which has the \
            tables of the fourth:

            - *one table*: a job is one row with a state, and partial indexes; claimed by UPDATE … SKIP LOCKED, completed \
            by UPDATE.
            - *split, a row a job*: the body is written once; a claim deletes from a narrow table of what is ready, and \
            each job gets a row for its lease and one for its outcome.
            - *split, a row a batch*: the same with one lease and one outcome for all jobs of a claim.
            - *claim floor*: a claimer also remembers the least id of its last claim, and begins there.
            - *append-only lanes*: jobs are only appended, to four lanes that have a worker each; what is written later \
            is one outcome for each batch. Tables of 10,000 jobs are dropped when they have been run, so that it keeps \
            no finished jobs, where the others do. It has no priorities, and no job can wait while later ones run.

            The drain is that of a backlog by one process with four threads, its rate also in parts of the first line's. \
            *Log* is that of the job's whole life, its insert in statements of 1,000 included (TypedQueue inserts by \
            `addAll` of 10,000). *Buffers* are the pages that the statements which claim look at, a claim, from \
            `pg_stat_statements`: in the drain of a settled backlog, and in the run with the old snapshot, where they \
            count the dead index entries that each claim steps over; *jobs a claim* tells what they are to be divided by. \
            *Beside*: so many finished and as many scheduled jobs. *Old snapshot*: the rate before it, and the part of \
            that which was kept in the last third of its time, with jobs being added all the time.""";

    private static final String GROUP = "layouts";
    private static final String DRAIN = "drain";
    private static final String BESIDE = "beside";
    private static final String OLD_SNAPSHOT = "old snapshot";

    String text() {
        Table table = new Table(List.of(
                "jobs/s",
                "beside the first",
                "log, B a job",
                "commits a job",
                "dead rows a job",
                "buffers a claim",
                "jobs a claim",
                "beside others, jobs/s",
                "before the snapshot, jobs/s",
                "kept, %",
                "buffers a claim then"));
        for (Result each : results.group(GROUP)) {
            if (each.condition().equals(DRAIN)) {
                table.row(each.system(), row(each));
            }
        }
        return table.text();
    }

    private List<String> row(Result drain) {
        return List.of(
                Table.figure(drain.sample(Figure.RATE)),
                ratio(drain),
                log(drain),
                Table.median(drain.sample(Figure.COMMITS_PER_JOB)),
                Table.median(drain.sample(Figure.DEAD_ROWS_PER_JOB)),
                Table.median(drain.sample(Figure.BUFFERS_PER_CLAIM)),
                Table.median(drain.sample(Figure.JOBS_PER_CLAIM)),
                beside(drain.system()),
                Table.figure(sample(drain, OLD_SNAPSHOT, Figure.RATE)),
                Table.figure(sample(drain, OLD_SNAPSHOT, Figure.KEPT)),
                Table.median(sample(drain, OLD_SNAPSHOT, Figure.BUFFERS_PER_CLAIM)));
    }

    private String ratio(Result drain) {
        Optional<Sample> rate = drain.sample(Figure.RATE);
        Optional<Sample> first = results.group(GROUP).get(0).sample(Figure.RATE);
        return rate.isPresent() && first.isPresent()
                ? Table.ratio(rate.get().median() / first.get().median())
                : Table.NOTHING;
    }

    private static String log(Result drain) {
        Optional<Sample> insert = drain.sample(Figure.WAL_PER_ADD);
        Optional<Sample> rest = drain.sample(Figure.WAL_PER_JOB);
        return insert.isPresent() && rest.isPresent()
                ? Table.number(insert.get().median() + rest.get().median())
                : Table.NOTHING;
    }

    private String beside(String system) {
        Optional<Sample> rate = results.sample(GROUP, system, BESIDE, Figure.RATE);
        Optional<Sample> count = results.sample(GROUP, system, BESIDE, Figure.BESIDE);
        return rate.isEmpty() ? Table.NOTHING : Table.figure(rate) + " of " + Table.median(count);
    }

    private Optional<Sample> sample(Result drain, String condition, Figure figure) {
        return results.sample(GROUP, drain.system(), condition, figure);
    }
}
