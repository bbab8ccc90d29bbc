package dev.typedqueue.internal.engine;

import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Lease;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The leases that this node holds in one queue, as far as it knows, and those that the store thinks it holds.
 *
 * <p>They differ after a claim whose answer was lost: the store gave jobs to a node that has never heard of them. The
 * node lives, so nobody would rescue them. So what the store says is looked at after each claim that failed, and now
 * and then, since a claim may arrive at the store long after its caller has given up.
 */
final class Leases {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final String queue;
    private final StoreSession session;
    private final Platform platform;
    private final Set<Lease> known = ConcurrentHashMap.newKeySet();
    private long nextLook;

    Leases(String queue, StoreSession session, Platform platform) {
        this.queue = queue;
        this.session = session;
        this.platform = platform;
        this.nextLook = platform.nanoTime() + INTERVAL.toNanos();
    }

    private static Lease of(ClaimedJob job) {
        return new Lease(job.id(), job.fencingToken());
    }

    /** A claim gave these jobs. */
    void gained(List<ClaimedJob> jobs) {
        jobs.forEach(job -> known.add(of(job)));
    }

    /** The store knows that the attempt has ended. */
    void ended(ClaimedJob job) {
        known.remove(of(job));
    }

    /** A claim failed: it may have given jobs all the same. */
    void doubt() {
        nextLook = platform.nanoTime();
    }

    /** Leases that the store thinks this node holds, and of which it does not know. No claim may be under way. */
    List<Lease> unknown(NodeId node) {
        long now = platform.nanoTime();
        if (now - nextLook < 0) {
            return List.of();
        }
        Set<Lease> knownBefore = Set.copyOf(known); // what ends meanwhile must not seem unknown
        List<Lease> unknown = session.leases(node, queue).stream()
                .filter(lease -> !knownBefore.contains(lease))
                .toList();
        nextLook = now + INTERVAL.toNanos();
        return unknown;
    }
}
