package dev.typedqueue.internal.engine;

import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Sees what people have changed about the concurrency of queues, on whichever node. */
final class ConcurrencyWatch {

    /** How often to look, unless the engine is told to poll less often. */
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private final StoreSession session;
    private final Duration interval;
    private final Consumer<Map<String, Integer>> changes;
    private final Loop loop;

    /**
     * A watch that has not begun.
     *
     * @param changes is told all changes that are in force, by queue
     */
    ConcurrencyWatch(
            StoreSession session,
            Platform platform,
            Outages outages,
            Duration interval,
            Consumer<Map<String, Integer>> changes) {
        this.session = session;
        this.interval = interval;
        this.changes = changes;
        this.loop = new Loop("look at the concurrency of queues", platform, outages, this::look);
    }

    /** Looks once before anything runs, and from then on again and again. */
    void start() {
        look();
        loop.start();
    }

    /** It was changed here. */
    void wake() {
        loop.wake();
    }

    void stop() {
        loop.stop();
    }

    private Duration look() {
        changes.accept(session.concurrencies());
        return interval;
    }
}
