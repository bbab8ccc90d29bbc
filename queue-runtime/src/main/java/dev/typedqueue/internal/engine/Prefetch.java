package dev.typedqueue.internal.engine;

import java.time.Duration;

/**
 * Decides how many jobs a node holds beyond those that it runs: as many as it will start within a short time, by how
 * long its handlers took lately. Fast handlers then never wait for the store, and jobs with slow ones are left to other
 * nodes.
 */
final class Prefetch {

    /** How far ahead a node may hold jobs. */
    private static final Duration HORIZON = Duration.ofMillis(100);

    private static final int MAX_AHEAD = 1_000;
    private static final double WEIGHT_OF_NEWEST = 0.1;

    private final int concurrency;
    private double meanNanos = Double.POSITIVE_INFINITY;

    Prefetch(int concurrency) {
        this.concurrency = concurrency;
    }

    /** Takes note of how long a handler ran. */
    void ran(long nanos) {
        meanNanos = Double.isInfinite(meanNanos) ? nanos : meanNanos + WEIGHT_OF_NEWEST * (nanos - meanNanos);
    }

    /** Handlers take longer than thought: hold nothing ahead until one has ended. */
    void slowedDown() {
        meanNanos = Double.POSITIVE_INFINITY;
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
        double ahead = concurrency * (HORIZON.toNanos() / Math.max(meanNanos, 1));
        return (int) Math.min(MAX_AHEAD, ahead);
    }
}
