package dev.typedqueue.reliability.report;

/**
 * What a run of the simulation in {@code queue-test} wrote of itself.
 *
 * @param date the day of the run
 * @param run which run it was: the default build's, or the profile's with its minutes
 * @param firstSeed the first seed
 * @param seeds how many histories there were
 * @param addsAcknowledged how many adds were acknowledged
 * @param attempts how many handlers began
 * @param crashes how many nodes crashed
 * @param refusedStaleWrites how many outcomes and reports of stale attempts were refused
 * @param violations how many histories broke a promise
 * @param seconds how long it took
 */
record SimulationResult(
        String date,
        String run,
        long firstSeed,
        long seeds,
        long addsAcknowledged,
        long attempts,
        long crashes,
        long refusedStaleWrites,
        long violations,
        double seconds) {}
