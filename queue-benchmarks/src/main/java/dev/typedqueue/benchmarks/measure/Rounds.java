package dev.typedqueue.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures all cells in turn, and again, so that a noisy moment of the machine does not hit one of them alone. A cell
 * that fails is not measured again; the others are, and the report says what failed.
 */
public final class Rounds {

    private final List<Rows> rows;

    private Rounds(List<Cell> cells) {
        this.rows = cells.stream().map(Rows::new).toList();
    }

    /** Measures each cell so many times, after as many rounds that do not count. */
    public static List<Result> measure(List<Cell> cells, int warmUps, int rounds) throws IOException {
        Rounds all = new Rounds(cells);
        for (int round = -warmUps; round < rounds; round++) {
            all.round(round >= 0);
        }
        return all.rows.stream().map(Rows::result).toList();
    }

    private void round(boolean counts) throws IOException {
        for (Rows each : rows) {
            if (each.failure == null) {
                each.measure(counts);
            }
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

    /** What one cell has given so far. */
    private static final class Rows {
        private final Cell cell;
        private final Map<Figure, List<Double>> figures = new EnumMap<>(Figure.class);
        private final List<List<Double>> series = new ArrayList<>();
        private @Nullable String failure;

        Rows(Cell cell) {
            this.cell = cell;
        }

        void measure(boolean counts) throws IOException {
            Path folder = Files.createTempDirectory("typedqueue-benchmark");
            try {
                Measurement measurement = cell.run().measure(folder);
                System.err.printf(
                        "%-10s %-26s %-20s %s%n", cell.group(), cell.system(), cell.condition(), measurement.figures());
                if (counts) {
                    add(measurement);
                }
            } catch (Exception e) {
                failure = String.valueOf(e.getMessage());
                System.err.printf("%-10s %-26s %-20s failed%n", cell.group(), cell.system(), cell.condition());
                e.printStackTrace();
            } finally {
                delete(folder);
            }
        }

        private void add(Measurement measurement) {
            measurement
                    .figures()
                    .forEach((figure, value) -> figures.computeIfAbsent(figure, key -> new ArrayList<>())
                            .add(value));
            if (!measurement.series().isEmpty()) {
                series.add(measurement.series());
            }
        }

        Result result() {
            return new Result(cell.group(), cell.system(), cell.condition(), figures, series, failure);
        }
    }
}
