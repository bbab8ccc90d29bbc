package dev.typedqueue.internal.engine;

import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Stores the outcomes of attempts. One call of the store is under way at a time; what is finished meanwhile travels
 * with the next, so that batches grow with the load and nobody waits for a timer. An outcome is kept and tried again
 * until the store has answered.
 */
final class Finisher {

    private static final int MAX_BATCH = 1_000;
    private static final Duration UNTIL_WOKEN = Duration.ofHours(1);

    private record Pending(Finish finish, Consumer<FinishResult> acknowledge) {}

    private final StoreSession session;
    private final Loop loop;
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private final List<Pending> underWay = new ArrayList<>();
    private final List<CompletableFuture<Void>> whenDrained = new ArrayList<>();

    Finisher(StoreSession session, Platform platform, Outages outages) {
        this.session = session;
        this.loop = new Loop("storing of outcomes", platform, outages, this::round);
    }

    void start() {
        loop.start();
    }

    void stop() {
        loop.stop();
    }

    /**
     * Stores an outcome.
     *
     * @param acknowledge is called once the store has answered
     */
    void finish(Finish finish, Consumer<FinishResult> acknowledge) {
        synchronized (this) {
            waiting.add(new Pending(finish, acknowledge));
        }
        loop.wake();
    }

    /** Completes once everything that was given to the finisher is stored. */
    synchronized CompletableFuture<Void> drained() {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        if (waiting.isEmpty() && underWay.isEmpty()) {
            drained.complete(null);
        } else {
            whenDrained.add(drained);
        }
        return drained;
    }

    private Duration round() {
        List<Pending> batch = nextBatch();
        if (batch.isEmpty()) {
            return UNTIL_WOKEN;
        }
        List<FinishResult> results =
                session.finish(batch.stream().map(Pending::finish).toList());
        List<CompletableFuture<Void>> drained = stored();
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).acknowledge().accept(results.get(i));
        }
        drained.forEach(future -> future.complete(null));
        return Duration.ZERO;
    }

    /** What failed last time is tried again first. */
    private synchronized List<Pending> nextBatch() {
        while (underWay.size() < MAX_BATCH && !waiting.isEmpty()) {
            underWay.add(waiting.poll());
        }
        return List.copyOf(underWay);
    }

    private synchronized List<CompletableFuture<Void>> stored() {
        underWay.clear();
        if (!waiting.isEmpty()) {
            return List.of();
        }
        List<CompletableFuture<Void>> drained = List.copyOf(whenDrained);
        whenDrained.clear();
        return drained;
    }
}
