package dev.typedqueue.internal.engine;

import dev.typedqueue.spi.ClaimedJob;
import java.time.Duration;
import java.util.List;

/**
 * Decides how many jobs a node holds beyond those that it runs: as many as it will start within a short time, by how
 * long its handlers took lately. Fast handlers then never wait for the store, and jobs with slow ones are left to other
 * nodes.
 */
final class Prefetch {

    /** How far ahead a node may hold jobs. */
    private static final Duration HORIZON = Duration.ofMillis(100);

    private static final double WEIGHT_OF_NEWEST = 0.1;

    private final int concurrency;
    private final int maxAhead;
    private double meanNanos = Double.POSITIVE_INFINITY;
    private int suspects;
    private boolean suspectsMayFollow;

    /**
     * For a queue of which no handler has run yet.
     *
     * @param concurrency how many jobs run at the same time
     * @param maxAhead how many are held beyond those at the most
     */
    Prefetch(int concurrency, int maxAhead) {
        this.concurrency = concurrency;
        this.maxAhead = maxAhead;
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
     * claim gave none of them: what a dead node held mostly comes in a row.
     */
    void claimed(List<ClaimedJob> jobs) {
        int found = (int) jobs.stream().filter(Prefetch::isSuspect).count();
        suspects += found;
        suspectsMayFollow = found > 0;
    }

    /** Takes note that this node no longer runs or holds a job that a claim gave. */
    void left(ClaimedJob job) {
        if (isSuspect(job)) {
            suspects--;
        }
    }

    private static boolean isSuspect(ClaimedJob job) {
        return job.nodeDeaths() > 0;
    }

    /** How many jobs to hold in all. */
    int target() {
        return concurrency + ahead();
    }

    /** How much room there must be before it is worth a claim: one slot, or half of what is held. */
    int worthwhile() {
        return Math.max(1, Math.min(ahead(), target() / 2));
    }

    private int ahead() {
        if (suspects > 0 || suspectsMayFollow || maxAhead == 0) {
            return 0;
        }
        double ahead = concurrency * (HORIZON.toNanos() / Math.max(meanNanos, 1));
        return (int) Math.min(maxAhead, ahead);
    }
}
