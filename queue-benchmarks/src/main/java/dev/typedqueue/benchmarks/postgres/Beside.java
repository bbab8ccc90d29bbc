package dev.typedqueue.benchmarks.postgres;

import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Measurement;
import dev.typedqueue.benchmarks.postgres.peers.Contestant;
import java.nio.file.Path;
import java.util.Map;

/** How fast a backlog is run beside finished jobs, all of which have run, and jobs that are due in an hour. */
record Beside(Arena arena, Contestant contestant) {

    Measurement run(int finished, int scheduled, Path folder) throws Exception {
        try (Trial trial = arena.trial(contestant, 1, folder)) {
            trial.fill(finished);
            trial.drain();
            return new Drain(arena, contestant).run(trial, scheduled, Map.of(Figure.BESIDE, (double) finished));
        }
    }
}
