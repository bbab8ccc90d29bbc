package dev.typedqueue.simulation;

import dev.typedqueue.spi.NodeId;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which nodes live, and until when. */
final class NodeLedger {

    private final Map<NodeId, Instant> leases = new HashMap<>();
    private final Map<NodeId, String> names = new HashMap<>();
    private final Map<NodeId, Duration> leasesByMonotonicClock = new HashMap<>();
    private final Set<NodeId> misled = new HashSet<>();
    private final Set<String> paused = new HashSet<>();

    private Instant lastStoreTime = Simulation.START;
    private Duration lastElapsed = Duration.ZERO;

    /** Whether the node is registered, and its lease has not ended by the store's clock. */
    boolean isAlive(NodeId node, Instant storeTime) {
        return leases.getOrDefault(node, Instant.MIN).isAfter(storeTime);
    }

    /** Whether the node is registered, and no rescue has found it dead. */
    boolean isRegistered(NodeId node) {
        return leases.containsKey(node);
    }

    /** Whether the store's clock was set forward since the node's last heartbeat: it thinks its lease too long. */
    boolean isMisled(NodeId node) {
        return misled.contains(node);
    }

    /** Whether the node of that name is registered under any id. */
    boolean hasRegistered(String node) {
        return leases.keySet().stream().anyMatch(id -> node.equals(names.get(id)));
    }

    /** When the node's last lease ends, or has ended, if no clock jumps. */
    Duration leaseEnd(NodeId node) {
        return leasesByMonotonicClock.getOrDefault(node, Duration.ZERO);
    }

    /** Whether the node has ever stood still. */
    boolean wasPaused(String node) {
        return paused.contains(node);
    }

    /** Whose lease has become shorter than the node can know: the store's clock was set forward. */
    void takeTime(Moment moment) {
        Duration passed = moment.elapsed().minus(lastElapsed);
        if (moment.storeTime().isAfter(lastStoreTime.plus(passed))) {
            misled.addAll(leases.keySet());
        }
        lastStoreTime = moment.storeTime();
        lastElapsed = moment.elapsed();
    }

    void registered(NodeId node, String name, Duration lease, Moment moment) {
        names.put(node, name);
        renewed(node, lease, moment);
    }

    void renewed(NodeId node, Duration lease, Moment moment) {
        misled.remove(node);
        leases.put(node, moment.storeTime().plus(lease));
        leasesByMonotonicClock.put(node, moment.elapsed().plus(lease));
    }

    void gone(NodeId node) {
        leases.remove(node);
    }

    void paused(String node) {
        paused.add(node);
    }
}
