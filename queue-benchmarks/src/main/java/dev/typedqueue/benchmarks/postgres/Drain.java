package dev.typedqueue.benchmarks.postgres;

import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Measurement;
import dev.typedqueue.benchmarks.postgres.peers.Contestant;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How fast a backlog is run, once the processes run steadily. The clock runs from the first job's begin until the last
 * one is finished in the database. Two rules are the same for every contestant: a backlog is what it runs in so many
 * {@linkplain Scale#drain seconds}, and the same processes have run as many jobs just before, by which their code is
 * compiled and their caches are warm. A backlog that is run in a moment would measure how a JVM starts.
 */
record Drain(Arena arena, Contestant contestant) {

    private static final int HOUR = 3_600;

    Measurement by(int processes, Path folder) throws Exception {
        try (Trial trial = arena.trial(contestant, processes, folder)) {
            return run(trial, 0, Map.of());
        }
    }

    Measurement distant(Path folder) throws Exception {
        try (DelayProxy proxy = arena.delay();
                Trial trial = arena.distantTrial(contestant, proxy, folder)) {
            return run(trial, 0, Map.of());
        }
    }

    /** Beside jobs that are due in an hour. */
    Measurement besideScheduled(Path folder) throws Exception {
        int beside = arena.scale().beside(contestant);
        try (Trial trial = arena.trial(contestant, 1, folder)) {
            return run(trial, beside, Map.of(Figure.BESIDE, (double) beside));
        }
    }

    /** Beside jobs that have been finished. */
    Measurement besideFinished(Path folder) throws Exception {
        int beside = arena.scale().beside(contestant);
        try (Trial trial = arena.trial(contestant, 1, folder)) {
            Map<Figure, Double> figures = Map.of(Figure.BESIDE, (double) beside);
            if (contestant.finishing().isPresent()) {
                // Numbers that the trial does not know, for these do not run.
                trial.agent(0).tell("fill", 1_000_000_000, beside);
                trial.rest();
                trial.execute(contestant.finishing().get());
            } else {
                trial.fill(beside);
                trial.drain();
            }
            return run(trial, 0, figures);
        }
    }

    /** Beside jobs that are held back by a gate. */
    Measurement besideBlocked(Path folder) throws Exception {
        int beside = arena.scale().blocked();
        try (Trial trial = arena.trial(contestant, 1, folder)) {
            trial.block(beside);
            Measurement measurement = run(trial, 0, Map.of(Figure.BESIDE, (double) beside));
            trial.requireBlocked(beside);
            return measurement;
        }
    }

    Measurement run(Trial trial, int scheduled, Map<Figure, Double> figures)
            throws SQLException, InterruptedException, IOException {
        int jobs = arena.scale().backlog(contestant);
        trial.fill(jobs);
        trial.drain();
        Trial.Filled filled = trial.fillAfterCheckpoint(jobs);
        int due = trial.numbers();
        if (scheduled > 0) {
            trial.agent(0).tell("schedule", trial.take(scheduled), scheduled, HOUR);
        }
        trial.rest();
        trial.settle();
        Counters before = trial.counters();
        trial.start();
        Instant end = trial.awaitFinished(due);
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, end) - trial.firstRun();
        trial.rest();
        Counters after = trial.counters();
        trial.verify(due);
        Map<Figure, Double> all = new EnumMap<>(Figure.class);
        all.putAll(figures);
        all.put(Figure.RATE, jobs * 1e6 / micros);
        all.put(Figure.JOBS, (double) jobs);
        all.put(Figure.ADDS_IN_BULK, filled.rate());
        all.put(Figure.WAL_PER_ADD, filled.logged());
        return after.since(before, jobs, new Measurement(all, List.of()));
    }
}
