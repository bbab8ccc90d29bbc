package dev.typedqueue.benchmarks.postgres;

import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Measurement;
import dev.typedqueue.benchmarks.postgres.agent.AgentProcess;
import dev.typedqueue.benchmarks.postgres.peers.Contestant;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How soon a job begins: from the call that adds it, the commit included, until its handler is called. At half load,
 * the load is half of what eight threads could add one by one while the jobs ran, taken just before.
 */
record Pickup(Arena arena, Contestant contestant) {

    private static final int THREADS = 8;
    private static final double IDLE = 20;

    /** When a job was added and when it began, in microseconds. */
    private record Times(long added, long begun) {}

    /** Added by the process that runs them. */
    Measurement sameProcess(boolean loaded, Path folder) throws Exception {
        try (Trial trial = arena.trial(contestant, 1, folder)) {
            return run(trial, trial.agent(0), trial.agent(0), loaded);
        }
    }

    /** Added by another process. */
    Measurement otherProcess(boolean loaded, Path folder) throws Exception {
        try (Trial trial = arena.trial(contestant, 2, folder)) {
            return run(trial, trial.agent(0), trial.agent(1), loaded);
        }
    }

    private Measurement run(Trial trial, AgentProcess adder, AgentProcess worker, boolean loaded) throws Exception {
        int jobs = arena.scale().pickups();
        worker.tell("start", "latency");
        int singles = 2 * arena.scale().singles(contestant);
        adder.tell("add", trial.take(singles), singles, THREADS);
        trial.awaitFinished(trial.numbers());
        double rate = loaded ? capacity(trial, adder, singles) / 2 : IDLE;
        int timed = loaded ? Math.max(jobs, (int) Math.min(10 * rate, 10 * jobs)) : jobs;
        int first = trial.take(timed);
        adder.tell("watch", first, timed);
        worker.tell("watch", first, timed);
        adder.tell("pace", first, timed, rate, loaded ? THREADS : 1);
        trial.awaitFinished(trial.numbers());
        List<Double> millis = millis(trial, adder, worker);
        trial.rest();
        trial.verify(trial.numbers());
        return new Measurement(
                Map.of(
                        Figure.PICKUP_P50,
                        quantile(millis, 0.5),
                        Figure.PICKUP_P99,
                        quantile(millis, 0.99),
                        Figure.LOAD,
                        rate,
                        Figure.JOBS,
                        (double) timed),
                List.of());
    }

    /** Jobs a second that are added one by one and run at the same time. */
    private static double capacity(Trial trial, AgentProcess adder, int jobs) throws Exception {
        long begun = System.nanoTime();
        adder.tell("add", trial.take(jobs), jobs, THREADS);
        trial.awaitFinished(trial.numbers());
        return jobs * 1e9 / (System.nanoTime() - begun);
    }

    private static List<Double> millis(Trial trial, AgentProcess adder, AgentProcess worker) throws IOException {
        List<Times> added = times(trial, adder);
        List<Times> begun = times(trial, worker);
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < added.size(); i++) {
            millis.add((begun.get(i).begun() - added.get(i).added()) / 1e3);
        }
        return millis.stream().sorted().toList();
    }

    private static List<Times> times(Trial trial, AgentProcess agent) throws IOException {
        Path file = trial.file("times");
        agent.tell("times", file);
        List<Times> times = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            while (in.available() > 0) {
                times.add(new Times(in.readLong(), in.readLong()));
            }
        }
        return times;
    }

    private static double quantile(List<Double> sorted, double part) {
        return sorted.get(Math.min((int) (sorted.size() * part), sorted.size() - 1));
    }
}
