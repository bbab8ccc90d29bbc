package dev.typedqueue.store.postgres;

import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What a session tells other nodes, and hears from them, if notifications are on. */
final class Wakeups implements AutoCloseable {

    private final Database database;
    private final String namespace;
    private final StoreClock clock;
    private final String sender = UUID.randomUUID().toString();
    private final Set<String> nodes = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> rested = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    Wakeups(Database database, String namespace, StoreClock clock) {
        this.database = database;
        this.namespace = namespace;
        this.clock = clock;
    }

    String namespace() {
        return namespace;
    }

    /** By which its messages are known. */
    String sender() {
        return sender;
    }

    /** The names of its own nodes, which its process wakes. */
    Set<String> nodes() {
        return nodes;
    }

    /** From when on it may name each queue again. */
    Map<String, Long> rested() {
        return rested;
    }

    void joined(NodeId node) {
        nodes.add(node.value());
    }

    void left(NodeId node) {
        nodes.remove(node.value());
    }

    /** From now on the listener is told of queues in which others made jobs ready. */
    void listen(Consumer<String> listener) {
        listeners.add(listener);
        database.notifications().listen(this);
    }

    /** Another has made jobs of a queue ready. */
    void heard(String queue) {
        listeners.forEach(listener -> listener.accept(queue));
    }

    /** Jobs were added. Those that are not due yet are found by whoever promotes them. */
    void committed(List<NewJob> jobs) {
        tell(due(jobs), database.notifications()::committed);
    }

    /** Jobs were added in a transaction that may commit soon. */
    void uncommitted(List<NewJob> jobs) {
        tell(due(jobs), database.notifications()::uncommitted);
    }

    /** Jobs of these queues were made ready. */
    void ready(Collection<String> queues) {
        tell(queues, database.notifications()::committed);
    }

    private void tell(Collection<String> queues, BiConsumer<Wakeups, String> way) {
        if (database.settings().notifies()) {
            queues.forEach(queue -> way.accept(this, queue));
        }
    }

    private Set<String> due(List<NewJob> jobs) {
        Instant now = clock.estimate();
        return jobs.stream()
                .filter(job -> job.runAt() == null || !job.runAt().isAfter(now))
                .map(NewJob::queue)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        database.notifications().forget(this);
    }
}
