package dev.typedqueue;

import dev.typedqueue.definition.JobKind;
import dev.typedqueue.internal.engine.Engine;
import dev.typedqueue.internal.engine.RunTimes;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.Pause;
import dev.typedqueue.spi.StoreSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a person does with queued jobs, in all stores of a runtime and whichever node runs them.
 *
 * <pre>{@code
 * for (QueuedJob job : runtime.jobs().list(JobFilter.all().inState(JobState.FAILED))) {
 *     runtime.jobs().retry(job.id());
 * }
 * }</pre>
 *
 * <p>Every method throws {@link StoreException} if the store does not answer, and those whose filter names a queue
 * throw {@code IllegalArgumentException} if it is neither declared here nor known to a store. What is done to a whole
 * queue is in {@link QueueOperations}. Safe for use by several threads.
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

    /** Why a job runs or does not run, by what its store knows, whichever node is asked. */
    public JobStanding why(JobId id) {
        for (Engine engine : stores.all()) {
            Optional<QueuedJob> job = engine.session().find(id);
            if (job.isPresent()) {
                return standing(engine.session(), job.get());
            }
        }
        return new JobStanding.NotKnown(id);
    }

    private static JobStanding standing(StoreSession session, QueuedJob job) {
        return switch (job.state()) {
            case COMPLETED, FAILED, CANCELLED -> new JobStanding.Finished(job.state(), job.finishedAt(), job.note());
            case RUNNING -> new JobStanding.Running(job.node(), job.startedAt(), job.failedAttempts() + 1);
            case SCHEDULED -> new JobStanding.NotDue(job.runAt(), job.failedAttempts(), job.note());
            case PARKED -> new JobStanding.Parked(job.note());
            case BLOCKED -> ofBlocked(session, job);
            case READY -> ofReady(session, job);
        };
    }

    /** It may have been let through meanwhile. */
    private static JobStanding ofBlocked(StoreSession session, QueuedJob job) {
        return session.blockage(job.id())
                .<JobStanding>map(JobStanding.Blocked::new)
                .orElseGet(() -> ofReady(session, job));
    }

    private static JobStanding ofReady(StoreSession session, QueuedJob job) {
        for (Pause pause : session.pauses()) {
            boolean concerns = pause.job() == null || pause.job().equals(job.job());
            if (concerns && Set.of(job.queue(), StoreSession.ALL_QUEUES).contains(pause.queue())) {
                return new JobStanding.Paused(pause.queue(), pause.job(), pause.by(), pause.since());
            }
        }
        Instant now = session.now();
        List<Set<JobKind>> known = session.nodes().stream()
                .filter(node -> node.leaseUntil().isAfter(now))
                .flatMap(node -> Optional.ofNullable(node.kinds().get(job.queue())).stream())
                .toList();
        if (known.isEmpty()) {
            return new JobStanding.NoNodeForQueue(job.queue());
        }
        JobKind kind = new JobKind(job.job(), job.version());
        return known.stream().anyMatch(kinds -> kinds.contains(kind))
                ? new JobStanding.Ready(job.queue())
                : new JobStanding.NoNodeForJob(job.job(), job.version());
    }

    /** A page of jobs, newest first. */
    public List<QueuedJob> list(JobFilter filter) {
        filter.queue().ifPresent(stores::requireQueue);
        List<QueuedJob> jobs = new ArrayList<>();
        stores.all().forEach(engine -> jobs.addAll(engine.session().list(filter)));
        jobs.sort(Comparator.comparing(QueuedJob::id).reversed());
        return List.copyOf(jobs.subList(0, Math.min(jobs.size(), filter.limit())));
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
     * Lets a job that waits run at another time. What it has passed of limits and orders it gives back, so that others
     * go on, and passes them anew when it is due.
     *
     * @return false if there is no such job, or it runs or has finished
     * @throws IllegalArgumentException if the time is later than the year 9999
     */
    public boolean reschedule(JobId id, Instant at) {
        return act(id, new JobAction.Reschedule(RunTimes.requireStorable(at)));
    }

    /**
     * All jobs of a filter, to be counted or acted on. The filter's limit is the size of the pages in which they are
     * read and changed.
     */
    public SelectedJobs all(JobFilter filter) {
        filter.queue().ifPresent(stores::requireQueue);
        return new SelectedJobs(stores.all(), filter);
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
}
