package dev.typedqueue.internal.engine;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs that this node holds of one queue. A slot is a thread that takes the next job as soon as its last one
 * has ended, and asks for more: no timer is in the way. It ends when there is nothing left for it.
 */
final class Slots {

    private static final Logger LOG = LoggerFactory.getLogger("dev.typedqueue.Engine");

    private final QueueDefinition queue;
    private final Workload workload;
    private final Outcomes outcomes;
    private final AttemptRunner runner;
    private final Platform platform;
    private final NodeLife node;
    private final Duration postponement;
    private final Runnable roomGained;
    private final Executor threads;
    private final Map<JobId, Attempt> running = new ConcurrentHashMap<>();

    /**
     * No slot runs.
     *
     * @param postponement after which time a job is tried again that could not be run
     * @param roomGained is called when a slot has taken a job out of those that are held, or has ended
     */
    Slots(
            QueueDefinition queue,
            Workload workload,
            Outcomes outcomes,
            AttemptRunner runner,
            Platform platform,
            NodeLife node,
            Duration postponement,
            Runnable roomGained) {
        this.queue = queue;
        this.workload = workload;
        this.outcomes = outcomes;
        this.runner = runner;
        this.platform = platform;
        this.node = node;
        this.postponement = postponement;
        this.roomGained = roomGained;
        this.threads = platform.handlers(queue.name());
    }

    /** Begins as many slots as there are jobs for, within the concurrency. */
    void fill() {
        int newSlots = workload.takeSlots();
        for (int i = 0; i < newSlots; i++) {
            threads.execute(this::slot);
        }
    }

    /** The attempts whose handlers run. */
    List<Attempt> running() {
        return List.copyOf(running.values());
    }

    /** Tells the handler of a job to end, if it runs. */
    void cancel(JobId id, Attempt.Cancellation reason) {
        Attempt attempt = running.get(id);
        if (attempt != null) {
            attempt.cancel(reason);
        }
    }

    /** Tells all handlers to end. */
    void cancelAll(Attempt.Cancellation reason) {
        running.values().forEach(attempt -> attempt.cancel(reason));
    }

    /** Waits for no handler that ends the process: that would be for ever. */
    void abandonExiting() {
        running().stream().filter(Attempt::exits).forEach(attempt -> abandon(attempt, runner::exited));
    }

    private void slot() {
        Workload.Held next = next();
        while (next != null && runAttempt(next.job(), next.claimedAs())) {
            next = next();
        }
    }

    private Workload.@Nullable Held next() {
        Workload.Held next = workload.next();
        roomGained.run();
        return next;
    }

    /** Whether the slot is still this thread's: it has gone to another if the attempt was abandoned. */
    private boolean runAttempt(ClaimedJob job, NodeId claimedAs) {
        try {
            Attempt attempt = runner.newAttempt(job);
            running.put(job.id(), attempt);
            if (!node.mayRun(claimedAs)) {
                running.remove(job.id(), attempt);
                outcomes.handBack(List.of(job));
                return true;
            }
            Outcome outcome = runInTime(attempt);
            if (attempt.isAbandoned()) {
                return false;
            }
            outcomes.finish(attempt, outcome);
            return true;
        } catch (Throwable failure) {
            outcomes.finish(job, later(job, failure));
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
            workload.ran(platform.nanoTime() - begun);
        }
    }

    /** The handler does not end: its job and its slot go on without it. */
    private void abandon(Attempt attempt, Function<Attempt, Outcome> outcome) {
        if (!attempt.abandon()) {
            return;
        }
        running.remove(attempt.id(), attempt);
        threads.execute(this::slot);
        try {
            outcomes.finish(attempt, outcome.apply(attempt));
        } catch (Throwable failure) {
            outcomes.finish(attempt, later(attempt.claimed(), failure));
        }
    }

    private Outcome later(ClaimedJob job, Throwable failure) {
        LOG.error("Job {} of queue {} could not be run, and is tried again later", job.id(), queue, failure);
        return new Outcome.Postpone(postponement);
    }
}
