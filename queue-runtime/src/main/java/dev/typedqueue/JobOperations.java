package dev.typedqueue;

import dev.typedqueue.internal.engine.Engine;
import dev.typedqueue.internal.engine.RunTimes;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.Pause;
import dev.typedqueue.spi.StoreSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a person does with queued jobs, in all stores of a runtime and whichever node runs them.
 *
 * <pre>{@code
 * for (QueuedJob job : runtime.jobs().list(JobFilter.all().inState(JobState.FAILED))) {
 *     runtime.jobs().retry(job.id());
 * }
 * }</pre>
 *
 * <p>Every method throws {@link StoreException} if the store does not answer. Safe for use by several threads.
 */
public final class JobOperations {

    private final Stores stores;

    JobOperations(Stores stores) {
        this.stores = stores;
    }

    /** A job by its id; empty if there is none, or no more. */
    public Optional<QueuedJob> find(JobId id) {
        return stores.all().stream()
                .flatMap(engine -> engine.session().find(id).stream())
                .findFirst();
    }

    /**
     * How far a job has come, as its handler said last by {@link JobContext#progress}, on whichever node; empty if it
     * has said nothing, or there is no such job.
     */
    public Optional<JobProgress> progress(JobId id) {
        return stores.all().stream()
                .flatMap(engine -> engine.session().progress(id).stream())
                .findFirst();
    }

    /**
     * The newest 100 lines that a job's handlers have written by {@link JobContext#log}, the oldest first; none if
     * there is no such job.
     */
    public List<JobLogLine> log(JobId id) {
        return stores.all().stream()
                .flatMap(engine -> engine.session().log(id).stream())
                .toList();
    }

    /** A page of jobs, newest first. */
    public List<QueuedJob> list(JobFilter filter) {
        List<QueuedJob> jobs = new ArrayList<>();
        stores.all().forEach(engine -> jobs.addAll(engine.session().list(filter)));
        jobs.sort(Comparator.comparing(QueuedJob::id).reversed());
        return List.copyOf(jobs.subList(0, Math.min(jobs.size(), filter.limit())));
    }

    /** How many jobs a queue has in each state, zero included. */
    public Map<JobState, Long> count(String queue) {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            counts.put(state, 0L);
        }
        for (Engine engine : stores.ofQueuesNamed(queue)) {
            engine.session()
                    .counts()
                    .getOrDefault(queue, Map.of())
                    .forEach((state, count) -> counts.merge(state, count, Long::sum));
        }
        return counts;
    }

    /** How many jobs a queue has in a state. */
    public long count(String queue, JobState state) {
        return Objects.requireNonNull(count(queue).get(state));
    }

    /**
     * Makes a failed, cancelled, parked or scheduled job ready, with all its attempts before it.
     *
     * @return false if there is no such job, its state does not allow it, or another job holds its unique key
     */
    public boolean retry(JobId id) {
        return act(id, new JobAction.Retry());
    }

    /**
     * Cancels a job: at once if it waits; if it runs, its handler is told to end, on whichever node.
     *
     * @return false if there is no such job, or it has finished
     */
    public boolean cancel(JobId id) {
        boolean done = act(id, new JobAction.Cancel());
        if (done) {
            stores.all().forEach(engine -> engine.cancel(id));
        }
        return done;
    }

    /**
     * Deletes a job, whatever its state. What a handler that runs it says at its end then changes nothing.
     *
     * @return false if there is no such job
     */
    public boolean delete(JobId id) {
        return act(id, new JobAction.Delete());
    }

    /**
     * Lets a job that waits run at another time.
     *
     * @return false if there is no such job, or it runs or has finished
     * @throws IllegalArgumentException if the time is later than the year 9999
     */
    public boolean reschedule(JobId id, Instant at) {
        return act(id, new JobAction.Reschedule(RunTimes.requireStorable(at)));
    }

    private boolean act(JobId id, JobAction action) {
        for (Engine engine : stores.all()) {
            ActionResult result = engine.session().act(id, action);
            if (result != ActionResult.NOT_FOUND) {
                engine.session().find(id).ifPresent(job -> engine.dueAt(job.queue(), job.runAt()));
                return result == ActionResult.DONE;
            }
        }
        return false;
    }

    /**
     * Stops all nodes from taking jobs of a queue, until it is resumed. Handlers that run are left to end.
     *
     * @param by who does it, for those who wonder
     */
    public void pause(String queue, String by) {
        stores.ofQueuesNamed(queue).forEach(engine -> engine.session().pause(queue, by));
    }

    /** Ends the pause of a queue, if there is one. */
    public void resume(String queue) {
        for (Engine engine : stores.ofQueuesNamed(queue)) {
            engine.session().resume(queue);
            engine.wake(queue);
        }
    }

    /**
     * Stops all nodes from taking jobs of any queue, until all are resumed. Pauses of single queues stay beside it.
     *
     * @param by who does it, for those who wonder
     */
    public void pauseAll(String by) {
        stores.all().forEach(engine -> engine.session().pause(StoreSession.ALL_QUEUES, by));
    }

    /** Ends the pause of all queues, if there is one; queues that were paused singly stay so. */
    public void resumeAll() {
        for (Engine engine : stores.all()) {
            engine.session().resume(StoreSession.ALL_QUEUES);
            engine.wakeAll();
        }
    }

    /** The pauses in force. */
    public List<Pause> pauses() {
        return stores.all().stream()
                .flatMap(engine -> engine.session().pauses().stream())
                .toList();
    }
}
