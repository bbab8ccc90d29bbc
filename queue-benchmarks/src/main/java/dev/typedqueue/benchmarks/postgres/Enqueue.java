package dev.typedqueue.benchmarks.postgres;

import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Measurement;
import dev.typedqueue.benchmarks.postgres.peers.Contestant;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * How fast jobs are added while none runs: one by one, each thread waiting until its own is durable, and in bulk.
 * Afterwards they run, so that it is known that each was added once.
 */
record Enqueue(Arena arena, Contestant contestant) {

    private static final int THREADS = 8;

    Measurement near(Path folder) throws Exception {
        try (Trial trial = arena.trial(contestant, 1, folder)) {
            return run(trial, () -> {});
        }
    }

    Measurement distant(Path folder) throws Exception {
        try (DelayProxy proxy = arena.delay();
                Trial trial = arena.distantTrial(contestant, proxy, folder)) {
            return run(trial, proxy::passAtOnce);
        }
    }

    private Measurement run(Trial trial, Runnable comeNear) throws SQLException, InterruptedException, IOException {
        int singles = arena.scale().singles(contestant);
        int bulk = arena.scale().backlog(contestant) / 2;
        add(trial, singles, THREADS);
        bulk(trial, bulk / 5);
        Measurement measurement = new Measurement(
                Map.of(
                        Figure.ADDS_BY_1, add(trial, singles, 1),
                        Figure.ADDS_BY_8, add(trial, 4 * singles, THREADS),
                        Figure.ADDS_IN_BULK, bulk(trial, bulk),
                        Figure.JOBS, (double) bulk),
                List.of());
        if (contestant.kind() == Contestant.Kind.INSERTS) {
            trial.requireRows();
        } else {
            comeNear.run(); // what is measured is over, and the slow systems would take minutes
            trial.drain();
            trial.verify(trial.numbers());
        }
        return measurement;
    }

    private static double add(Trial trial, int jobs, int threads) {
        long nanos = Long.parseLong(
                trial.agent(0).tell("add", trial.take(jobs), jobs, threads).get(0));
        return jobs * 1e9 / nanos;
    }

    private static double bulk(Trial trial, int jobs) {
        long nanos = Long.parseLong(
                trial.agent(0).tell("fill", trial.take(jobs), jobs).get(0));
        return jobs * 1e9 / nanos;
    }
}
