package dev.typedqueue.benchmarks.report;

import static dev.typedqueue.benchmarks.measure.Figure.ADDS_BY_8;
import static dev.typedqueue.benchmarks.measure.Figure.ADDS_IN_BULK;
import static dev.typedqueue.benchmarks.measure.Figure.COMMITS_PER_JOB;
import static dev.typedqueue.benchmarks.measure.Figure.KEPT;
import static dev.typedqueue.benchmarks.measure.Figure.PICKUP_P99;
import static dev.typedqueue.benchmarks.measure.Figure.RATE;
import static dev.typedqueue.benchmarks.measure.Figure.WAL_PER_ADD;
import static dev.typedqueue.benchmarks.measure.Figure.WAL_PER_JOB;

import dev.typedqueue.benchmarks.measure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What TypedQueue set out to reach on PostgreSQL, and whether this run shows it. */
final class Targets {

    private static final String OURS = "TypedQueue";
    private static final String ONE = "1 process";

    private final Results results;
    private final List<Target> targets = new ArrayList<>();

    /** A target: at least or at most some bound. */
    private record Target(String name, OptionalDouble value, double bound, boolean atLeast, String unit) {
        boolean isMet() {
            return atLeast ? value.orElseThrow() >= bound : value.orElseThrow() <= bound;
        }

        List<String> row() {
            String wanted = (atLeast ? "≥ " : "≤ ") + Table.number(bound) + unit;
            return value.isEmpty()
                    ? List.of(wanted, Table.NOTHING, "not measured")
                    : List.of(wanted, Table.number(value.getAsDouble()) + unit, isMet() ? "yes" : "**no**");
        }
    }

    Targets(Results results) {
        this.results = results;
        drains("db-scheduler 16.12.0, lock-and-fetch", "db-scheduler", 10);
        drains("JobRunr", "JobRunr", 40);
        drains("graphile-worker", "graphile-worker", 2.5);
        drains("pg-boss", "pg-boss", 2.5);
        atLeast("drain, beside the loop by hand", ratio(drain(OURS, ONE), bestLoop()), 0.75, "×");
        atLeast(
                "add by 8 threads, beside 8 raw inserts",
                ratio(enqueue(OURS, ADDS_BY_8), enqueue("raw", ADDS_BY_8)),
                3,
                "×");
        atLeast(
                "add in bulk, beside db-scheduler",
                ratio(enqueue(OURS, ADDS_IN_BULK), enqueue("db-scheduler", ADDS_IN_BULK)),
                1.2,
                "×");
        atMost("pickup p99, half load, same process", pickup("half load, same process"), 3, " ms");
        atMost("pickup p99, half load, another process", pickup("half load, another process"), 5, " ms");
        atMost("write-ahead log a job, whole life", log(), 600, " B");
        atMost("commits a job", results.median("drain", OURS, ONE, COMMITS_PER_JOB), 0.02, "");
        atLeast(
                "drain with scheduled jobs, beside the empty system",
                ratio(drain(OURS, "beside scheduled"), drain(OURS, ONE)),
                0.9,
                "×");
        atLeast(
                "drain with finished jobs, beside the empty system",
                ratio(drain(OURS, "beside finished"), drain(OURS, ONE)),
                0.9,
                "×");
        atLeast("kept with an old snapshot pinned", results.median("course", OURS, "old snapshot", KEPT), 60, " %");
    }

    private void drains(String peer, String name, double bound) {
        atLeast("drain, beside " + name, ratio(drain(OURS, ONE), drain(peer, ONE)), bound, "×");
    }

    private void atLeast(String name, OptionalDouble value, double bound, String unit) {
        targets.add(new Target(name, value, bound, true, unit));
    }

    private void atMost(String name, OptionalDouble value, double bound, String unit) {
        targets.add(new Target(name, value, bound, false, unit));
    }

    private OptionalDouble drain(String system, String condition) {
        return results.median("drain", system, condition, RATE);
    }

    private OptionalDouble bestLoop() {
        OptionalDouble fifty = drain("by hand, batches of 50", ONE);
        OptionalDouble more = drain("by hand, batches of 500", ONE);
        return fifty.isPresent() && more.isPresent()
                ? OptionalDouble.of(Math.max(fifty.getAsDouble(), more.getAsDouble()))
                : OptionalDouble.empty();
    }

    private OptionalDouble log() {
        OptionalDouble insert = results.median("drain", OURS, ONE, WAL_PER_ADD);
        OptionalDouble rest = results.median("drain", OURS, ONE, WAL_PER_JOB);
        return insert.isPresent() && rest.isPresent()
                ? OptionalDouble.of(insert.getAsDouble() + rest.getAsDouble())
                : OptionalDouble.empty();
    }

    private OptionalDouble enqueue(String system, Figure figure) {
        return results.median("enqueue", system, "near", figure);
    }

    private OptionalDouble pickup(String condition) {
        return results.median("pickup", OURS, condition, PICKUP_P99);
    }

    private static OptionalDouble ratio(OptionalDouble ours, OptionalDouble theirs) {
        return ours.isPresent() && theirs.isPresent() && theirs.getAsDouble() > 0
                ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble())
                : OptionalDouble.empty();
    }

    String text() {
        Table table = new Table(List.of("target", "measured", "met"));
        targets.forEach(target -> table.row(target.name(), target.row()));
        return table.text();
    }
}
