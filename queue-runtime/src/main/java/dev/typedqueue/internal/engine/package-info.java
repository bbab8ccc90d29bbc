/**
 * The engine: it takes jobs from a store, runs them, and tells the store what became of them.
 *
 * <p>{@link dev.typedqueue.internal.engine.Engine} is one node on one store. It is made of loops, each of which does
 * one thing, again and again, and can be woken:
 *
 * <ul>
 *   <li>{@code QueueWorker}, one a queue: claims jobs as there is room, and gives them to slots that run them.
 *   <li>{@code Finisher}: stores outcomes, as many as have gathered while the last ones were stored.
 *   <li>{@code Promoter}: makes scheduled jobs ready when they are due.
 *   <li>{@code NodeLife}: the heartbeat, and the guard that stops this node before its lease ends.
 *   <li>{@code Rescuer}: makes the jobs of dead nodes ready.
 *   <li>{@code Housekeeper}: parks what no live node knows, and deletes what was kept long enough.
 *   <li>{@code CronScheduler}: adds the jobs of schedules.
 * </ul>
 *
 * <p>Nothing here sleeps, reads the time or makes a thread: all of that is the {@link dev.typedqueue.spi.Platform}'s.
 * No lock is held while the store is called.
 */
@NullMarked
package dev.typedqueue.internal.engine;

import org.jspecify.annotations.NullMarked;
