package dev.typedqueue.internal.engine;

import dev.typedqueue.JobId;
import dev.typedqueue.annotation.CrashPolicy;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.Platform;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What this node has taken on of one queue: the jobs that it holds and has not begun, the slots that are busy, and the
 * outcomes of which the store has not said yet that it has them. From these it tells how much room there is for more.
 *
 * <p>Its monitor guards all of that together, {@link Concurrency} and {@link Prefetch} too, so that whatever is decided
 * is decided on numbers that belong together. In the monitor is only counted.
 */
final class Workload {

    /** How long a job may be held before it is handed back. */
    static final Duration MAX_HELD = Duration.ofSeconds(1);

    private static final int MAX_CLAIM = 1_000;
    private static final int MAX_AHEAD = 1_000;
    private static final int MAX_UNACKNOWLEDGED = 5_000;

    /**
     * A job that was claimed and has not begun.
     *
     * @param claimedAs the node's id at that time
     * @param since when the answer of its claim arrived
     */
    record Held(ClaimedJob job, NodeId claimedAs, long since) {}

    /** How many jobs run at the same time, before and after a change. */
    record ConcurrencyChange(int before, int after) {}

    private final Platform platform;
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final Concurrency concurrency;
    private final Prefetch prefetch;
    private final List<CompletableFuture<Void>> whenIdle = new ArrayList<>();
    private final List<CompletableFuture<Void>> whenStored = new ArrayList<>();
    private boolean halted;
    private int busySlots;
    private int unacknowledged;

    /**
     * Nothing is taken on.
     *
     * @param maxNodeDeaths after how many deaths of nodes a job is not run again
     */
    Workload(QueueDefinition queue, Platform platform, int maxNodeDeaths, boolean halted) {
        this.platform = platform;
        this.concurrency = new Concurrency(queue.concurrency());
        this.prefetch = new Prefetch(concurrency, mostAhead(queue), maxNodeDeaths);
        this.halted = halted;
    }

    /** Where what ran is dropped after a crash, what only waited must not be drawn in. */
    private static int mostAhead(QueueDefinition queue) {
        return queue.onCrash() == CrashPolicy.DELETE ? 0 : MAX_AHEAD;
    }

    /** Has no more room, until it {@linkplain #run runs} again, and gives away what it holds. */
    synchronized List<ClaimedJob> halt() {
        halted = true;
        return takeHeld();
    }

    /** Has room again. */
    synchronized void run() {
        halted = false;
    }

    /** Slots that are too many end with their handlers. */
    synchronized ConcurrencyChange change(Consumer<Concurrency> change) {
        int before = concurrency.inForce();
        change.accept(concurrency);
        return new ConcurrencyChange(before, concurrency.inForce());
    }

    /** How many jobs to claim. */
    synchronized int room() {
        if (halted || unacknowledged >= MAX_UNACKNOWLEDGED) {
            return 0;
        }
        return Math.min(MAX_CLAIM, prefetch.room(taken()));
    }

    /** Whether there is so much room that a claim is worth it. */
    synchronized boolean isWorthAClaim() {
        return room() >= prefetch.worthwhile();
    }

    /** How many jobs are held, or run. */
    private int taken() {
        return held.size() + busySlots;
    }

    /**
     * Takes the jobs of a claim.
     *
     * @return those that are not to be run here
     */
    synchronized List<ClaimedJob> hold(List<ClaimedJob> jobs, NodeId claimedAs) {
        prefetch.claimed(jobs);
        if (halted) {
            return jobs;
        }
        Prefetch.Choice choice = prefetch.choose(jobs, taken());
        long now = platform.nanoTime();
        choice.kept().forEach(job -> held.add(new Held(job, claimedAs, now)));
        return choice.handedBack();
    }

    /** Gives away what it holds, if any of it has been held too long. */
    synchronized List<ClaimedJob> takeHoarded() {
        Held oldest = held.peek();
        if (oldest == null || platform.nanoTime() - oldest.since() < MAX_HELD.toNanos()) {
            return List.of();
        }
        prefetch.slowedDown();
        return takeHeld();
    }

    /** Gives away what it holds. */
    synchronized List<ClaimedJob> takeHeld() {
        List<ClaimedJob> jobs = held.stream().map(Held::job).toList();
        held.clear();
        return jobs;
    }

    /** Gives away a job, if it holds it. */
    synchronized Optional<ClaimedJob> takeHeld(JobId id) {
        Optional<Held> found =
                held.stream().filter(each -> each.job().id().equals(id)).findFirst();
        found.ifPresent(held::remove);
        return found.map(Held::job);
    }

    /** How many slots are to begin, which are busy from now on. */
    synchronized int takeSlots() {
        int newSlots = Math.max(0, Math.min(concurrency.inForce() - busySlots, held.size()));
        busySlots += newSlots;
        return newSlots;
    }

    /** The next job of a busy slot; null if there is none for it, and then the slot is busy no more. */
    @Nullable
    Held next() {
        Held next;
        List<CompletableFuture<Void>> reached = List.of();
        synchronized (this) {
            next = busySlots > concurrency.inForce() ? null : held.poll();
            if (next == null) {
                busySlots--;
                reached = reached();
            }
        }
        reached.forEach(future -> future.complete(null));
        return next;
    }

    /** A handler ran so long. */
    synchronized void ran(long nanos) {
        prefetch.ran(nanos);
    }

    /** The outcome of a job is on its way to the store. */
    synchronized void ended(ClaimedJob job) {
        unacknowledged++;
        prefetch.left(job);
    }

    /**
     * The store has answered to an outcome.
     *
     * @return whether there was no room since so many had not been answered
     */
    boolean acknowledged() {
        boolean wasFull;
        List<CompletableFuture<Void>> reached;
        synchronized (this) {
            wasFull = unacknowledged-- == MAX_UNACKNOWLEDGED;
            reached = reached();
        }
        reached.forEach(future -> future.complete(null));
        return wasFull;
    }

    /** Completes once no slot is busy. */
    CompletableFuture<Void> idle() {
        return whenReached(whenIdle);
    }

    /** Completes once no slot is busy and all outcomes are stored. */
    CompletableFuture<Void> stored() {
        return whenReached(whenStored);
    }

    private CompletableFuture<Void> whenReached(List<CompletableFuture<Void>> waiting) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        List<CompletableFuture<Void>> reached;
        synchronized (this) {
            waiting.add(future);
            reached = reached();
        }
        reached.forEach(each -> each.complete(null));
        return future;
    }

    /** What is to be completed outside of the monitor. */
    private List<CompletableFuture<Void>> reached() {
        if (busySlots > 0) {
            return List.of();
        }
        List<CompletableFuture<Void>> reached = new ArrayList<>(whenIdle);
        whenIdle.clear();
        if (unacknowledged == 0) {
            reached.addAll(whenStored);
            whenStored.clear();
        }
        return reached;
    }
}
