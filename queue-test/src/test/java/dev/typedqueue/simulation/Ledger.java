package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.Heartbeat;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Rescue;
import dev.typedqueue.spi.ScheduleRecord;
import dev.typedqueue.spi.Uniqueness;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The queue as it must be, reckoned from what was asked and answered at the store's door, and from the handlers'
 * beginnings and ends. It is written from the guarantees, and knows nothing of the engine or of a store's insides.
 */
final class Ledger {

    /** What a claim gave. */
    record Claim(JobId id, NodeId node) {}

    /** One gate of one queue. */
    record Place(String queue, Gate gate) {}

    /** One time of a schedule. */
    record Slot(String queue, String job, @Nullable Instant time) {}

    private record LimitName(String queue, String name) {}

    private final Map<JobId, QueuedJob> jobs = new TreeMap<>();
    private final Set<JobId> everStored = new HashSet<>();
    private final Map<JobId, List<Gate>> gates = new HashMap<>();
    private final Map<JobId, Uniqueness> keys = new HashMap<>();
    private final Map<JobId, Long> tokens = new HashMap<>();
    private final Map<Long, Claim> claims = new HashMap<>();
    private final Set<Long> endedClaims = new HashSet<>();
    private final Map<NodeId, Instant> leases = new HashMap<>();
    private final Map<NodeId, String> names = new HashMap<>();
    private final Map<NodeId, Duration> leasesByMonotonicClock = new HashMap<>();
    private final Set<NodeId> misled = new HashSet<>();
    private final Map<Long, Event.Began> attempts = new LinkedHashMap<>();
    private final Set<Long> begun = new HashSet<>();
    private final Set<Long> claimsOfDeletedJobs = new HashSet<>();
    private final Set<JobId> cancelled = new HashSet<>();
    private final Set<JobId> completed = new HashSet<>();
    private final Set<String> pausedNodes = new HashSet<>();
    private final Set<String> pausedQueues = new HashSet<>();
    private final Set<Slot> slots = new HashSet<>();
    private final Map<LimitName, Limit> declared = new HashMap<>();
    private final Map<LimitName, Limit> changed = new HashMap<>();
    private final Map<Place, List<Duration>> passages = new HashMap<>();
    private final Map<Place, JobId> turns = new HashMap<>();

    private Instant lastStoreTime = Simulation.START;
    private Duration lastElapsed = Duration.ZERO;
    private Duration shown = Duration.ZERO;

    @Nullable
    QueuedJob job(JobId id) {
        return jobs.get(id);
    }

    /** All jobs that are stored. */
    Map<JobId, QueuedJob> jobs() {
        return jobs;
    }

    /** All jobs that are stored once a call has done its work. */
    Map<JobId, QueuedJob> jobsAfter(Event.Called call) {
        Map<JobId, QueuedJob> after = new TreeMap<>(jobs);
        apply(call.changes(), after);
        return after;
    }

    private static void apply(Map<JobId, Event.Change> changes, Map<JobId, QueuedJob> all) {
        changes.forEach((id, change) -> {
            if (change.after() == null) {
                all.remove(id);
            } else {
                all.put(id, change.after());
            }
        });
    }

    boolean wasEverStored(JobId id) {
        return everStored.contains(id);
    }

    List<Gate> gates(JobId id) {
        return gates.getOrDefault(id, List.of());
    }

    /** The keys of jobs that have any. */
    Map<JobId, Uniqueness> keys() {
        return keys;
    }

    /** The last fencing token that the job was given; 0 if it never was claimed. */
    long token(JobId id) {
        return tokens.getOrDefault(id, 0L);
    }

    /** Whether the job runs under this token, as far as what was asked and answered tells. */
    boolean holds(JobId id, long token) {
        QueuedJob job = jobs.get(id);
        return job != null && job.state() == JobState.RUNNING && token(id) == token && !endedClaims.contains(token);
    }

    /** Whether the job of that claim was deleted since. */
    boolean isOfDeletedJob(long token) {
        return claimsOfDeletedJobs.contains(token);
    }

    boolean hasBegun(long token) {
        return begun.contains(token);
    }

    @Nullable
    Claim claim(long token) {
        return claims.get(token);
    }

    /** Whether the claim was neither ended nor given up, and its node is alive by the store's clock. */
    boolean isValid(long token, Instant storeTime) {
        Claim claim = claims.get(token);
        return claim != null && !endedClaims.contains(token) && isAlive(claim.node(), storeTime);
    }

    /** Whether the node is registered, and its lease has not ended by the store's clock. */
    boolean isAlive(NodeId node, Instant storeTime) {
        return leases.getOrDefault(node, Instant.MIN).isAfter(storeTime);
    }

