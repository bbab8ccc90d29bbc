/**
 * The engine: it takes jobs from a store, runs them, and tells the store what became of them.
 *
 * <p>{@link dev.typedqueue.internal.engine.Engine} is one node on one store. It is made of loops, each of which does
 * one thing, again and again, and can be woken:
 *
 * <ul>
 *   <li>{@code QueueWorker}, one a queue: claims jobs as there is room, and gives them to slots that run them (below).
 *   <li>{@code Finisher}: stores outcomes, as many as have gathered while the last ones were stored.
 *   <li>{@code Promoter}: makes scheduled jobs ready when they are due.
 *   <li>{@code NodeLife}: the heartbeat, and the guard that stops this node before its lease ends.
 *   <li>{@code Rescuer}: makes the jobs of dead nodes ready.
 *   <li>{@code Housekeeper}: parks what no live node knows, and deletes what was kept long enough.
 *   <li>{@code CronScheduler}: adds the jobs of schedules.
 * </ul>
 *
 * <h2>One queue on one node</h2>
 *
 * <p>A {@code QueueWorker} is what people start, halt, change and stop. Its parts, each with a reason of its own to
 * change:
 *
 * <ul>
 *   <li>{@code Workload} counts: the jobs that are held, the slots that are busy, the outcomes that the store has not
 *       acknowledged; and says how much room there is, by {@code Concurrency} and {@code Prefetch}.
 *   <li>{@code Claimer} is the loop that fills the room, and hands back what waits too long.
 *   <li>{@code Slots} runs what is held, each job as an {@code Attempt} that the {@code AttemptRunner} judges.
 *   <li>{@code Outcomes} gives to the {@code Finisher} what became of jobs, and does what follows from the answer.
 * </ul>
 *
 * <h2>Threads, and what guards what</h2>
 *
 * <p>Loops run on the platform's background threads, each loop on one at a time; handlers run on a thread for each busy
 * slot; and timers, heartbeats and people come in between. What they share:
 *
 * <ul>
 *   <li>The numbers of a queue are one thing, guarded by the monitor of its {@code Workload}. A job is given to one
 *       taker there: to a slot, to a person who cancels it, or to whoever hands it back. In the monitor is only
 *       counted; what follows is done by the caller, outside, and so by then the numbers may be others: to claim once
 *       too often or to begin a slot for which nothing is left does no harm.
 *   <li>Who ends an attempt first, its handler, its time limit or a node that stops, is decided by the monitor of the
 *       {@code Attempt}. Only the one who ended it gives its outcome away.
 *   <li>Which attempts run, and which leases are known, are concurrent collections: they are looked at while they
 *       change.
 *   <li>What else is shared ({@code Loop}, {@code Finisher}, {@code EagerLooks} and others) has a monitor of its own,
 *       in which nothing of the above is called.
 *   <li>{@code NodeLife} has volatile fields, which the slots read before each job without waiting.
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
