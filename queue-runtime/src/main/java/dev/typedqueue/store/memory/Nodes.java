package dev.typedqueue.store.memory;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.Heartbeat;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeLostException;
import dev.typedqueue.spi.NodeRecord;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Rescue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps account of nodes, and takes their jobs from those that have gone. */
final class Nodes {

    private final Jobs jobs;
    private final Transitions transitions;

    Nodes(Jobs jobs, Transitions transitions) {
        this.jobs = jobs;
        this.transitions = transitions;
    }

    void register(NodeRegistration node, Instant now) {
        jobs.condemned.remove(node.id());
        jobs.nodes.put(
                node.id(),
                new NodeRecord(
                        node.id(), node.host(), node.processId(), now, Times.plus(now, node.lease()), node.kinds()));
    }

    void requireAlive(NodeId id, Instant now) {
        NodeRecord node = jobs.nodes.get(id);
        if (node == null || isDead(node, now)) {
            throw new NodeLostException(id);
        }
    }

    private boolean isDead(NodeRecord node, Instant now) {
        return !node.leaseUntil().isAfter(now) || jobs.condemned.contains(node.id());
    }

    Heartbeat heartbeat(NodeId id, Duration lease, Instant now) {
        NodeRecord node = jobs.nodes.get(id);
        if (node == null || jobs.condemned.contains(id)) {
            return new Heartbeat(false, List.of());
        }
        jobs.nodes.put(
                id,
                new NodeRecord(
                        id, node.host(), node.processId(), node.startedAt(), Times.plus(now, lease), node.kinds()));
        List<JobId> cancelRequested = jobs.running(id).stream()
                .filter(row -> row.cancelRequested)
                .map(row -> row.id)
                .toList();
        return new Heartbeat(true, cancelRequested);
    }

    void deregister(NodeId id, Instant now) {
        jobs.running(id).forEach(row -> transitions.release(row, now));
        forget(id);
    }

    Rescue rescue(Set<NodeId> knownDead, int limit, Instant now) {
        Set<NodeId> dead = new HashSet<>();
        Set<String> queues = new HashSet<>();
        int rescued = 0;
        for (NodeRecord node : List.copyOf(jobs.nodes.values())) {
            if (!isDead(node, now) && !knownDead.contains(node.id())) {
                continue;
            }
            dead.add(node.id());
            List<Row> running = jobs.running(node.id());
            List<Row> page = running.subList(0, Math.min(running.size(), limit - rescued));
            for (Row row : page) {
                transitions.rescue(row, now);
                queues.add(row.queue);
            }
            rescued += page.size();
            if (page.size() == running.size()) {
                forget(node.id());
            } else {
                jobs.condemned.add(node.id());
            }
        }
        return new Rescue(rescued, dead, queues);
    }

    private void forget(NodeId id) {
        jobs.nodes.remove(id);
        jobs.condemned.remove(id);
    }
}
