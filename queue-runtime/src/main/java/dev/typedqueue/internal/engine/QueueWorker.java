package dev.typedqueue.internal.engine;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one queue on this node, and obeys those who start, halt, change and stop it. Its parts do the work: the
 * {@link Claimer} claims, the {@link Slots} run, the {@link Outcomes} end, and the {@link Workload} keeps count.
 */
final class QueueWorker {

    private static final Logger LOG = LoggerFactory.getLogger("dev.typedqueue.Engine");

    private final QueueDefinition queue;
    private final AttemptRunner runner;
    private final Promoter promoter;
    private final Workload workload;
    private final Outcomes outcomes;
    private final Slots slots;
    private final Claimer claimer;

    QueueWorker(
            QueueDefinition queue,
            AttemptRunner runner,
            StoreSession session,
            Platform platform,
            Outages outages,
            NodeLife node,
            Finisher finisher,
            Promoter promoter,
            Duration pollInterval,
            int maxNodeDeaths,
            boolean halted) {
        this.queue = queue;
        this.runner = runner;
        this.promoter = promoter;
        Leases leases = new Leases(queue.name(), session, platform);
        this.workload = new Workload(queue, platform, maxNodeDeaths, halted);
        this.outcomes = new Outcomes(queue, workload, leases, finisher, promoter, platform, this::wake);
        this.slots = new Slots(queue, workload, outcomes, runner, platform, node, pollInterval, this::wake);
        this.claimer =
                new Claimer(queue, session, platform, outages, node, workload, leases, outcomes, slots, pollInterval);
    }

    void start() {
        claimer.start();
    }

    /** Ends claiming for good, hands back what has not begun, and waits for no handler that ends the process. */
    void stop() {
        halt();
        claimer.stop();
        slots.abandonExiting();
    }

    /** Stops claiming, and hands back what has not begun. */
    void halt() {
        outcomes.handBack(workload.halt());
    }

    /** Claims again. */
    void run() {
        workload.run();
        claimer.wake();
    }

    /** Runs so many jobs at the same time on this node, whatever is declared or was changed for all nodes. */
    void setConcurrency(int number) {
        change(concurrency -> concurrency.setOfNode(number));
    }

    /** A person has set how many jobs each node runs at the same time; null for what is declared. */
    void changeConcurrency(@Nullable Integer number) {
        change(concurrency -> concurrency.change(number));
    }

    private void change(Consumer<Concurrency> change) {
        Workload.ConcurrencyChange done = workload.change(change);
        slots.fill();
        if (done.after() != done.before()) {
            LOG.info(
                    "Queue {} runs up to {} jobs at the same time on this node, instead of {}",
                    queue,
                    done.after(),
                    done.before());
            wake();
        }
    }

    /** There may be something to claim, or room for it. */
    void wake() {
        claimer.wake();
    }

    /** If the queue has limits, they may let a job through. */
    void lookAtLimits() {
        promoter.lookAtLimits(queue);
    }

    /** There will be something to claim soon, once a transaction commits that nobody can tell us of. */
    void expectSoon() {
        claimer.expectSoon();
        promoter.expectSoon(queue);
    }

    /** A person wants the job cancelled: tells its handler to end, or does not start it. */
    void cancel(JobId id) {
        workload.takeHeld(id).ifPresent(job -> outcomes.finish(job, runner.cancelled()));
        slots.cancel(id, Attempt.Cancellation.BY_PERSON);
    }

    /** Tells all handlers to end. */
    void cancelAll(Attempt.Cancellation reason) {
        slots.cancelAll(reason);
    }

    /**
     * Tells all handlers to end, and hands back what has not begun. The store may hear of it in time, and then this
     * node keeps its place among the living: what was only dropped here would stay its own for ever.
     */
    void loseLease() {
        outcomes.handBack(workload.takeHeld());
        cancelAll(Attempt.Cancellation.LEASE_LOST);
    }

    /** Completes once no handler runs. */
    CompletableFuture<Void> idle() {
        return workload.idle();
    }

    /** Completes once no handler runs and all outcomes are stored. */
    CompletableFuture<Void> stored() {
        return workload.stored();
    }

    /** The attempts whose handlers run. */
    List<Attempt> running() {
        return slots.running();
    }
}
