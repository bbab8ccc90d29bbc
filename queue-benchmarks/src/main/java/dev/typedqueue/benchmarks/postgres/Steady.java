package dev.typedqueue.benchmarks.postgres;

import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Measurement;
import dev.typedqueue.benchmarks.postgres.peers.Contestant;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The course of the rate while one process adds and runs jobs, keeping a backlog of a tenth of the one that is drained.
 * It has run half of that one before.
 */
record Steady(Arena arena, Contestant contestant) {

    /** Mixed work: jobs in bulk, jobs alone, and jobs that are due a little later. */
    Measurement soak(Path folder) throws Exception {
        int seconds = arena.scale().soakSeconds();
        try (Trial trial = arena.trial(contestant, 1, folder)) {
            Feeding feeding = begin(trial);
            List<Double> series = feeding.feed(seconds, "mixed").join();
            Measurement measurement = new Measurement(Map.of(Figure.RATE, mean(series)), series);
            return feeding.end(measurement);
        }
    }

    /** With a snapshot that another session holds open in the middle, as a long report or a forgotten session does. */
    Measurement pinned(Path folder) throws Exception {
        return pinned(arena.scale().pinnedSeconds(contestant), folder);
    }

    /** The same, so many seconds long. */
    Measurement pinned(int pinned, Path folder) throws Exception {
        int free = arena.scale().freeSeconds();
        try (Trial trial = arena.trial(contestant, 1, folder)) {
            Feeding feeding = begin(trial);
            CompletableFuture<List<Double>> series = feeding.feed(free + pinned + free, "plain");
            TimeUnit.SECONDS.sleep(free);
            try (Connection report = trial.connect();
                    Statement statement = report.createStatement()) {
                report.setAutoCommit(false);
                report.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                statement.executeQuery("select 1").close();
                TimeUnit.SECONDS.sleep(pinned);
            }
            List<Double> all = series.join();
            double before = mean(all.subList(0, free));
            // The last third shows where it goes, which matters more than how it begins.
            double within = mean(all.subList(free + pinned * 2 / 3, free + pinned));
            Map<Figure, Double> figures = new EnumMap<>(Figure.class);
            figures.put(Figure.RATE, before);
            figures.put(Figure.KEPT, before == 0 ? 0 : 100 * within / before);
            return feeding.end(new Measurement(figures, all));
        }
    }

    private Feeding begin(Trial trial) throws Exception {
        trial.fill(arena.scale().backlog(contestant) / 2);
        trial.drain();
        trial.settle();
        Counters before = trial.counters();
        trial.start();
        return new Feeding(
                trial, before, trial.numbers(), Math.max(arena.scale().backlog(contestant) / 10, 10));
    }

    private static double mean(List<Double> series) {
        return series.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** A process that adds and runs jobs. */
    private record Feeding(Trial trial, Counters before, int numbersBefore, int backlog) {

        CompletableFuture<List<Double>> feed(int seconds, String kind) {
            int first = trial.numbers();
            int page = Math.min(1_000, backlog);
            return CompletableFuture.supplyAsync(() -> {
                List<String> answer = trial.agent(0).tell("feed", first, seconds, backlog, page, kind);
                trial.take(Integer.parseInt(answer.get(0)));
                return Arrays.stream(answer.get(1).split(","))
                        .map(Double::valueOf)
                        .toList();
            });
        }

        Measurement end(Measurement measurement) throws Exception {
            trial.awaitFinished(trial.numbers());
            trial.rest();
            Counters after = trial.counters();
            trial.verify(trial.numbers());
            int jobs = trial.numbers() - numbersBefore;
            return after.since(before, jobs, measurement.with(Figure.JOBS, jobs));
        }
    }
}
