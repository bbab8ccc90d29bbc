package dev.typedqueue.internal.engine;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.Heartbeat;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's place among the living: it registers, sends heartbeats, and knows how long others can rely on it.
 *
 * <p>The lease is reckoned from the moment before a heartbeat was sent, so that this node always thinks it shorter than
 * the store does. A guard that needs no store ends all work a quarter of the lease before its end. A node that was
 * taken for dead comes back under a new id.
 */
final class NodeLife {

    /** What happens to a node. */
    interface Listener {

        /** The lease ends or has ended: no handler may go on. */
        void leaseLost();

        /** The node may claim jobs, for the first time or again. */
        void leaseGained();

        /** A person wants these running jobs cancelled. */
        void cancelRequested(List<JobId> jobs);
    }

    private static final Logger LOG = LoggerFactory.getLogger("dev.typedqueue.Engine");

    private final StoreSession session;
    private final Platform platform;
    private final Duration lease;
    private final Map<String, Set<JobKind>> kinds;
    private final ProcessIdentity process = ProcessIdentity.current();
    private final Listener listener;
    private final Loop heartbeat;
    private final Loop guard;

    private volatile NodeId id;
    private volatile boolean registered;
    private volatile boolean leaseHeld;
    private volatile long leaseEnd;

    NodeLife(
            StoreSession session,
            Platform platform,
            Outages outages,
            Duration lease,
            Map<String, Set<JobKind>> kinds,
            Listener listener) {
        this.session = session;
        this.platform = platform;
        this.lease = lease;
        this.kinds = kinds;
        this.listener = listener;
        // often enough that the lease is kept if the store answers again shortly before its end
        this.heartbeat = new Loop("heartbeat", platform, outages, lease.dividedBy(15), this::beat);
        this.guard = new Loop("guard of the lease", platform, outages, this::guard);
        this.id = newId();
    }

    /** Registers the node, and fails if the store does not answer. */
    void start() {
        register();
        heartbeat.start();
        guard.start();
    }

    /** Ends the heartbeat; the node stays registered until its lease ends or it is deregistered. */
    void stop() {
        heartbeat.stop();
        guard.stop();
        leaseHeld = false;
    }

    void deregister() {
        session.deregister(id);
    }

    NodeId id() {
        return id;
    }

    ProcessIdentity process() {
        return process;
    }

    /** Whether the node may claim jobs: it is registered, and its lease is not about to end. */
    boolean mayClaim() {
        return leaseHeld && safeTimeLeft() > 0;
    }

    /**
     * Whether a job may begin that was claimed under that id: if the node has another now, it was taken for dead
     * meanwhile, and its jobs with it.
     */
    boolean mayRun(NodeId claimedAs) {
        return claimedAs.equals(id) && mayClaim();
    }

    /**
     * The store gave no jobs, since it takes this node for dead, or thinks that its lease has ended. A heartbeat tells
     * which: a lease that ended early, after a jump of the store's clock, is renewed and nothing is lost.
     */
    void doubt() {
        heartbeat.wake();
    }

    private Duration beat() {
        if (!registered) {
            register();
            return lease.dividedBy(3);
        }
        long sent = platform.nanoTime();
        Heartbeat answer = session.heartbeat(id, lease);
        if (!answer.alive()) {
            die();
            return Duration.ZERO;
        }
        gainLease(sent);
        if (!answer.cancelRequested().isEmpty()) {
            listener.cancelRequested(answer.cancelRequested());
        }
        return lease.dividedBy(3);
    }

    private void die() {
        NodeId lost = id;
        id = newId();
        registered = false;
        LOG.warn("Node {} was taken for dead, and its jobs may run elsewhere; it comes back as {}", lost, id);
        loseLease();
    }

    private void register() {
        long sent = platform.nanoTime();
        session.register(new NodeRegistration(id, process.host(), process.processId(), lease, kinds));
        registered = true;
        gainLease(sent);
    }

    private Duration guard() {
        long left = safeTimeLeft();
        if (left > 0) {
            return Duration.ofNanos(left);
        }
        if (leaseHeld) {
            LOG.warn("Node {} could not renew its lease: it stops its handlers and claims no more until it can", id);
            loseLease();
        }
        return lease.dividedBy(6);
    }

    private long safeTimeLeft() {
        return leaseEnd - lease.toNanos() / 4 - platform.nanoTime();
    }

    private void gainLease(long sent) {
        leaseEnd = sent + lease.toNanos();
        if (!leaseHeld) {
            leaseHeld = true;
            listener.leaseGained();
        }
    }

    private void loseLease() {
        if (leaseHeld) {
            leaseHeld = false;
            listener.leaseLost();
        }
    }

    private NodeId newId() {
        return new NodeId("node-" + process.processId() + "-"
                + Long.toUnsignedString(platform.random().nextLong(), 36));
    }
}
