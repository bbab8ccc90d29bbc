package dev.typedqueue.internal.engine;

import dev.typedqueue.definition.JobKind;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeLostException;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Claims jobs of one queue as there is room for them: when it is told that there may be some, and by polling. What was
 * claimed ahead and has waited too long is handed back, and so is what a claim gave whose answer was lost.
 */
final class Claimer {

    private final QueueDefinition queue;
    private final Set<JobKind> kinds;
    private final StoreSession session;
    private final NodeLife node;
    private final Workload workload;
    private final Leases leases;
    private final Outcomes outcomes;
    private final Slots slots;
    private final Duration pollInterval;
    private final EagerLooks eagerLooks;
    private final Loop loop;

    Claimer(
            QueueDefinition queue,
            StoreSession session,
            Platform platform,
            Outages outages,
            NodeLife node,
            Workload workload,
            Leases leases,
            Outcomes outcomes,
            Slots slots,
            Duration pollInterval) {
        this.queue = queue;
        this.kinds = queue.jobsByKind().keySet();
        this.session = session;
        this.node = node;
        this.workload = workload;
        this.leases = leases;
        this.outcomes = outcomes;
        this.slots = slots;
        this.pollInterval = pollInterval;
        this.eagerLooks = new EagerLooks(pollInterval);
        this.loop = new Loop("claim of jobs of queue " + queue, platform, outages, this::round);
    }

    void start() {
        loop.start();
    }

    void stop() {
        loop.stop();
    }

    /** There may be something to claim, or room for it. */
    void wake() {
        if (workload.isWorthAClaim() && node.mayClaim()) { // after each job: the clock is asked only if it matters
            loop.wake();
        }
    }

    /** There will be something to claim soon, once a transaction commits that nobody can tell us of. */
    void expectSoon() {
        eagerLooks.begin();
        loop.wakeIn(EagerLooks.FIRST);
    }

    private Duration round() {
        outcomes.handBack(workload.takeHoarded());
        if (node.mayClaim()) {
            outcomes.handBackUnknown(leases.unknown(node.id()));
        }
        int room = node.mayClaim() ? workload.room() : 0;
        return room == 0 ? untilHoarded() : claim(room);
    }

    private Duration claim(int room) {
        NodeId claimedAs = node.id();
        List<ClaimedJob> jobs;
        try {
            jobs = session.claim(new ClaimRequest(claimedAs, queue.name(), kinds, room));
        } catch (NodeLostException e) {
            node.doubt();
            return pollInterval;
        } catch (RuntimeException e) {
            leases.doubt();
            throw e;
        }
        leases.gained(jobs);
        outcomes.handBack(workload.hold(jobs, claimedAs));
        slots.fill();
        return jobs.isEmpty() ? eagerLooks.untilNext() : untilHoarded();
    }

    /** What is held is looked at before it has been held too long, however seldom the store is polled. */
    private Duration untilHoarded() {
        return pollInterval.compareTo(Workload.MAX_HELD) < 0 ? pollInterval : Workload.MAX_HELD;
    }
}
