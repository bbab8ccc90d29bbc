package dev.typedqueue.internal.engine;

import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.Promotion;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.function.Consumer;

/** Makes scheduled jobs ready when they are due: by a timer for those that it knows, else by polling. */
final class Promoter {

    private static final int PAGE = 1_000;

    private final StoreSession session;
    private final Duration pollInterval;
    private final Consumer<String> wakeQueue;
    private final Loop loop;
    private final EagerLooks eagerLooks;

    Promoter(
            StoreSession session,
            Platform platform,
            Outages outages,
            Duration pollInterval,
            Consumer<String> wakeQueue) {
        this.session = session;
        this.pollInterval = pollInterval;
        this.eagerLooks = new EagerLooks(pollInterval);
        this.wakeQueue = wakeQueue;
        this.loop = new Loop("promotion of due jobs", platform, outages, this::round);
    }

    void start() {
        loop.start();
    }

    void stop() {
        loop.stop();
    }

    /** Jobs of the queue have come or gone: if it has limits, they may let one through. */
    void lookAtLimits(QueueDefinition queue) {
        if (!queue.limits().isEmpty()) {
            expect(Duration.ZERO);
        }
    }

    /**
     * There will be a job of the queue soon, once a transaction commits that nobody can tell us of: if it has limits,
     * they may let one through.
     */
    void expectSoon(QueueDefinition queue) {
        if (!queue.limits().isEmpty()) {
            eagerLooks.begin();
            loop.wakeIn(EagerLooks.FIRST);
        }
    }

    /** A job is due after the delay. */
    void expect(Duration delay) {
        loop.wakeIn(delay.isNegative() ? Duration.ZERO : delay);
    }

    private Duration round() {
        Promotion promotion = session.promoteDue(PAGE);
        promotion.queues().forEach(wakeQueue);
        Duration next = promotion.untilNext();
        Duration latest = promotion.promoted() > 0 ? pollInterval : eagerLooks.untilNext();
        return next != null && next.compareTo(latest) < 0 ? next : latest;
    }
}
