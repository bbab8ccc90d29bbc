/**
 * A world for tests of the engine, in which time passes only when the test says so and everything runs in one order.
 *
 * <p>A {@link dev.typedqueue.test.simulation.Simulation} holds the time and what is to happen. Each node gets a
 * {@link dev.typedqueue.test.simulation.SimulatedPlatform} of its own, which the test may pause or let crash, and a
 * {@link dev.typedqueue.test.simulation.FaultyStore}, which may fail, lose answers or be out of reach. A handler takes
 * time by {@link dev.typedqueue.test.simulation.Simulation#sleep} or waits at a
 * {@link dev.typedqueue.test.simulation.Gate}.
 *
 * <p>Handlers block, so each runs on a thread of its own; but one thread at a time has the turn, and hands it back when
 * it sleeps, waits or ends. So a test with the same seed always sees the same.
 *
 * <p>In a {@linkplain dev.typedqueue.test.simulation.Simulation#shuffled shuffled} simulation, chance decides which of
 * the things that are due at once comes first, and a {@linkplain dev.typedqueue.test.simulation.FaultyStore.Weather
 * weather} how long calls of the store take and which of them fail.
 */
@NullMarked
package dev.typedqueue.test.simulation;

import org.jspecify.annotations.NullMarked;
