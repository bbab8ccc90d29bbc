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
 * <h2>When an answer of the store is lost</h2>
 *
 * <p>The store may have done what it was asked, although the call failed. So nothing is concluded from a failure:
 *
 * <ul>
 *   <li><b>claim</b>: the store may have given jobs to this node, which lives and knows nothing of them, so that no
 *       rescue would ever find them. {@code Leases} compares what the store says with what the node knows, after each
 *       claim that failed and once a minute, and hands back what is unknown: without the loss of an attempt, and
 *       guarded by the fencing token. A node that only counted on being restarted would keep such jobs from running for
 *       weeks.
 *   <li><b>finish</b>: is sent again until there is an answer. That the lease is lost then means nothing but that the
 *       outcome was stored, or that another attempt has the job; either way there is nothing left to do.
 *   <li><b>heartbeat</b>: is sent again soon. The lease is reckoned from before the last one that was answered.
 *   <li><b>register</b>: is sent again under the same id.
 *   <li><b>saveSchedule</b>: what the store says of the schedules is read before each step.
 * </ul>
 *
 * <p>Nothing here sleeps, reads the time or makes a thread: all of that is the {@link dev.typedqueue.spi.Platform}'s.
 * No lock is held while the store is called.
 */
@NullMarked
package dev.typedqueue.internal.engine;

import org.jspecify.annotations.NullMarked;
