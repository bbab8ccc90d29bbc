package dev.typedqueue.spi;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobLogLine;
import dev.typedqueue.JobProgress;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.definition.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An open store, for one namespace. The package's documentation explains the protocol.
 *
 * <p>Every method may block until the store has answered, and throws {@link dev.typedqueue.StoreException} if it
 * cannot; then nothing was changed, or, where a method says so, the call may be repeated. Safe for use by many threads:
 * calls that come at the same time may share a transaction.
 *
 * <p>Times are kept to the microsecond: what is finer may be cut off. A time out of a store's range, which holds at
 * least the years 1970 to 9999, becomes the nearest that it can keep.
 */
public interface StoreSession extends AutoCloseable {

    /** The name in {@link #pause} and {@link #resume} that stands for all queues. */
    String ALL_QUEUES = "*";

    /** The store's time, by which jobs become due and leases end. */
    Instant now();

    /**
     * Adds jobs, durably, all or none. Repeatable: a job whose id is known already is left as it is, and so is the
     * first of two with one id.
     *
     * <p>A job that is due by now becomes {@link JobState#READY}, or {@link JobState#BLOCKED} if it has gates; another
     * becomes {@link JobState#SCHEDULED}. Payloads are kept to the letter.
     *
     * @return one result a job, in order
     */
    List<InsertResult> insert(List<NewJob> jobs);

    /**
     * Asks to be told when another session may have made jobs of a queue ready, in this process or elsewhere. It is a
     * hint: it may come late, for nothing, or not at all, and who relies on jobs looks for them at intervals too. A
     * store that cannot tell does nothing.
     *
     * @param listener is given the queue's name, on a thread of the store's, and returns at once
     */
    default void onReady(Consumer<String> listener) {}

    /**
     * Gives ready jobs to a node: the higher priority first, then the lesser id. Jobs with an ageing come by the second
     * in which they were due, moved back by as many ageings as their priority says, then by the lesser id; how they
     * stand to jobs without one is the store's affair. Each becomes {@link JobState#RUNNING} with a higher fencing
     * token. A paused queue gives none. Jobs of other kinds, and those that are paused, are not touched, and slow
     * nothing down.
     *
     * @return at most as many jobs as asked for, in order
     * @throws NodeLostException if the node is not registered or its lease has ended
     */
    List<ClaimedJob> claim(ClaimRequest request);

    /**
     * Stores the outcomes of attempts. An outcome whose fencing token is not the job's present one, or whose job is not
     * running, changes nothing. Each outcome stands for itself. An outcome is accepted after the end of the node's
     * lease too, as long as nobody has rescued the job.
     *
     * <p>Repeatable when the answer was lost: what the first call stored is {@link FinishResult#LEASE_LOST} to the
     * next.
     *
     * <p>A job whose cancellation a person has asked for does not wait again: an outcome that would make it wait is
     * stored, and the job is {@link JobState#CANCELLED}.
     *
     * @return one result an outcome, in order
     */
    List<FinishResult> finish(List<Finish> finishes);

    /**
     * The leases that a node holds in a queue: what claims gave it and nothing has ended. A node asks for them when the
     * answer to a claim was lost, and hands back, by {@link Outcome.Released}, what it does not know of.
     *
     * @return those of the node's running jobs, in no order; none if the node is not registered
     */
    List<Lease> leases(NodeId node, String queue);

    /** Whether the job is running under this fencing token. */
    boolean holdsLease(JobId id, long fencingToken);

    /**
     * Keeps what attempts tell of themselves with their jobs, until these are removed. A report whose fencing token is
     * not the job's present one, or whose job is not running, changes nothing; it waits for no transaction of a
     * handler's either.
     *
     * <p>Progress takes the place of what was told before, by an earlier attempt too. Lines are appended, and the
     * newest {@link Report#MOST_LINES} kept. If the call is repeated when its answer was lost, its lines may be there
     * twice.
     *
     * @param reports at most one for each attempt
     */
    void report(List<Report> reports);

    /** What was told last of a job's progress; empty if nothing was, or there is no such job. */
    Optional<JobProgress> progress(JobId id);

    /** The log of a job, the oldest line first; empty if nothing was written, or there is no such job. */
    List<JobLogLine> log(JobId id);

    /**
     * Makes scheduled jobs ready, and parked jobs whose time to be tried again has come, the earliest first. Jobs that
     * {@link #park} set aside have no such time. Those that have gates become {@link JobState#BLOCKED} instead.
     *
     * <p>Then lets blocked jobs through their gates, one gate after another, as far as there is room: the higher
     * priority first, then the lesser id; where an order holds, the lesser id. A job that has passed all its gates is
     * ready. Gates of a queue whose limits were never declared stay shut; a gate whose limit is not among the declared
     * ones is open.
     *
     * @param limit the most jobs to make ready
     */
    Promotion promoteDue(int limit);

    /**
     * Says what the limits of a queue are, in place of what was said before. What is said last holds. A change that a
     * person made stays in force, unless the limit is of another sort now.
     */
    void declareLimits(String queue, List<Limit> limits);

