package dev.typedqueue.simulation;

import dev.typedqueue.JobContext;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.util.Random;

/** What a handler does with a job: some are fast, some slow, some fail, and some speak. */
final class Handling {

    private final Simulation simulation;
    private final Random random;
    private final JobContext job;
    private final boolean heeds;
    private final History history;

    Handling(Simulation simulation, History history, JobContext job, boolean heeds) {
        this.simulation = simulation;
        this.history = history;
        this.random = simulation.random();
        this.job = job;
        this.heeds = heeds;
    }

    void run() throws InterruptedException {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {}
            case 3 -> pass(12_000);
            case 4 -> throw new IllegalStateException("broken at once");
            case 5 -> {
                pass(2_000);
                throw new IllegalStateException("broken");
            }
            case 6 -> {
                job.progress(1, 2, "half");
                pass(3_000);
                job.log("still here");
                pass(3_000);
            }
            case 7 -> {
                pass(1_000);
                speak();
            }
            default -> pass(2_000);
        }
    }

    private void speak() {
        switch (random.nextInt(4)) {
            case 0 -> job.fail("it says so");
            case 1 -> job.requeue(simulation.clock().instant().plusSeconds(random.nextInt(6)));
            case 2 -> {
                history.add(new Event.AskedForDeletion(job.id(), job.fencingToken()));
                job.delete();
            }
            default -> job.complete();
        }
    }

    private void pass(int mostMillis) throws InterruptedException {
        Duration time = Duration.ofMillis(random.nextInt(mostMillis));
        try {
            Simulation.sleep(time);
        } catch (InterruptedException e) {
            if (heeds || random.nextBoolean()) {
                throw e;
            }
            Simulation.sleep(time);
        }
    }
}
