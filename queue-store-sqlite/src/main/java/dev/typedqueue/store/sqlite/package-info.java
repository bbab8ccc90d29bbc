/**
 * The store that keeps jobs in an SQLite file.
 *
 * <h2>How it writes</h2>
 *
 * <p>SQLite has one writer at a time, and a commit costs far more than a statement. So one thread owns the one
 * connection that writes: it takes all the calls that wait, runs them in one transaction, and lets each return after
 * the commit. Should one fail, the transaction is rolled back and each of its calls gets its own. Reads run beside it
 * on a few other connections, and tell first whether a claim or a promotion has anything to do: an idle queue writes
 * nothing.
 *
 * <h2>What it survives</h2>
 *
 * <ul>
 *   <li><b>The death of the process</b> at any moment: a transaction is in the log as a whole or not at all, and no
 *       call has returned before it was.
 *   <li><b>Another process</b> that holds the lock: transactions begin by {@code BEGIN IMMEDIATE} and so get it before
 *       they read anything; they wait up to the busy time-out.
 *   <li><b>A full disk or a failed write</b>: the transaction is rolled back, the callers are told, and the next call
 *       tries again, if need be on a new connection.
 *   <li><b>A commit whose fate is unknown</b>: it may be repeated, since an insert knows its jobs by their ids and a
 *       finish knows its attempt by the fencing token.
 * </ul>
 *
 * <h2>How jobs lie in the file</h2>
 *
 * <p>A job is a narrow row that is written at every change of state, and a payload that is written once. Each question
 * that is asked often has an index of only the jobs that can be the answer, so that neither scheduled nor finished jobs
 * slow down the others. {@code V001__jobs.sql} says which.
 */
@NullMarked
package dev.typedqueue.store.sqlite;

import org.jspecify.annotations.NullMarked;
