/**
 * What a store implements, and the other places at which TypedQueue can be extended.
 *
 * <h2>The life of a job in a store</h2>
 *
 * <pre>{@code
 *   insert                    insert, due now
 *     |                             |
 *     v        promoteDue           v        claim
 * SCHEDULED ---------------------> READY ---------------> RUNNING
 *     ^                             ^  \  park               |
 *     |                      unpark |   v                    | finish
 *     |                            PARKED <------------------+
 *     |        retry, requeue                                |
 *     +------------------------------------------------------+
 *                                                            v
 *                                     COMPLETED, FAILED, CANCELLED, or gone
 * }</pre>
 *
 * <h2>The protocol, and the failure that each step survives</h2>
 *
 * <ul>
 *   <li><b>insert</b> is durable when it returns, and idempotent by the job's id: a caller that does not know whether
 *       its commit arrived inserts again.
 *   <li><b>claim</b> gives each job to one node and raises the job's fencing token. Only a node that is registered and
 *       holds its lease may claim: one that was taken for dead gets a {@link dev.typedqueue.spi.NodeLostException}.
 *   <li><b>leases</b> are what the store says a node runs. A node whose claim had its answer lost finds there the jobs
 *       that it was given and does not know of, and hands them back: it lives, so nobody would rescue them.
 *   <li><b>finish</b> changes a job only if it is running under the same fencing token. Otherwise the lease was lost,
 *       the answer says so, and nothing is changed: a worker that was taken for dead and wakes up again cannot touch a
 *       newer attempt.
 *   <li><b>heartbeat</b> renews a node's lease by the store's clock. The lease belongs to the node, not to the job: a
 *       job may run for hours on a live node.
 *   <li><b>rescue</b> makes the running jobs of dead nodes ready again and counts the death in the job. It costs no
 *       attempt. Any node may do it, and several at once.
 *   <li><b>onReady</b> is a wake-up between sessions. It may get lost at any time: polling is the floor.
 *   <li><b>promoteDue</b>, <b>park</b>, <b>unpark</b> and <b>purge</b> work in pages, and survive another node's doing
 *       the same.
 * </ul>
 *
 * <p>All times are the store's own: it has one clock for all its nodes.
 */
@NullMarked
package dev.typedqueue.spi;

import org.jspecify.annotations.NullMarked;
