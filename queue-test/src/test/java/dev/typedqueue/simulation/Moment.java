package dev.typedqueue.simulation;

import java.time.Duration;
import java.time.Instant;

/**
 * An event and its time.
 *
 * @param step how many events were before it
 * @param elapsed how much time has passed since the simulation began, whatever any clock says
 * @param storeTime what the store's clock says, which may jump
 * @param event what happens
 */
record Moment(int step, Duration elapsed, Instant storeTime, Event event) {}
