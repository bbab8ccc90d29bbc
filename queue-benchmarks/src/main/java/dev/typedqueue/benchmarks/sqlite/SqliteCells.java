package dev.typedqueue.benchmarks.sqlite;

import dev.typedqueue.benchmarks.flow.QueueFlow;
import dev.typedqueue.benchmarks.flow.Rule;
import dev.typedqueue.benchmarks.flow.Workload;
import dev.typedqueue.benchmarks.measure.Cell;
import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Measurement;
import dev.typedqueue.spi.Store;
import dev.typedqueue.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Adding jobs and running a backlog of them, with more and more threads. */
public final class SqliteCells {

    private static final int[] THREADS = {1, 8, 64};

    /** As on PostgreSQL. */
    private static final int SLOTS = 32;

    private static final int RULED = 200_000;
    private static final int BLOCKED = 100_000;

    private SqliteCells() {}

    /** All cells, with so many times fewer jobs. */
    public static List<Cell> all(int divisor) {
        List<Cell> cells = new ArrayList<>();
        for (int threads : THREADS) {
            String condition = threads == 1 ? "1 thread" : threads + " threads";
            int single = (threads == 1 ? 4_000 : 20_000) / divisor;
            int raw = 4_000 / divisor;
            int backlog = 100_000 / divisor;
            cells.add(rate("add", "TypedQueue", condition, folder -> QueueFlow.adds(store(folder), threads, single)));
            cells.add(rate("add", "one transaction each", condition, folder -> RawSqlite.adds(folder, threads, raw)));
            cells.add(rate(
                    "run",
                    "TypedQueue",
                    condition,
                    folder -> QueueFlow.drain(store(folder), Workload.plain(threads), backlog)
                            .run()));
            cells.add(rate("run", "one transaction each", condition, folder -> RawSqlite.drain(folder, threads, raw)));
        }
        addRules(cells, divisor);
        return cells;
    }

    private static void addRules(List<Cell> cells, int divisor) {
        int jobs = RULED / divisor;
        for (Rule rule : Rule.values()) {
            Cell.Run run = rule == Rule.BLOCKED
                    ? folder -> measurement(
                                    jobs, QueueFlow.drainBesideBlocked(store(folder), SLOTS, jobs, BLOCKED / divisor))
                            .with(Figure.BESIDE, (double) BLOCKED / divisor)
                    : folder -> measurement(jobs, QueueFlow.drain(store(folder), rule.workload(SLOTS), jobs));
            cells.add(new Cell("rules", "TypedQueue", rule.title(), run));
        }
    }

    private static Measurement measurement(int jobs, QueueFlow.Drained drained) {
        return Measurement.of(Figure.RATE, drained.run())
                .with(Figure.ADDS_IN_BULK, drained.added())
                .with(Figure.JOBS, jobs);
    }

    private static Cell rate(String group, String system, String condition, Rate rate) {
        return new Cell(group, system, condition, folder -> Measurement.of(Figure.RATE, rate.measure(folder)));
    }

    private static Store store(Path folder) {
        return SqliteStore.at(folder.resolve("jobs.db"));
    }

    /** Jobs a second. */
    @FunctionalInterface
    private interface Rate {
        double measure(Path folder) throws Exception;
    }
}