    /** Whether the node is registered, and no rescue has found it dead. */
    boolean isRegistered(NodeId node) {
        return leases.containsKey(node);
    }

    /** Whether the store's clock was set forward since the node's last heartbeat: it thinks its lease too long. */
    boolean isMisled(NodeId node) {
        return misled.contains(node);
    }

    /** Whether the node of that name is registered under any id. */
    boolean hasRegistered(String node) {
        return leases.keySet().stream().anyMatch(id -> node.equals(names.get(id)));
    }

    /** When the node's last lease ends, or has ended, if no clock jumps. */
    Duration leaseEnd(NodeId node) {
        return leasesByMonotonicClock.getOrDefault(node, Duration.ZERO);
    }

    /** The attempts whose handlers run, on nodes that have not crashed. */
    List<Event.Began> attempts() {
        return List.copyOf(attempts.values());
    }

    boolean isCancelled(JobId id) {
        return cancelled.contains(id);
    }

    boolean isCompleted(JobId id) {
        return completed.contains(id);
    }

    /** Whether the node has ever stood still. */
    boolean wasPaused(String node) {
        return pausedNodes.contains(node);
    }

    boolean isPaused(String queue) {
        return pausedQueues.contains(queue);
    }

    boolean hasMade(Slot slot) {
        return slots.contains(slot);
    }

    /** The limit in force. */
    @Nullable
    Limit limit(Place place) {
        LimitName name = new LimitName(place.queue(), place.gate().limit());
        return changed.getOrDefault(name, declared.get(name));
    }

    /**
     * How much time the store's clock has shown until then. What comes twice after it was set back counts twice: by
     * then, a gate may have forgotten what came before.
     */
    Duration shownUntil(Moment moment) {
        Duration more = Duration.between(lastStoreTime, moment.storeTime());
        return more.isNegative() ? shown : shown.plus(more);
    }

    /** When jobs were let through, in time that the store's clock has shown. */
    List<Duration> passages(Place place) {
        return passages.getOrDefault(place, List.of());
    }

    /** The unfinished job that has passed the gate last, of a gate that keeps an order. */
    @Nullable
    JobId turn(Place place) {
        return turns.get(place);
    }

    /** Whether the job has come through its gates now. */
    static boolean passes(Event.Change change) {
        return change.after() != null
                && isThrough(change.after())
                && (change.before() == null || !isThrough(change.before()));
    }

    /** Whether the job is ready or runs. */
    static boolean isThrough(QueuedJob job) {
        return job.state() == JobState.READY || job.state() == JobState.RUNNING;
    }

    /** Takes note of what has happened. */
    void take(Moment moment) {
        Event event = moment.event();
        takeTime(moment);
        if (event instanceof Event.Called call) {
            takeCall(call, moment);
        } else if (event instanceof Event.Began began) {
            attempts.put(began.fencingToken(), began);
            begun.add(began.fencingToken());
        } else if (event instanceof Event.Ended ended) {
            attempts.remove(ended.fencingToken());
        } else if (event instanceof Event.Crashed crashed) {
            attempts.values().removeIf(attempt -> attempt.node().equals(crashed.node()));
        } else if (event instanceof Event.Paused paused) {
            pausedNodes.add(paused.node());
        }
    }

    /** Whose lease has become shorter than the node can know: the store's clock was set forward. */
    private void takeTime(Moment moment) {
        Duration passed = moment.elapsed().minus(lastElapsed);
        if (moment.storeTime().isAfter(lastStoreTime.plus(passed))) {
            misled.addAll(leases.keySet());
        }
        shown = shownUntil(moment);
        lastStoreTime = moment.storeTime();
        lastElapsed = moment.elapsed();
    }

    private void takeCall(Event.Called call, Moment moment) {
        switch (call.method()) {
            case "insert" -> inserted(call);
            case "saveSchedule" -> scheduled(call);
            case "claim" -> claimed(call);
            case "finish" -> finished(call);
            case "register" -> {
                NodeRegistration node = call.argument(0, NodeRegistration.class);
                names.put(node.id(), call.by());
                renew(node.id(), node.lease(), moment);
            }
            case "heartbeat" -> {
                if (call.answer(Heartbeat.class).alive()) {
                    renew(call.argument(0, NodeId.class), call.argument(1, Duration.class), moment);
                }
            }
            case "deregister" -> leases.remove(call.argument(0, NodeId.class));
            case "rescue" -> call.answer(Rescue.class).nodes().forEach(leases::remove);
            case "act" -> acted(call);
            case "pause" -> pausedQueues.add(call.argument(0, String.class));
            case "resume" -> pausedQueues.remove(call.argument(0, String.class));
            case "declareLimits" -> declare(call);
            case "changeLimit" -> changeLimit(call);
            default -> {}
        }
        call.changes().forEach((id, change) -> changed(id, change, moment));
        apply(call.changes(), jobs);
    }

