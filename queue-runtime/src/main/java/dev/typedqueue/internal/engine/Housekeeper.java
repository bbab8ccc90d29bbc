package dev.typedqueue.internal.engine;

import dev.typedqueue.JobState;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.spi.NodeRecord;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the queues that this node runs in order: parks jobs that no live node knows, takes up those that this node has
 * come to know, and deletes finished jobs that were kept long enough.
 */
final class Housekeeper {

    private static final Logger LOG = LoggerFactory.getLogger("dev.typedqueue.Engine");

    /** How often the queues are looked at, unless the engine is told to poll less often. */
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final int PAGE = 1_000;
    private static final List<JobState> FINISHED = List.of(JobState.COMPLETED, JobState.FAILED, JobState.CANCELLED);

    private final StoreSession session;
    private final List<QueueDefinition> queues;
    private final Duration interval;
    private final Consumer<String> wakeQueue;
    private final Loop loop;

    Housekeeper(
            StoreSession session,
            Platform platform,
            Outages outages,
            List<QueueDefinition> queues,
            Duration interval,
            Consumer<String> wakeQueue) {
        this.session = session;
        this.queues = queues;
        this.interval = interval;
        this.wakeQueue = wakeQueue;
        this.loop = new Loop("housekeeping", platform, outages, this::round);
    }

    void start() {
        loop.start();
    }

    void stop() {
        loop.stop();
    }

    private Duration round() {
        Instant now = session.now();
        List<NodeRecord> living = session.nodes().stream()
                .filter(node -> node.leaseUntil().isAfter(now))
                .toList();
        for (QueueDefinition queue : queues) {
            unpark(queue);
            park(queue, living);
            FINISHED.forEach(state -> purge(queue, state));
        }
        return interval;
    }

    private void unpark(QueueDefinition queue) {
        int taken =
                inPages(() -> session.unpark(queue.name(), queue.jobsByKind().keySet(), PAGE));
        if (taken > 0) {
            LOG.info("Queue {}: {} parked jobs run again, since this node knows them", queue, taken);
            wakeQueue.accept(queue.name());
        }
    }

    private void park(QueueDefinition queue, List<NodeRecord> living) {
        Set<JobKind> known = new HashSet<>(queue.jobsByKind().keySet());
        living.forEach(node -> known.addAll(node.kinds().getOrDefault(queue.name(), Set.of())));
        int parked = inPages(() -> session.park(queue.name(), known, PAGE));
        if (parked > 0) {
            LOG.warn("Queue {}: {} jobs are parked, since no live node knows their names and versions", queue, parked);
        }
    }

    private void purge(QueueDefinition queue, JobState state) {
        Optional<Duration> age = queue.retention().of(state);
        age.ifPresent(kept -> inPages(() -> session.purge(queue.name(), state, kept, PAGE)));
    }

    private static int inPages(IntSupplier page) {
        int total = 0;
        int changed;
        do {
            changed = page.getAsInt();
            total += changed;
        } while (changed == PAGE);
        return total;
    }
}
