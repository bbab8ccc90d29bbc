package dev.typedqueue.internal.engine;

import dev.typedqueue.JobId;
import dev.typedqueue.annotation.CrashPolicy;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Lease;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeLostException;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one queue on this node: claims jobs as there is room for them, and runs them in its slots.
 *
 * <p>A slot takes the next job as soon as its last one has ended, and asks for more when it is worth a claim: no timer
 * is in the way. Jobs that were claimed ahead and have waited too long are handed back.
 */
final class QueueWorker {

    private static final Logger LOG = LoggerFactory.getLogger("dev.typedqueue.Engine");
    private static final int MAX_CLAIM = 1_000;
    private static final int MAX_AHEAD = 1_000;
    private static final int MAX_UNACKNOWLEDGED = 5_000;
    private static final Duration MAX_HELD = Duration.ofSeconds(1);

    /**
     * A job that was claimed.
     *
     * @param claimedAs the node's id at that time
     * @param since when its answer arrived
     */
    private record Held(ClaimedJob job, NodeId claimedAs, long since) {}

    private final QueueDefinition queue;
    private final Set<JobKind> kinds;
    private final StoreSession session;
    private final Platform platform;
    private final NodeLife node;
    private final Finisher finisher;
    private final Promoter promoter;
    private final AttemptRunner runner;
    private final Duration pollInterval;
    private final Executor handlers;
    private final Loop fetch;
    private final Leases leases;
    private final Map<JobId, Attempt> running = new ConcurrentHashMap<>();

    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final Concurrency concurrency;
    private final Prefetch prefetch;
    private final EagerLooks eagerLooks;
    private final List<CompletableFuture<Void>> whenIdle = new ArrayList<>();
    private final List<CompletableFuture<Void>> whenStored = new ArrayList<>();
    private boolean halted;
    private int busySlots;
    private int unacknowledged;

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
        this.kinds = queue.jobsByKind().keySet();
        this.runner = runner;
        this.session = session;
        this.platform = platform;
        this.node = node;
        this.finisher = finisher;
        this.promoter = promoter;
        this.pollInterval = pollInterval;
        this.halted = halted;
        this.eagerLooks = new EagerLooks(pollInterval);
        this.concurrency = new Concurrency(queue.concurrency());
        this.prefetch = new Prefetch(concurrency, mostAhead(queue), maxNodeDeaths);
        this.leases = new Leases(queue.name(), session, platform);
        this.handlers = platform.handlers(queue.name());
        this.fetch = new Loop("claim of jobs of queue " + queue, platform, outages, this::fetch);
    }

    /** Where what ran is dropped after a crash, what only waited must not be drawn in. */
    private static int mostAhead(QueueDefinition queue) {
        return queue.onCrash() == CrashPolicy.DELETE ? 0 : MAX_AHEAD;
    }

    void start() {
        fetch.start();
    }

    /** Ends claiming for good, hands back what has not begun, and waits for no handler that ends the process. */
    void stop() {
        halt();
        fetch.stop();
        running().stream().filter(Attempt::exits).forEach(attempt -> abandon(attempt, runner::exited));
    }

    /** Stops claiming, and hands back what has not begun. */
    void halt() {
        List<ClaimedJob> handedBack;
        synchronized (this) {
            halted = true;
            handedBack = takeHeld();
        }
        handBack(handedBack);
    }

    /** Claims again. */
    void run() {
        synchronized (this) {
            halted = false;
        }
        fetch.wake();
    }

    /** Runs so many jobs at the same time on this node, whatever is declared or was changed for all nodes. */
    void setConcurrency(int number) {
        change(() -> concurrency.setOfNode(number));
    }

    /** A person has set how many jobs each node runs at the same time; null for what is declared. */
    void changeConcurrency(@Nullable Integer number) {
        change(() -> concurrency.change(number));
    }

    /** Slots that are too many end with their handlers. */
    private void change(Runnable change) {
        int before;
        int after;
        int newSlots;
        synchronized (this) {
            before = concurrency.inForce();
            change.run();
            after = concurrency.inForce();
            newSlots = takeSlots();
        }
        startSlots(newSlots);
        if (after != before) {
            LOG.info("Queue {} runs up to {} jobs at the same time on this node, instead of {}", queue, after, before);
            wake();
        }
    }

    /** There may be something to claim. */
    void wake() {
        if (isWorthAClaim()) {
            fetch.wake();
        }
    }

    /** If the queue has limits, they may let a job through. */
    void lookAtLimits() {
        if (!queue.limits().isEmpty()) {
            promoter.expect(Duration.ZERO);
        }
    }

    /** There will be something to claim soon, once a transaction commits that nobody can tell us of. */
    void expectSoon() {
        eagerLooks.begin();
        fetch.wakeIn(EagerLooks.FIRST);
        if (!queue.limits().isEmpty()) {
            promoter.expectSoon();
        }
    }

    /** A person wants the job cancelled: tells its handler to end, or does not start it. */
    void cancel(JobId id) {
        takeHeld(id).ifPresent(job -> finish(job, runner.cancelled(), false));
        Attempt attempt = running.get(id);
        if (attempt != null) {
            attempt.cancel(Attempt.Cancellation.BY_PERSON);
        }
    }

    /** Tells all handlers to end. */
    void cancelAll(Attempt.Cancellation reason) {
        running.values().forEach(attempt -> attempt.cancel(reason));
    }

    /**
     * Tells all handlers to end, and hands back what has not begun. The store may hear of it in time, and then this
     * node keeps its place among the living: what was only dropped here would stay its own for ever.
     */
    void loseLease() {
        List<ClaimedJob> handedBack;
        synchronized (this) {
            handedBack = takeHeld();
        }
        handBack(handedBack);
        cancelAll(Attempt.Cancellation.LEASE_LOST);
    }

    /** Completes once no handler runs. */
    synchronized CompletableFuture<Void> idle() {
        CompletableFuture<Void> idle = new CompletableFuture<>();
        if (busySlots == 0) {
            idle.complete(null);
        } else {
            whenIdle.add(idle);
        }
        return idle;
    }

    /** Completes once no handler runs and all outcomes are stored. */
    synchronized CompletableFuture<Void> stored() {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        if (isStored()) {
            stored.complete(null);
        } else {
            whenStored.add(stored);
        }
        return stored;
    }

    private boolean isStored() {
        return busySlots == 0 && unacknowledged == 0;
    }

    private void tellIfStored() {
        List<CompletableFuture<Void>> nowStored;
        synchronized (this) {
            if (!isStored()) {
                return;
            }
            nowStored = List.copyOf(whenStored);
            whenStored.clear();
        }
        nowStored.forEach(stored -> stored.complete(null));
    }

    /** The jobs whose handlers run. */
    List<Attempt> running() {
        return List.copyOf(running.values());
    }

    private Duration fetch() {
        handBack(takeHoarded());
        handBackUnknown();
        int room = room();
        if (room == 0) {
            return untilHoarded();
        }
        NodeId claimedAs = node.id();
        List<ClaimedJob> jobs;
        try {
            jobs = session.claim(new ClaimRequest(claimedAs, queue.name(), kinds, room));
        } catch (NodeLostException e) {
            node.doubt();
            return pollInterval;
        } catch (RuntimeException e) {
            leases.doubt();
            throw e;
        }
        leases.gained(jobs);
        hold(jobs, claimedAs);
        return jobs.isEmpty() ? eagerLooks.untilNext() : untilHoarded();
    }

    /** What a claim gave whose answer was lost. */
    private void handBackUnknown() {
        if (!node.mayClaim()) {
            return;
        }
        List<Lease> unknown = leases.unknown(node.id());
        if (!unknown.isEmpty()) {
            LOG.info(
                    "Queue {}: {} jobs are handed back, since the answer to their claim was lost",
                    queue,
                    unknown.size());
        }
        for (Lease lease : unknown) {
            Finish finish = new Finish(lease.id(), lease.fencingToken(), new Outcome.Released());
            finisher.finish(finish, (result, repeated) -> wake());
        }
    }

    /** What is held is looked at before it has been held too long, however seldom the store is polled. */
    private Duration untilHoarded() {
        return pollInterval.compareTo(MAX_HELD) < 0 ? pollInterval : MAX_HELD;
    }

    private synchronized int room() {
        if (halted || !node.mayClaim() || unacknowledged >= MAX_UNACKNOWLEDGED) {
            return 0;
        }
        return Math.min(MAX_CLAIM, prefetch.room(held.size() + busySlots));
    }

    private synchronized boolean isWorthAClaim() {
        return room() >= prefetch.worthwhile();
    }

    private void hold(List<ClaimedJob> jobs, NodeId claimedAs) {
        int newSlots;
        List<ClaimedJob> tooMany;
        synchronized (this) {
            prefetch.claimed(jobs);
            Prefetch.Choice choice =
                    halted ? new Prefetch.Choice(List.of(), jobs) : prefetch.choose(jobs, held.size() + busySlots);
            long now = platform.nanoTime();
            choice.kept().forEach(job -> held.add(new Held(job, claimedAs, now)));
            tooMany = choice.handedBack();
            newSlots = takeSlots();
        }
        handBack(tooMany);
        startSlots(newSlots);
    }

    private int takeSlots() {
        int newSlots = Math.max(0, Math.min(concurrency.inForce() - busySlots, held.size()));
        busySlots += newSlots;
        return newSlots;
    }

    private void startSlots(int number) {
        for (int i = 0; i < number; i++) {
            handlers.execute(this::slot);
        }
    }

    private synchronized List<ClaimedJob> takeHoarded() {
        Held oldest = held.peek();
        if (oldest == null || platform.nanoTime() - oldest.since() < MAX_HELD.toNanos()) {
            return List.of();
        }
        prefetch.slowedDown();
        return takeHeld();
    }

    private List<ClaimedJob> takeHeld() {
        List<ClaimedJob> jobs = held.stream().map(Held::job).toList();
        held.clear();
        return jobs;
    }

    private synchronized Optional<ClaimedJob> takeHeld(JobId id) {
        Optional<Held> found =
                held.stream().filter(each -> each.job().id().equals(id)).findFirst();
        found.ifPresent(held::remove);
        return found.map(Held::job);
    }

    private void handBack(List<ClaimedJob> jobs) {
        jobs.forEach(job -> finish(job, new Outcome.Released(), true));
    }

    private void slot() {
        Held next = next();
        while (next != null && runAttempt(next.job(), next.claimedAs())) {
            next = next();
        }
    }

    private @Nullable Held next() {
        Held next;
        List<CompletableFuture<Void>> nowIdle = List.of();
        synchronized (this) {
            next = busySlots > concurrency.inForce() ? null : held.poll();
            if (next == null && --busySlots == 0) {
                nowIdle = List.copyOf(whenIdle);
                whenIdle.clear();
            }
        }
        nowIdle.forEach(idle -> idle.complete(null));
        tellIfStored();
        wake();
        return next;
    }

    /** Whether the slot is still this thread's: it has gone to another if the attempt was abandoned. */
    private boolean runAttempt(ClaimedJob job, NodeId claimedAs) {
        try {
            Attempt attempt = runner.newAttempt(job);
            running.put(job.id(), attempt);
            if (!node.mayRun(claimedAs)) {
                running.remove(job.id(), attempt);
                handBack(List.of(job));
                return true;
            }
            Outcome outcome = runInTime(attempt);
            if (attempt.isAbandoned()) {
                return false;
            }
            finish(attempt, outcome);
            return true;
        } catch (Throwable failure) {
            finish(job, later(job, failure), false);
            return true;
        }
    }

    private Outcome runInTime(Attempt attempt) {
        Optional<TimeLimit> limit = runner.timeout(attempt)
                .map(timeout -> TimeLimit.start(platform, timeout, attempt, () -> abandon(attempt, runner::abandoned)));
        long begun = platform.nanoTime();
        try {
            return runner.run(attempt);
        } catch (Throwable failure) { // such as memory that ran out: the slot must not be lost
            return later(attempt.claimed(), failure);
        } finally {
            limit.ifPresent(TimeLimit::end);
            running.remove(attempt.id(), attempt);
            ran(platform.nanoTime() - begun);
        }
    }

    private synchronized void ran(long nanos) {
        prefetch.ran(nanos);
    }

    /** The handler does not end: its job and its slot go on without it. */
    private void abandon(Attempt attempt, Function<Attempt, Outcome> outcome) {
        if (!attempt.abandon()) {
            return;
        }
        running.remove(attempt.id(), attempt);
        handlers.execute(this::slot);
        try {
            finish(attempt, outcome.apply(attempt));
        } catch (Throwable failure) {
            finish(attempt, later(attempt.claimed(), failure));
        }
    }

    private Outcome later(ClaimedJob job, Throwable failure) {
        LOG.error("Job {} of queue {} could not be run, and is tried again later", job.id(), queue, failure);
        return new Outcome.Postpone(pollInterval);
    }

    private void finish(Attempt attempt, Outcome outcome) {
        finish(attempt.claimed(), outcome, attempt.verdict() instanceof Verdict.CompleteInTransaction);
    }

    /** Stores an outcome; where the job may be another's already, that is not worth a word. */
    private void finish(ClaimedJob job, Outcome outcome, boolean mayBeLost) {
        synchronized (this) {
            unacknowledged++;
            prefetch.left(job);
        }
        finisher.finish(new Finish(job.id(), job.fencingToken(), outcome), (result, repeated) -> {
            leases.ended(job);
            acknowledged();
            lookAtLimits();
            if (result == FinishResult.ACCEPTED) {
                expectAgain(outcome);
            } else if (repeated) {
                LOG.info(
                        "Job {} of queue {}: the outcome was stored by a call whose answer was lost, or another"
                                + " attempt has taken the job over: {}",
                        job.id(),
                        queue,
                        outcome);
                expectAgain(outcome);
            } else if (!mayBeLost) {
                LOG.warn(
                        "Job {} of queue {} was no longer held by this attempt, whose outcome was not stored: {}",
                        job.id(),
                        queue,
                        outcome);
            }
        });
    }

    private void acknowledged() {
        boolean wasFull;
        synchronized (this) {
            wasFull = unacknowledged-- == MAX_UNACKNOWLEDGED;
        }
        if (wasFull) {
            fetch.wake();
        }
        tellIfStored();
    }

    /** A job that is to run again is met by the timer, as one that was added for a time; one handed back, at once. */
    private void expectAgain(Outcome outcome) {
        if (outcome instanceof Outcome.Released) {
            wake();
        } else if (outcome instanceof Outcome.Retry retry) {
            promoter.expect(retry.delay());
        } else if (outcome instanceof Outcome.Postpone postpone) {
            promoter.expect(postpone.delay());
        } else if (outcome instanceof Outcome.Requeue requeue) {
            Duration until = Duration.between(platform.clock().instant(), requeue.at());
            if (until.isNegative() || until.isZero()) {
                wake();
            } else {
                promoter.expect(until);
            }
        }
    }
}
