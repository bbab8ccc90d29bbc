package dev.typedqueue.simulation;

import dev.typedqueue.QueueRuntime;
import dev.typedqueue.test.simulation.FaultyStore;
import dev.typedqueue.test.simulation.SimulatedPlatform;

/**
 * A node of a simulated world.
 *
 * @param name as the history calls it
 * @param platform its time and threads
 * @param store its way to the store
 * @param runtime what runs on it
 * @param isOld whether it runs the release before
 */
record SimulatedNode(String name, SimulatedPlatform platform, FaultyStore store, QueueRuntime runtime, boolean isOld) {

    /** Runs what a client does there, on a thread of its own that may wait for the store. */
    void run(Runnable task) {
        platform.handlers("client").execute(task);
    }
}
