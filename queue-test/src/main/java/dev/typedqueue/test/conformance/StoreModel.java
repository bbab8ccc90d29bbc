package dev.typedqueue.test.conformance;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.StoreSession;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the documentation of {@link StoreSession} promises, as a person would note it on paper: maps, whole days, and no
 * thought of speed or of other threads.
 *
 * <p>Of a job that is due and has a gate it does not say whether it is {@link JobState#READY} or
 * {@link JobState#BLOCKED}: the store does, and {@link #limitsHold} says whether it may.
 */
final class StoreModel {

    /** When jobs are due that wait for a node that knows them. */
    private static final int NEVER = Integer.MAX_VALUE;

    /** The payload, the rank and the time that a new job brings with it. */
    record Arrival(
            JobKind kind,
            String payload,
            int priority,
            int inDays,
            @Nullable String gate) {}

    /** The key that a new job claims. */
    record Key(String name, Unique.Until until, int withinDays, boolean replaces) {}

    /** The end of an attempt. */
    enum Ending {
        COMPLETED,
        FAILED,
        RETRY,
        WAIT,
        PARKED,
        RELEASED,
        CANCELLED,
        DELETED
    }

    private record HeldKey(String queue, String name) {}

    /** A queue, or all; or a job's name in a queue. */
    record Paused(String queue, @Nullable String job) {}

    /** A queue and a name in it. */
    record Schedule(String queue, String job) {}

    /** One job. */
    static final class Job {

        final JobId id;
        final String queue;
        private final int addedOn;
        private final @Nullable Key key;
        JobKind kind;
        private String payload;
        private int priority;

        @Nullable
        String gate;

        JobState state;
        private int dueOn;
        private int finishedOn;
        private int failures;
        private int deaths;
        boolean cancelRequested;
        long token;

        @Nullable
        NodeId node;

        private Job(JobId id, String queue, Arrival arrival, @Nullable Key key, int today) {
            this.id = id;
            this.queue = queue;
            this.key = key;
            this.addedOn = today;
            this.kind = arrival.kind();
            this.payload = arrival.payload();
            this.priority = arrival.priority();
            this.gate = arrival.gate();
            this.dueOn = today + arrival.inDays();
            this.state = dueOn <= today ? JobState.READY : JobState.SCHEDULED;
        }

        private boolean waits() {
            return !state.isFinished() && state != JobState.RUNNING;
        }

        /** Whether it has passed its gate, or has none, for as far as the model knows. */
        boolean isDue() {
            return state == JobState.READY || state == JobState.BLOCKED;
        }

        @Override
        public String toString() {
            return queue + ", " + kind + ", " + payload + ", " + state + ", priority " + priority + ", failed "
                    + failures + ", deaths " + deaths;
        }
    }

    private static final class Node {

        private int leaseEndsOn;

        private Node(int leaseEndsOn) {
            this.leaseEndsOn = leaseEndsOn;
        }
    }

    final Map<JobId, Job> jobs = new TreeMap<>();
    private final Map<HeldKey, JobId> holders = new HashMap<>();
    private final Map<NodeId, Node> nodes = new HashMap<>();
    private final Set<Paused> pauses = new HashSet<>();
    private final Map<Schedule, Long> revisions = new HashMap<>();
    private final int mostOfAGate;
    private int today;

    /**
     * Without jobs and nodes.
     *
     * @param mostOfAGate how many jobs of a gate may be ready or run
     */
    StoreModel(int mostOfAGate) {
        this.mostOfAGate = mostOfAGate;
    }

    // Jobs

    InsertResult insert(JobId id, String queue, Arrival arrival, @Nullable Key key) {
        if (jobs.containsKey(id)) {
            return new InsertResult.Inserted();
        }
        if (key != null) {
            Job holder = holder(new HeldKey(queue, key.name()));
            if (holder != null && standsInTheWay(holder)) {
                return conflict(holder, arrival, key);
            }
            holders.put(new HeldKey(queue, key.name()), id);
        }
        jobs.put(id, new Job(id, queue, arrival, key, today));
        return new InsertResult.Inserted();
    }

    private InsertResult conflict(Job holder, Arrival arrival, Key key) {
        if (!key.replaces() || !holder.waits()) {
            return new InsertResult.Kept(holder.id);
        }
        holder.kind = arrival.kind();
        holder.payload = arrival.payload();
        holder.priority = arrival.priority();
        holder.gate = arrival.gate();
        waitFor(holder, arrival.inDays());
        return new InsertResult.Replaced(holder.id);
    }

    private @Nullable Job holder(HeldKey key) {
        JobId id = holders.get(key);
        return id == null ? null : jobs.get(id);
    }

    private boolean standsInTheWay(Job holder) {
        Key key = holder.key;
        if (key == null) {
            throw new AssertionError("A job without a key holds one: " + holder.id);
        }
        return today < holder.addedOn + key.withinDays()
                || switch (key.until()) {
                    case STARTED -> holder.waits();
                    case FINISHED -> !holder.state.isFinished();
                    case REMOVED -> true;
                };
    }

    private void remove(Job job) {
        jobs.remove(job.id);
        holders.values().remove(job.id);
    }

    /** The jobs that a node is given, in order; nothing if the node is lost. */
    Optional<List<JobId>> claim(NodeId id, String queue, Set<JobKind> kinds, int limit) {
        Node node = nodes.get(id);
        if (node == null || node.leaseEndsOn <= today) {
            return Optional.empty();
        }
        if (pauses.contains(new Paused(queue, null)) || pauses.contains(new Paused(StoreSession.ALL_QUEUES, null))) {
            return Optional.of(List.of());
        }
        return Optional.of(jobs.values().stream()
                .filter(job -> job.state == JobState.READY && job.queue.equals(queue) && kinds.contains(job.kind))
                .filter(job -> !pauses.contains(new Paused(queue, job.kind.name())))
                .sorted(Comparator.<Job>comparingInt(job -> -job.priority).thenComparing(job -> job.id))
                .limit(limit)
                .map(job -> job.id)
                .toList());
    }

    void claimed(JobId id, NodeId node, long token) {
        Job job = require(id);
        job.state = JobState.RUNNING;
        job.node = node;
        job.token = token;
    }

    private Job require(JobId id) {
        Job job = jobs.get(id);
        if (job == null) {
            throw new AssertionError("The store knows a job " + id + " that is not there");
        }
        return job;
    }

    boolean holdsLease(JobId id, long token) {
        Job job = jobs.get(id);
        return job != null && job.state == JobState.RUNNING && job.token == token;
    }

    FinishResult finish(JobId id, long token, Ending ending, int days) {
        if (!holdsLease(id, token)) {
            return FinishResult.LEASE_LOST;
        }
        Job job = require(id);
        switch (ending) {
            case COMPLETED -> leave(job, JobState.COMPLETED);
            case CANCELLED -> leave(job, JobState.CANCELLED);
            case DELETED -> remove(job);
            case RELEASED -> leave(job, JobState.READY);
            case WAIT -> waitFor(job, days);
            case FAILED -> {
                job.failures++;
                leave(job, JobState.FAILED);
            }
            case RETRY -> {
                job.failures++;
                waitFor(job, days);
            }
            case PARKED -> {
                job.dueOn = today + days;
                leave(job, JobState.PARKED);
            }
        }
        return FinishResult.ACCEPTED;
    }

    private void waitFor(Job job, int days) {
        job.dueOn = today + days;
        leave(job, days <= 0 ? JobState.READY : JobState.SCHEDULED);
    }

    private void leave(Job job, JobState state) {
        job.state = job.cancelRequested && !state.isFinished() ? JobState.CANCELLED : state;
        job.cancelRequested = false;
        job.node = null;
        job.finishedOn = today;
    }

    // Persons

    ActionResult delete(JobId id) {
        Job job = jobs.get(id);
        if (job == null) {
            return ActionResult.NOT_FOUND;
        }
        remove(job);
        return ActionResult.DONE;
    }

    ActionResult cancel(JobId id) {
        Job job = jobs.get(id);
        if (job == null) {
            return ActionResult.NOT_FOUND;
        }
        if (job.state == JobState.RUNNING) {
            job.cancelRequested = true;
        } else if (job.waits()) {
            leave(job, JobState.CANCELLED);
        } else {
            return ActionResult.NOT_ALLOWED;
        }
        return ActionResult.DONE;
    }

    ActionResult reschedule(JobId id, int days) {
        Job job = jobs.get(id);
        if (job == null) {
            return ActionResult.NOT_FOUND;
        }
        if (!job.waits()) {
            return ActionResult.NOT_ALLOWED;
        }
        waitFor(job, days);
        return ActionResult.DONE;
    }

    ActionResult retry(JobId id) {
        Job job = jobs.get(id);
        if (job == null) {
            return ActionResult.NOT_FOUND;
        }
        boolean isDeadOrCancelled = job.state == JobState.FAILED || job.state == JobState.CANCELLED;
        boolean isPutOff = job.state == JobState.SCHEDULED || job.state == JobState.PARKED;
        if (!isPutOff && !(isDeadOrCancelled && takesItsKeyBack(job))) {
            return ActionResult.NOT_ALLOWED;
        }
        job.failures = 0;
        job.deaths = 0;
        waitFor(job, 0);
        return ActionResult.DONE;
    }

    private boolean takesItsKeyBack(Job job) {
        if (job.key == null) {
            return true;
        }
        HeldKey key = new HeldKey(job.queue, job.key.name());
        Job holder = holder(key);
        if (holder != null && holder != job && standsInTheWay(holder)) {
            return false;
        }
        holders.put(key, job.id);
        return true;
    }

    void pause(Paused what) {
        pauses.add(what);
    }

    void resume(Paused what) {
        pauses.remove(what);
    }

    Set<Paused> pauses() {
        return pauses;
    }

    // Upkeep

    void nextDay() {
        today++;
    }

    /** How many jobs without gates become ready. Those with gates stand at them. */
    int promote() {
        return change(
                job -> (job.state == JobState.SCHEDULED || job.state == JobState.PARKED) && job.dueOn <= today,
                job -> job.state = JobState.READY);
    }

    int park(String queue, Set<JobKind> known) {
        return change(
                job -> job.state == JobState.READY && job.queue.equals(queue) && !known.contains(job.kind), job -> {
                    job.state = JobState.PARKED;
                    job.dueOn = NEVER;
                });
    }

    int unpark(String queue, Set<JobKind> known) {
        return change(
                job -> job.state == JobState.PARKED
                        && job.dueOn == NEVER
                        && job.queue.equals(queue)
                        && known.contains(job.kind),
                job -> job.state = JobState.READY);
    }

    int purge(String queue, JobState state, int days) {
        return change(
                job -> job.state == state && job.queue.equals(queue) && job.finishedOn + days <= today, this::remove);
    }

    private int change(Predicate<Job> which, Consumer<Job> change) {
        List<Job> changed = jobs.values().stream().filter(which).toList();
        changed.forEach(change);
        return changed.size();
    }

    // Nodes

    void register(NodeId node, int leaseDays) {
        nodes.put(node, new Node(today + leaseDays));
    }

    boolean heartbeat(NodeId id, int leaseDays) {
        Node node = nodes.get(id);
        if (node != null) {
            node.leaseEndsOn = today + leaseDays;
        }
        return node != null;
    }

    Set<NodeId> nodes() {
        return nodes.keySet();
    }

    List<Job> runningOn(NodeId node) {
        return jobs.values().stream()
                .filter(job -> job.state == JobState.RUNNING && node.equals(job.node))
                .toList();
    }

    void deregister(NodeId node) {
        nodes.remove(node);
        runningOn(node).forEach(job -> leave(job, JobState.READY));
    }

    /** The nodes that a rescue finds dead. */
    Set<NodeId> dead(Set<NodeId> named) {
        Set<NodeId> dead = new HashSet<>();
        nodes.forEach((id, node) -> {
            if (named.contains(id) || node.leaseEndsOn <= today) {
                dead.add(id);
            }
        });
        return dead;
    }

    void die(NodeId node) {
        nodes.remove(node);
        runningOn(node).forEach(job -> {
            job.deaths++;
            leave(job, JobState.READY);
        });
    }

    // Schedules

    boolean saveSchedule(Schedule schedule, long revision) {
        if (revisions.getOrDefault(schedule, 0L) != revision) {
            return false;
        }
        revisions.put(schedule, revision + 1);
        return true;
    }

    Map<Schedule, Long> revisions() {
        return revisions;
    }

    // Gates

    /** Takes the store's word for whether a job that is due has passed its gate. */
    void observe(JobId id, JobState state) {
        Job job = jobs.get(id);
        boolean isEither = state == JobState.READY || state == JobState.BLOCKED;
        if (job != null && job.gate != null && job.isDue() && isEither) {
            job.state = state;
        }
    }

    /** Whether no gate has let through more jobs than it may. */
    boolean limitsHold() {
        return gates().values().stream().allMatch(jobs -> through(jobs) <= mostOfAGate);
    }

    /** Whether jobs stand at gates only where there is no room behind them. */
    boolean nobodyIsBlockedInVain() {
        return gates().values().stream()
                .allMatch(jobs ->
                        through(jobs) >= mostOfAGate || jobs.stream().noneMatch(job -> job.state == JobState.BLOCKED));
    }

    private record GatePlace(String queue, String key) {}

    private Map<GatePlace, Set<Job>> gates() {
        Map<GatePlace, Set<Job>> gates = new HashMap<>();
        for (Job job : jobs.values()) {
            if (job.gate != null) {
                gates.computeIfAbsent(new GatePlace(job.queue, job.gate), any -> new HashSet<>())
                        .add(job);
            }
        }
        return gates;
    }

    private static long through(Set<Job> jobs) {
        return jobs.stream()
                .filter(job -> job.state == JobState.READY || job.state == JobState.RUNNING)
                .count();
    }
}
