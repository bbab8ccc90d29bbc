package dev.typedqueue.benchmarks.postgres;

import dev.typedqueue.benchmarks.postgres.peers.Contestant;
import java.time.Duration;

/**
 * How much is measured.
 *
 * @param rounds how often each cell is measured
 * @param drain about how long a backlog is run, by a contestant at its rate
 * @param singles how many jobs are added one by one by one thread; four times as many by eight
 * @param beside how many jobs lie beside a backlog, where the system adds them fast enough
 * @param blocked how many jobs lie at a gate that is shut
 * @param pickups how many jobs are timed
 * @param freeSeconds how long the rate is taken before a snapshot is pinned
 * @param pinnedSeconds how long it stays pinned; five times as long for TypedQueue, which is to hold out
 * @param soakSeconds how long the soak goes on
 */
public record Scale(
        int rounds,
        Duration drain,
        int singles,
        int beside,
        int blocked,
        int pickups,
        int freeSeconds,
        int pinnedSeconds,
        int soakSeconds) {

    /** Everything, for the figures that are published. */
    public static final Scale FULL =
            new Scale(3, Duration.ofSeconds(10), 4_000, 1_000_000, 100_000, 1_000, 30, 120, 120);

    /** Some minutes, to see the ratios. */
    public static final Scale QUICK = new Scale(1, Duration.ofSeconds(4), 1_000, 100_000, 100_000, 100, 5, 10, 10);

    /** Hardly anything: it shows that the benchmarks work. */
    public static final Scale SMOKE = new Scale(1, Duration.ofMillis(25), 50, 2_000, 1_000, 10, 2, 2, 3);

    int pinnedSeconds(Contestant contestant) {
        return contestant.name().equals("TypedQueue") ? 5 * pinnedSeconds : pinnedSeconds;
    }

    int backlog(Contestant contestant) {
        return (int) Math.max(contestant.rate() * drain.toMillis() / 1_000, 50);
    }

    int singles(Contestant contestant) {
        return Math.min(singles, backlog(contestant));
    }

    int beside(Contestant contestant) {
        return Math.min(beside, 10 * backlog(contestant));
    }
}
