package dev.typedqueue;

import dev.typedqueue.definition.JobKind;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.internal.engine.Concurrency;
import dev.typedqueue.internal.engine.Engine;
import dev.typedqueue.internal.engine.RunTimes;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.Blockage;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.LimitRecord;
import dev.typedqueue.spi.Pause;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person does with queued jobs, in all stores of a runtime and whichever node runs them.
 *
 * <pre>{@code
 * for (QueuedJob job : runtime.jobs().list(JobFilter.all().inState(JobState.FAILED))) {
 *     runtime.jobs().retry(job.id());
 * }
 * }</pre>
 *
 * <p>Every method throws {@link StoreException} if the store does not answer, and those that name a queue throw
 * {@code IllegalArgumentException} if it is neither declared here nor known to a store; then nothing was changed. Safe
 * for use by several threads.
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

    /** How many jobs a queue has in each state, zero included, by its generated constant. */
    public Map<JobState, Long> count(QueueDefinition queue) {
        return count(queue.name());
    }

    /** How many jobs a queue has in a state, by the queue's generated constant. */
    public long count(QueueDefinition queue, JobState state) {
        return count(queue.name(), state);
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

    /**
     * Stops all nodes from taking jobs of a queue, until it is resumed. Handlers that run are left to end.
     *
     * @param by who does it, for those who wonder
     */
    public void pause(String queue, String by) {
        stores.ofQueuesNamed(queue).forEach(engine -> engine.session().pause(queue, null, by));
    }

    /**
     * Stops all nodes from taking jobs of a queue, by its generated constant, until it is resumed.
     *
     * @param by who does it, for those who wonder
     */
    public void pause(QueueDefinition queue, String by) {
        pause(queue.name(), by);
    }

    /** Ends the pause of a queue, by its generated constant, if there is one; those of its single jobs stay. */
    public void resume(QueueDefinition queue) {
        resume(queue.name());
    }

    /**
     * Stops all nodes from taking one job of a queue, in whatever version, until it is resumed. Other jobs of the queue
     * go on. Where the queue is declared here, the job's former names are paused with it.
     *
     * <p>Limits, rates and orders take no note of it: what is paused passes them in its turn, and keeps its place there
     * until it has run. So one that several jobs share may hold all of them back, until the job is resumed, or those of
     * it that are ready are cancelled or rescheduled.
     *
     * @param by who does it, for those who wonder
     * @throws IllegalArgumentException if the queue has no such job
     */
    public void pause(String queue, String job, String by) {
        Set<String> names = new JobNames(stores).stored(queue, job);
        for (Engine engine : stores.ofQueuesNamed(queue)) {
            names.forEach(name -> engine.session().pause(queue, name, by));
        }
    }

    /** Ends the pause of a queue, if there is one; jobs of it that were paused singly stay so. */
    public void resume(String queue) {
        for (Engine engine : stores.ofQueuesNamed(queue)) {
            engine.session().resume(queue, null);
            engine.wake(queue);
        }
    }

    /**
     * Ends the pause of one job of a queue, if there is one.
     *
     * @throws IllegalArgumentException if the queue has no such job
     */
    public void resume(String queue, String job) {
        Set<String> names = new JobNames(stores).stored(queue, job);
        for (Engine engine : stores.ofQueuesNamed(queue)) {
            names.forEach(name -> engine.session().resume(queue, name));
            engine.wake(queue);
        }
    }

    /** The limits of all queues, as they are declared and as they are in force. */
    public List<LimitRecord> limits() {
        return stores.all().stream()
                .flatMap(engine -> engine.session().limits().stream())
                .toList();
    }

    /**
     * Sets a limit in place of the declared one of the same name, on all nodes, until it is {@linkplain #resetLimit
     * reset}. It outlives restarts and new releases. Jobs that were let through are left to end.
     *
     * <pre>{@code
     * runtime.jobs().changeLimit("payouts", new Limit.Concurrency("pay_customer.concurrency", 2));
     * }</pre>
     *
     * @throws IllegalArgumentException if the queue has no limit of that name, or one of another sort; nothing was
     *     changed
     */
    public void changeLimit(String queue, Limit limit) {
        LimitRecord declared = requireLimit(queue, limit.name());
        if (declared.declared().getClass() != limit.getClass()) {
            throw new IllegalArgumentException("The limit \"" + limit.name() + "\" of queue \"" + queue + "\" is "
                    + declared.declared() + ", and cannot become " + limit + ": it must stay of its sort");
        }
        setLimit(queue, limit.name(), limit);
    }

    /**
     * Lets a limit be again what its declaration says.
     *
     * @throws IllegalArgumentException if the queue has no limit of that name
     */
    public void resetLimit(String queue, String limit) {
        requireLimit(queue, limit);
        setLimit(queue, limit, null);
    }

    private void setLimit(String queue, String name, @Nullable Limit limit) {
        for (Engine engine : stores.ofQueuesNamed(queue)) {
            engine.session().changeLimit(queue, name, limit);
            engine.wake(queue);
        }
    }

    private LimitRecord requireLimit(String queue, String name) {
        stores.requireQueue(queue);
        List<LimitRecord> ofQueue =
                limits().stream().filter(limit -> limit.queue().equals(queue)).toList();
        return ofQueue.stream()
                .filter(limit -> limit.declared().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Queue \"" + queue + "\" has no limit \"" + name
                        + "\"; it has" + (ofQueue.isEmpty() ? " none" : names(ofQueue))));
    }

    private static String names(List<LimitRecord> limits) {
        return limits.stream()
                .map(limit -> "\"" + limit.declared().name() + "\"")
                .collect(Collectors.joining(", ", ": ", ""));
    }

    /**
     * Sets how many jobs of a queue each node runs at the same time, in place of what is declared, until it is
     * {@linkplain #resetConcurrency reset}. It outlives restarts and new releases, and nodes that start later obey it
     * too. This node does so at once, others within ten seconds; one on which it was
     * {@linkplain QueueRuntime#setConcurrency set} keeps its own. With a lesser number, handlers that run are left to
     * end.
     *
     * @throws IllegalArgumentException if it is not 1 to 10,000, or there is no such queue; then nothing was changed
     */
    public void changeConcurrency(String queue, int concurrency) {
        setConcurrency(queue, Concurrency.require(queue, concurrency));
    }

    /**
     * Lets the concurrency of a queue be again what its declaration says.
     *
     * @throws IllegalArgumentException if there is no such queue
     */
    public void resetConcurrency(String queue) {
        setConcurrency(queue, null);
    }

    private void setConcurrency(String queue, @Nullable Integer concurrency) {
        for (Engine engine : stores.ofQueuesNamed(queue)) {
            engine.session().changeConcurrency(queue, concurrency);
            engine.wakeConcurrencyWatch();
        }
    }

    /** What the concurrency of queues was changed to, by queue; those that are as declared are left out. */
    public Map<String, Integer> changedConcurrencies() {
        Map<String, Integer> changed = new TreeMap<>();
        stores.all().forEach(engine -> changed.putAll(engine.session().concurrencies()));
        return changed;
    }

    /**
     * Waits until a queue has nothing left to do: no job of it is ready, blocked or running, on any node. Jobs that are
     * scheduled for later, retries among them, and parked ones are not waited for. It stops nobody from adding more,
     * and needs nodes that run the queue. Must not be called by a handler of the queue.
     *
     * @param atMost how long it waits
     * @return whether that came to be in time; false also if this runtime is closed meanwhile
     * @throws IllegalArgumentException if there is no such queue
     */
    public boolean drain(String queue, Duration atMost) {
        Map<Engine, CompletableFuture<Boolean>> answers = new LinkedHashMap<>();
        stores.ofQueuesNamed(queue).forEach(engine -> answers.put(engine, engine.drained(queue, atMost)));
        boolean drained = true;
        for (Map.Entry<Engine, CompletableFuture<Boolean>> answer : answers.entrySet()) {
            drained &= answer.getKey().await(answer.getValue());
        }
        return drained;
    }

    /** The gate at which a job stands, if a limit or an order blocks it. */
    public Optional<Blockage> blockage(JobId id) {
        return stores.all().stream()
                .flatMap(engine -> engine.session().blockage(id).stream())
                .findFirst();
    }

    /**
     * Stops all nodes from taking jobs of any queue, until all are resumed. Pauses of single queues and jobs stay
     * beside it.
     *
     * @param by who does it, for those who wonder
     */
    public void pauseAll(String by) {
        stores.all().forEach(engine -> engine.session().pause(StoreSession.ALL_QUEUES, null, by));
    }

    /** Ends the pause of all queues, if there is one; queues that were paused singly stay so. */
    public void resumeAll() {
        for (Engine engine : stores.all()) {
            engine.session().resume(StoreSession.ALL_QUEUES, null);
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