    private void inserted(Event.Called call) {
        List<NewJob> asked = call.arguments(0, NewJob.class);
        List<InsertResult> answers = call.answers(InsertResult.class);
        for (int i = 0; i < asked.size(); i++) {
            if (answers.get(i) instanceof InsertResult.Inserted) {
                added(asked.get(i), call);
            } else if (answers.get(i) instanceof InsertResult.Replaced replaced) {
                gates.put(replaced.holder(), asked.get(i).gates());
            }
        }
    }

    private void added(NewJob job, Event.Called call) {
        Event.Change change = call.changes().get(job.id());
        if (change == null || change.before() != null) {
            return; // it was there before
        }
        gates.put(job.id(), job.gates());
        if (job.uniqueness() != null) {
            keys.put(job.id(), job.uniqueness());
        }
    }

    private void scheduled(Event.Called call) {
        if (!call.answer(Boolean.class)) {
            return;
        }
        ScheduleRecord schedule = call.argument(0, ScheduleRecord.class);
        for (NewJob job : call.arguments(1, NewJob.class)) {
            added(job, call);
            slots.add(new Slot(schedule.queue(), schedule.job(), job.runAt()));
        }
    }

    private void claimed(Event.Called call) {
        NodeId node = call.argument(0, ClaimRequest.class).node();
        for (ClaimedJob job : call.answers(ClaimedJob.class)) {
            tokens.put(job.id(), job.fencingToken());
            claims.put(job.fencingToken(), new Claim(job.id(), node));
        }
    }

    private void finished(Event.Called call) {
        List<Finish> finishes = call.arguments(0, Finish.class);
        for (int i = 0; i < finishes.size(); i++) {
            if (call.answers(FinishResult.class).get(i) == FinishResult.ACCEPTED) {
                endedClaims.add(finishes.get(i).fencingToken());
            }
        }
    }

    private void renew(NodeId node, Duration lease, Moment moment) {
        misled.remove(node);
        leases.put(node, moment.storeTime().plus(lease));
        leasesByMonotonicClock.put(node, moment.elapsed().plus(lease));
    }

    private void acted(Event.Called call) {
        List<JobId> ids = call.arguments(0, JobId.class);
        for (int i = 0; i < ids.size(); i++) {
            if (call.answers(ActionResult.class).get(i) == ActionResult.DONE) {
                if (call.arguments().get(1) instanceof JobAction.Cancel) {
                    cancelled.add(ids.get(i));
                } else {
                    cancelled.remove(ids.get(i));
                }
            }
        }
    }

    private void declare(Event.Called call) {
        String queue = call.argument(0, String.class);
        declared.keySet().removeIf(name -> name.queue().equals(queue));
        for (Limit limit : call.arguments(1, Limit.class)) {
            declared.put(new LimitName(queue, limit.name()), limit);
        }
    }

    private void changeLimit(Event.Called call) {
        LimitName name = new LimitName(call.argument(0, String.class), call.argument(1, String.class));
        if (call.arguments().get(2) instanceof Limit limit) {
            changed.put(name, limit);
        } else {
            changed.remove(name);
        }
    }

    private void changed(JobId id, Event.Change change, Moment moment) {
        everStored.add(id);
        if (change.outOf(JobState.RUNNING)) {
            endedClaims.add(token(id));
        }
        if (change.into(JobState.COMPLETED)) {
            completed.add(id);
        }
        if (passes(change)) {
            gates(id).forEach(gate -> passed(id, new Place(queue(change), gate), moment));
        }
        if (change.after() == null || change.after().state().isFinished()) {
            turns.values().removeIf(id::equals);
        }
        if (change.after() == null) {
            claimsOfDeletedJobs.add(token(id));
            completed.remove(id);
            cancelled.remove(id);
            keys.remove(id);
        }
    }

    private void passed(JobId id, Place place, Moment moment) {
        passages.computeIfAbsent(place, any -> new ArrayList<>()).add(shownUntil(moment));
        if (limit(place) instanceof Limit.Order) {
            turns.put(place, id);
        }
    }

    private static String queue(Event.Change change) {
        QueuedJob job = change.after() == null ? change.before() : change.after();
        return job == null ? "" : job.queue();
    }
}
