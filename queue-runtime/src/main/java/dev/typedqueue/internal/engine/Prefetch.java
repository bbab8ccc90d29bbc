package dev.typedqueue.internal.engine;

import dev.typedqueue.spi.ClaimedJob;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides how many jobs a node holds beyond those that it runs: as many as it will start within a short time, by how
 * long its handlers took lately. Fast handlers then never wait for the store, and jobs with slow ones are left to other
 * nodes. Guarded by the monitor of {@link Workload}.
 */
final class Prefetch {

    /** How far ahead a node may hold jobs. */
    private static final Duration HORIZON = Duration.ofMillis(100);

    private static final double WEIGHT_OF_NEWEST = 0.1;

    private final Concurrency concurrency;
    private final int maxAhead;
    private double meanNanos = Double.POSITIVE_INFINITY;
    private final int maxNodeDeaths;
    private int suspects;
    private boolean suspectsMayFollow;
    private int lastChances;
    private boolean lastChancesMayFollow;

    /**
     * For a queue of which no handler has run yet.
     *
     * @param concurrency how many jobs run at the same time
     * @param maxAhead how many are held beyond those at the most
     * @param maxNodeDeaths after how many deaths of nodes a job is not run again
     */
    Prefetch(Concurrency concurrency, int maxAhead, int maxNodeDeaths) {
        this.concurrency = concurrency;
        this.maxAhead = maxAhead;
        this.maxNodeDeaths = maxNodeDeaths;
    }

    /** Takes note of how long a handler ran. */
    void ran(long nanos) {
        meanNanos = Double.isInfinite(meanNanos) ? nanos : meanNanos + WEIGHT_OF_NEWEST * (nanos - meanNanos);
    }

    /** Handlers take longer than thought: hold nothing ahead until one has ended. */
    void slowedDown() {
        meanNanos = Double.POSITIVE_INFINITY;
    }

    /**
     * Takes note of what a claim gave. Where there are jobs whose node died, one of them may have killed it: while this
     * node has any of them, nothing is held that would be drawn into the next death by waiting beside them. Nor until a
     * claim gave none of them: what a dead node held mostly comes in a row. Those that the next death would end are run
     * one at a time, so that it ends only the one that brings it about.
     */
    void claimed(List<ClaimedJob> jobs) {
        int found = count(jobs, Prefetch::isSuspect);
        suspects += found;
        suspectsMayFollow = found > 0;
        int last = count(jobs, this::isLastChance);
        lastChances += last;
        lastChancesMayFollow = last > 0;
    }

    private static int count(List<ClaimedJob> jobs, Predicate<ClaimedJob> condition) {
        return (int) jobs.stream().filter(condition).count();
    }

    /** Takes note that this node no longer runs or holds a job that a claim gave. */
    void left(ClaimedJob job) {
        if (isSuspect(job)) {
            suspects--;
        }
        if (isLastChance(job)) {
            lastChances--;
        }
    }

    private static boolean isSuspect(ClaimedJob job) {
        return job.nodeDeaths() > 0;
    }

    private boolean isLastChance(ClaimedJob job) {
        return isSuspect(job) && job.nodeDeaths() == maxNodeDeaths - 1;
    }

    /** What becomes of the jobs that a claim gave. */
    record Choice(List<ClaimedJob> kept, List<ClaimedJob> handedBack) {}

    /**
     * Chooses which of the jobs that a claim gave are to be run here. One that the next death would end is kept only if
     * it came alone: its node might die before it has handed back what came beside it.
     *
     * @param held how many others are held, or run
     */
    Choice choose(List<ClaimedJob> jobs, int held) {
        if (lastChancesMayFollow && jobs.size() > 1) {
            return new Choice(List.of(), jobs);
        }
        int kept = Math.max(0, Math.min(jobs.size(), target() - held));
        return new Choice(jobs.subList(0, kept), jobs.subList(kept, jobs.size()));
    }

    /**
     * How many jobs to claim.
     *
     * @param held how many are held, or run
     */
    int room(int held) {
        if (lastChances > 0) {
            return 0;
        }
        int room = Math.max(0, target() - held);
        return lastChancesMayFollow ? Math.min(1, room) : room;
    }

    /** How many jobs to hold in all. */
    int target() {
        return concurrency.inForce() + ahead();
    }

    /** How much room there must be before it is worth a claim: one slot, or half of what is held. */
    int worthwhile() {
        return Math.max(1, Math.min(ahead(), target() / 2));
    }

    private int ahead() {
        if (suspects > 0 || suspectsMayFollow || maxAhead == 0) {
            return 0;
        }
        double ahead = concurrency.inForce() * (HORIZON.toNanos() / Math.max(meanNanos, 1));
        return (int) Math.min(maxAhead, ahead);
    }
}
