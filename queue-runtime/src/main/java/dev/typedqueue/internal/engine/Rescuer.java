package dev.typedqueue.internal.engine;

import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRecord;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.Rescue;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the jobs of dead nodes ready again: of those whose lease has ended, and of this machine's own after a crash.
 */
final class Rescuer {

    private static final Logger LOG = LoggerFactory.getLogger("dev.typedqueue.Engine");
    private static final int PAGE = 1_000;

    private final StoreSession session;
    private final NodeLife node;
    private final Duration interval;
    private final Consumer<String> wakeQueue;
    private final Loop loop;

    Rescuer(
            StoreSession session,
            Platform platform,
            Outages outages,
            NodeLife node,
            Duration lease,
            Consumer<String> wakeQueue) {
        this.session = session;
        this.node = node;
        this.interval = lease.dividedBy(3);
        this.wakeQueue = wakeQueue;
        this.loop = new Loop("rescue", platform, outages, this::round);
    }

    void start() {
        loop.start();
    }

    void stop() {
        loop.stop();
    }

    private Duration round() {
        if (!node.mayClaim()) {
            return interval; // a node that is not sure of its own life does not judge others, nor itself
        }
        Set<NodeId> knownDead = session.nodes().stream()
                .filter(node.process()::provesDead)
                .map(NodeRecord::id)
                .collect(Collectors.toSet());
        Rescue rescue = session.rescue(knownDead, PAGE);
        if (rescue.jobs() > 0) {
            LOG.info("Rescued {} jobs of dead nodes {}", rescue.jobs(), rescue.nodes());
            rescue.queues().forEach(wakeQueue);
        }
        return rescue.jobs() == PAGE ? Duration.ZERO : interval;
    }
}
