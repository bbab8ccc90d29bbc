package dev.typedqueue.store.postgres;

import dev.typedqueue.spi.NewJob;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What a session tells other nodes, and hears from them, if notifications are on. */
final class Wakeups implements AutoCloseable {

    private final Database database;
    private final String namespace;
    private final StoreClock clock;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    Wakeups(Database database, String namespace, StoreClock clock) {
        this.database = database;
        this.namespace = namespace;
        this.clock = clock;
    }

    void listen(Consumer<String> listener) {
        listeners.add(listener);
        database.notifications().listen(namespace, listener);
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

    private void tell(Collection<String> queues, BiConsumer<String, String> sender) {
        if (database.settings().notifies()) {
            queues.forEach(queue -> sender.accept(namespace, queue));
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
        listeners.forEach(database.notifications()::forget);
    }
}
