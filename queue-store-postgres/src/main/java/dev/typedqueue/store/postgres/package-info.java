/**
 * The store that keeps jobs in PostgreSQL.
 *
 * <h2>Where a job stands</h2>
 *
 * <p>The row of a job in {@code job} is written when it is added, and again only when something rare happens to it.
 * What happens to every job is told by other, narrow rows: a ready job has a row in {@code ready}, a scheduled or
 * parked one in {@code waiting}, a blocked one in {@code gate_waiter}, and running jobs are listed in a row of
 * {@code lease}, one for each claim. A job that is in none of them, and whose own row says nothing of its end, has
 * completed; {@code outcome} says when, with a row for the jobs of a lease that completed together.
 *
 * <h2>What is locked</h2>
 *
 * <ul>
 *   <li><b>Claims</b> delete rows of {@code ready} and step over those that others have locked. They lock the node's
 *       row against a rescue, and not against each other.
 *   <li><b>Finish, rescue and cancellation</b> of a running job lock the row of its lease. So a stale worker finds its
 *       position taken, and is told.
 *   <li><b>Actions and replacements</b> of a waiting job delete its row in {@code ready}, {@code waiting} or
 *       {@code gate_waiter}; those of a dead letter or a cancelled job lock its own row. Who finds it gone or changed
 *       looks again where the job stands.
 *   <li><b>Gates</b> are looked after by one gatekeeper at a time for each queue, who locks the queue's row. Whoever
 *       brings a job to a gate, or ends it, writes a row of {@code gate_news}, which the next gatekeeper takes.
 *   <li><b>Unique keys</b> are rows, locked until the transaction that asks for the key ends.
 * </ul>
 *
 * <h2>What it survives</h2>
 *
 * <ul>
 *   <li><b>A commit whose fate is unknown</b>: an insert is repeated by the jobs' ids.
 *   <li><b>A claim whose answer did not arrive</b>: the leases of a node tell it what it was given.
 *   <li><b>Lost, hanging and missing connections</b>: statements have a time-out, the network has a longer one, and the
 *       next call takes another connection.
 * </ul>
 */
@NullMarked
package dev.typedqueue.store.postgres;

import org.jspecify.annotations.NullMarked;
