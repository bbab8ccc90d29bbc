package dev.typedqueue.simulation;

/**
 * What histories had in them.
 *
 * @param seeds how many histories
 * @param acknowledgedAdds how many adds were acknowledged
 * @param attempts how many handlers began
 * @param crashes how many nodes crashed
 * @param refusedStaleWrites how many finishes and reports were refused, since another held the job or nobody did
 * @param violations how many histories broke a promise
 */
record Tally(long seeds, long acknowledgedAdds, long attempts, long crashes, long refusedStaleWrites, long violations) {

    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(
                seeds + other.seeds,
                acknowledgedAdds + other.acknowledgedAdds,
                attempts + other.attempts,
                crashes + other.crashes,
                refusedStaleWrites + other.refusedStaleWrites,
                violations + other.violations);
    }
}