    /**
     * Sets another limit in place of a declared one, for all nodes, until it is set back.
     *
     * @param limit the name of the declared one
     * @param changed of the same name and sort, or null for what is declared
     * @return false if the queue has no such limit; then nothing was changed
     */
    boolean changeLimit(String queue, String limit, @Nullable Limit changed);

    /** The limits of all queues. */
    List<LimitRecord> limits();

    /** The gate at which a job stands, if it is blocked. */
    Optional<Blockage> blockage(JobId id);

    /** Registers a node, with a lease that begins now. Repeatable: what is said last holds. */
    void register(NodeRegistration node);

    /**
     * Renews the lease of a node. A lease that has ended is renewed too, as long as no rescue has found the node dead.
     * Once one has, the node is lost, even while some of its jobs wait for the next page.
     *
     * @param lease how long the node lives without another heartbeat
     */
    Heartbeat heartbeat(NodeId node, Duration lease);

    /**
     * Removes a node that has stopped. Jobs that it still holds become ready at once, without the count of a death; or
     * cancelled, if a person has asked for that. A node that is not registered is none to remove.
     */
    void deregister(NodeId node);

    /** The registered nodes, dead ones that are not yet rescued included. */
    List<NodeRecord> nodes();

    /**
     * Makes the running jobs of dead nodes ready, counts the death in each, and removes a dead node once none of its
     * jobs is left. A node is dead when its lease has ended, or when it is named. A job whose cancellation a person has
     * asked for becomes {@link JobState#CANCELLED} instead.
     *
     * @param knownDead nodes that are dead whatever their lease says
     * @param limit the most jobs to change
     */
    Rescue rescue(Set<NodeId> knownDead, int limit);

    /**
     * Parks the ready jobs of a queue that no live node knows, so that they are seen and slow nothing down. The job's
     * note says why.
     *
     * @param known the kinds that live nodes know
     * @param limit the most jobs to change
     * @return how many were parked
     */
    int park(String queue, Set<JobKind> known, int limit);

    /**
     * Makes jobs ready that {@link #park} set aside because no node knew them. Jobs that {@link Outcome.Parked} set
     * aside wait for their time.
     *
     * @param known the kinds that a live node knows now
     * @param limit the most jobs to change
     * @return how many were made ready
     */
    int unpark(String queue, Set<JobKind> known, int limit);

    /**
     * Deletes finished jobs that are older than their retention.
     *
     * @param state a finished state
     * @param age how long ago they finished at least
     * @param limit the most jobs to delete
     * @return how many were deleted
     * @throws IllegalArgumentException if the state is not a finished one
     */
    int purge(String queue, JobState state, Duration age, int limit);

    /**
     * Stops all nodes from claiming jobs of a queue, until it is resumed. A pause in force stays as it is.
     *
     * @param queue a queue's name, or {@link #ALL_QUEUES} if no job is named
     * @param job the name under which the jobs to be paused are stored, in whatever version; null for all of the queue
     * @param by who does it, for {@link #pauses}
     */
    void pause(String queue, @Nullable String job, String by);

    /** Ends a pause. The pauses of all queues, of one of them, and of its single jobs end separately. */
    void resume(String queue, @Nullable String job);

    /**
     * Sets how many jobs of a queue each node runs at the same time, in place of what is declared.
     *
     * @param concurrency the number, or null for what is declared
     */
    void changeConcurrency(String queue, @Nullable Integer concurrency);

    /** What was set by {@link #changeConcurrency}, by queue. */
    Map<String, Integer> concurrencies();

    /** The queues that the store has heard of: by a job, by limits, or by a node that is registered. */
    Set<String> queues();

    /** The pauses in force. */
    List<Pause> pauses();

    /** What is kept of the schedules, in the order of their queues and jobs. */
    List<ScheduleRecord> schedules();

    /**
     * Stores a schedule and adds jobs, in one transaction, unless somebody else was faster: a compare-and-set. The
     * stored revision becomes one more than the record's. Jobs are added as by {@link #insert}.
     *
     * @param schedule what is to be kept, with the revision that the caller has read, or 0 if there was none
     * @param jobs the jobs to add
     * @return whether the schedule stood at that revision; if not, nothing was changed
     */
    boolean saveSchedule(ScheduleRecord schedule, List<NewJob> jobs);

    /** A job by its id. */
    Optional<QueuedJob> find(JobId id);

    /** A page of jobs, newest first. */
    List<QueuedJob> list(JobFilter filter);

    /** How many jobs a filter has, from its {@linkplain JobFilter#before begin} on; its limit does not matter. */
    long count(JobFilter filter);

    /** How many jobs each queue has in each state. States without jobs may be left out. */
    Map<String, Map<JobState, Long>> counts();

    /**
     * Does to jobs what a person asks for, one after the other and in one transaction, as far as their states allow it.
     *
     * @return one result a job, in order
     */
    List<ActionResult> act(List<JobId> ids, JobAction action);

    /** Does to a job what a person asks for, if the job's state allows it. */
    default ActionResult act(JobId id, JobAction action) {
        return act(List.of(id), action).get(0);
    }

    /**
     * Ends the session. Calls that are under way end with their results or with a {@code StoreException}, later ones
     * with the latter, save for {@link #now}. Other sessions are not concerned. Repeatable.
     */
    @Override
    void close();
}
