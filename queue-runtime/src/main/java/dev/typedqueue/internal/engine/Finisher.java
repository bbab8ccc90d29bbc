package dev.typedqueue.internal.engine;

import dev.typedqueue.StoreException;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.Report;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the outcomes of attempts, and before them what the attempts have reported. One call of the store is under way
 * at a time; what is finished meanwhile travels with the next, so that batches grow with the load and nobody waits for
 * a timer. An outcome is kept and tried again until the store has answered.
 */
final class Finisher {

    private static final Logger LOG = LoggerFactory.getLogger("dev.typedqueue.Engine");
    private static final int MAX_BATCH = 1_000;
    private static final Duration UNTIL_WOKEN = Duration.ofHours(1);

    /** Is told what the store says of an outcome. */
    @FunctionalInterface
    interface Acknowledgement {

        /**
         * The store has answered.
         *
         * @param repeated whether the outcome was sent before, by a call that failed: it may be stored since then, and
         *     be refused for that reason
         */
        void answered(FinishResult result, boolean repeated);
    }

    private record Pending(Finish finish, Acknowledgement acknowledgement) {}

    private final StoreSession session;
    private final Loop loop;
    private final Reports reports;
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private final List<Pending> underWay = new ArrayList<>();
    private int sentBefore;
    private final List<CompletableFuture<Void>> whenDrained = new ArrayList<>();

    Finisher(StoreSession session, Platform platform, Outages outages) {
        this.session = session;
        this.loop = new Loop("storing of outcomes", platform, outages, this::round);
        this.reports = new Reports(platform, loop::wakeIn);
    }

    void start() {
        loop.start();
    }

    void stop() {
        loop.stop();
    }

    /** What is put here by an attempt is stored before its outcome, at the latest. */
    Reports reports() {
        return reports;
    }

    /**
     * Stores an outcome.
     *
     * @param acknowledgement is called once the store has answered
     */
    void finish(Finish finish, Acknowledgement acknowledgement) {
        synchronized (this) {
            waiting.add(new Pending(finish, acknowledgement));
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
        List<Finish> finishes = batch.stream().map(Pending::finish).toList();
        store(reports.take(finishes));
        if (batch.isEmpty()) {
            return reports.untilDue(UNTIL_WOKEN);
        }
        int repeated = sent(batch.size());
        List<FinishResult> results = session.finish(finishes);
        List<CompletableFuture<Void>> drained = stored();
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).acknowledgement().answered(results.get(i), i < repeated);
        }
        drained.forEach(future -> future.complete(null));
        return Duration.ZERO;
    }

    /** What the store refuses for good must not keep outcomes from being stored. */
    private void store(List<Report> reported) {
        if (reported.isEmpty()) {
            return;
        }
        try {
            session.report(reported);
        } catch (RuntimeException e) {
            if (e instanceof StoreException failure && failure.isPassing()) {
                reports.giveBack(reported);
                throw e;
            }
            LOG.warn("Progress and log lines of {} jobs could not be stored, and are dropped", reported.size(), e);
        }
    }

    /** What failed last time is tried again first. */
    private synchronized List<Pending> nextBatch() {
        while (underWay.size() < MAX_BATCH && !waiting.isEmpty()) {
            underWay.add(waiting.poll());
        }
        return List.copyOf(underWay);
    }

    /** How many of the batch, from its beginning, a call that failed has sent before. */
    private synchronized int sent(int batchSize) {
        int before = sentBefore;
        sentBefore = batchSize;
        return before;
    }

    private synchronized List<CompletableFuture<Void>> stored() {
        underWay.clear();
        sentBefore = 0;
        if (!waiting.isEmpty()) {
            return List.of();
        }
        List<CompletableFuture<Void>> drained = List.copyOf(whenDrained);
        whenDrained.clear();
        return drained;
    }
}
