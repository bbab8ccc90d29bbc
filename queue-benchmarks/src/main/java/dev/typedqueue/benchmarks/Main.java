package dev.typedqueue.benchmarks;

import dev.typedqueue.spi.Store;
import dev.typedqueue.store.memory.MemoryStore;
import dev.typedqueue.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures everything and writes {@code docs/benchmarks.md} and {@code docs/benchmarks.json}. With {@code --smoke} it
 * runs each cell once with few jobs, and writes nothing: it shows that the benchmarks work.
 */
public final class Main {

    private static final int[] THREADS = {1, 8, 64};

    private Main() {}

    /** Runs the benchmarks from the project's root folder. */
    public static void main(String[] arguments) throws Exception {
        boolean smoke = List.of(arguments).contains("--smoke");
        int rounds = smoke ? 1 : 5;
        List<Result> results = new ArrayList<>(measure(cells(smoke ? 100 : 1), smoke ? 0 : 1, rounds));
        results.addAll(Micro.run(smoke));
        if (smoke) {
            results.forEach(result -> System.out.println(result));
        } else {
            Report.write(results, rounds, Path.of("docs"));
        }
    }

    private static List<Cell> cells(int divisor) {
        List<Cell> cells = new ArrayList<>();
        for (int threads : THREADS) {
            String condition = threads == 1 ? "1 thread" : threads + " threads";
            int single = (threads == 1 ? 4_000 : 20_000) / divisor;
            int raw = 4_000 / divisor;
            int backlog = 100_000 / divisor;
            cells.add(new Cell("add", "TypedQueue", condition, "jobs/s", folder ->
                    QueueFlow.adds(sqlite(folder), threads, single)));
            cells.add(new Cell("add", "one transaction each", condition, "jobs/s", folder ->
                    RawSqlite.adds(folder, threads, raw)));
            cells.add(new Cell("run", "TypedQueue", condition, "jobs/s", folder ->
                    QueueFlow.drain(sqlite(folder), threads, backlog)));
            cells.add(new Cell("run", "one transaction each", condition, "jobs/s", folder ->
                    RawSqlite.drain(folder, threads, raw)));
        }
        int inMemory = 300_000 / divisor;
        cells.add(new Cell("memory", "TypedQueue", "8 threads", "jobs/s", folder ->
                QueueFlow.drain(MemoryStore.create(), 8, inMemory)));
        cells.add(new Cell("compile", "with the processor", "500 jobs", "s", CompileTime::withProcessor));
        cells.add(new Cell("compile", "plain javac", "500 jobs", "s", CompileTime::withoutProcessor));
        return cells;
    }

    private static Store sqlite(Path folder) {
        return SqliteStore.at(folder.resolve("jobs.db"));
    }

    /** All cells in turn, and again, so that a noisy moment of the machine does not hit one of them alone. */
    private static List<Result> measure(List<Cell> cells, int warmUps, int rounds) throws Exception {
        List<List<Double>> figures = new ArrayList<>();
        cells.forEach(cell -> figures.add(new ArrayList<>()));
        for (int round = -warmUps; round < rounds; round++) {
            for (int i = 0; i < cells.size(); i++) {
                double figure = once(cells.get(i));
                if (round >= 0) {
                    figures.get(i).add(figure);
                }
            }
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            results.add(new Result(cell.group(), cell.system(), cell.condition(), cell.unit(), figures.get(i)));
        }
        return results;
    }

    private static double once(Cell cell) throws Exception {
        Path folder = Files.createTempDirectory("typedqueue-benchmark");
        try {
            double figure = cell.run().measure(folder);
            System.err.printf(
                    "%-8s %-22s %-10s %,12.2f %s%n", cell.group(), cell.system(), cell.condition(), figure, cell.unit());
            return figure;
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
