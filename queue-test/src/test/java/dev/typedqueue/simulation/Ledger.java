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
import dev.typedqueue.spi.Heartbeat;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Rescue;
import dev.typedqueue.spi.ScheduleRecord;
import dev.typedqueue.spi.Uniqueness;
import java.time.Duration;
import java.time.Instant;
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

    /**
     * What a claim gave.
     *
     * @param deaths how many nodes had died while they ran the job
     */
    record Claim(JobId id, String queue, NodeId node, int deaths) {}

    private final NodeLedger nodes = new NodeLedger();
    private final GateLedger gates = new GateLedger();
    private final SettingLedger settings = new SettingLedger();
    private final Map<JobId, QueuedJob> jobs = new TreeMap<>();
    private final Set<JobId> everStored = new HashSet<>();
    private final Map<JobId, Uniqueness> keys = new HashMap<>();
    private final Map<JobId, Long> tokens = new HashMap<>();
    private final Map<Long, Claim> claims = new HashMap<>();
    private final Set<Long> endedClaims = new HashSet<>();
    private final Set<Long> claimsOfDeleted = new HashSet<>();
    private final Set<Long> claimsOfDeletedJobs = new HashSet<>();
    private final Set<Long> claimsToDelete = new HashSet<>();
    private final Map<Long, Event.Began> attempts = new LinkedHashMap<>();
    private final Set<Long> begun = new HashSet<>();
    private final Set<JobId> cancelled = new HashSet<>();
    private final Set<JobId> completed = new HashSet<>();
    private final Set<JobId> effects = new HashSet<>();
    private final Set<JobId> uncommitted = new HashSet<>();

    NodeLedger nodes() {
        return nodes;
    }

    GateLedger gates() {
        return gates;
    }

    SettingLedger settings() {
        return settings;
    }

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
        if (call.changes().isEmpty()) {
            return jobs;
        }
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
        return claim != null && !endedClaims.contains(token) && nodes.isAlive(claim.node(), storeTime);
    }

    /** Whether the job was deleted while it was claimed. Under its id may be another by now. */
    boolean wasDeleted(long token) {
        return claimsOfDeleted.contains(token);
    }

    /** Whether the handler has asked for its job's deletion. */
    boolean isToBeDeleted(long token) {
        return claimsToDelete.contains(token);
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

    /** Whether an effect of the job was committed, in a transaction of its handler's. */
    boolean hasEffect(JobId id) {
        return effects.contains(id);
    }

    /** Whether the job was added in a transaction that has not committed. */
    boolean isUncommitted(JobId id) {
        return uncommitted.contains(id);
    }

    /** Takes note of what has happened. */
    void take(Moment moment) {
        Event event = moment.event();
        nodes.takeTime(moment);
        gates.takeTime(moment);
        if (event instanceof Event.Called call) {
            takeCall(call, moment);
        } else if (event instanceof Event.Began began) {
            attempts.put(began.fencingToken(), began);
            begun.add(began.fencingToken());
        } else if (event instanceof Event.AskedForDeletion asked) {
            claimsToDelete.add(asked.fencingToken());
        } else if (event instanceof Event.Ended ended) {
            attempts.remove(ended.fencingToken());
        } else if (event instanceof Event.Crashed crashed) {
            attempts.values().removeIf(attempt -> attempt.node().equals(crashed.node()));
        } else if (event instanceof Event.Paused paused) {
            nodes.paused(paused.node());
        }
    }

    private void takeCall(Event.Called call, Moment moment) {
        switch (call.method()) {
            case "insert" -> inserted(call);
            case "insertIn" -> call.arguments(1, NewJob.class).forEach(job -> uncommitted.add(job.id()));
            case "commit" -> committed(call);
            case "claim" -> claimed(call);
            case "finish" -> finished(call);
            case "act" -> acted(call);
            case "register", "heartbeat", "deregister", "rescue" -> takeCallOfNode(call, moment);
            default -> takeSetting(call);
        }
        call.changes().forEach((id, change) -> changed(id, change, moment));
        apply(call.changes(), jobs);
    }

    private void takeCallOfNode(Event.Called call, Moment moment) {
        switch (call.method()) {
            case "register" -> {
                NodeRegistration node = call.argument(0, NodeRegistration.class);
                nodes.registered(node.id(), call.by(), node.lease(), moment);
            }
            case "heartbeat" -> {
                if (call.answer(Heartbeat.class).alive()) {
                    nodes.renewed(call.argument(0, NodeId.class), call.argument(1, Duration.class), moment);
                }
            }
            case "deregister" -> nodes.gone(call.argument(0, NodeId.class));
            default -> call.answer(Rescue.class).nodes().forEach(nodes::gone);
        }
    }

    private void takeSetting(Event.Called call) {
        switch (call.method()) {
            case "pause" -> settings.pause(call.argument(0, String.class), call.argument(1, String.class));
            case "resume" -> settings.resume(call.argument(0, String.class), call.argument(1, String.class));
            case "changeConcurrency" ->
                settings.changeConcurrency(call.argument(0, String.class), call.argument(1, Integer.class));
            case "declareLimits" -> gates.declare(call.argument(0, String.class), call.arguments(1, Limit.class));
            case "changeLimit" ->
                gates.change(
                        call.argument(0, String.class), call.argument(1, String.class), call.argument(2, Limit.class));
            case "saveSchedule" -> {
                if (call.answer(Boolean.class)) {
                    List<NewJob> made = call.arguments(1, NewJob.class);
                    made.forEach(job -> added(job, call));
                    settings.save(call.argument(0, ScheduleRecord.class), made);
                }
            }
            default -> {}
        }
    }

    private void inserted(Event.Called call) {
        List<NewJob> asked = call.arguments(0, NewJob.class);
        List<InsertResult> answers = call.answers(InsertResult.class);
        for (int i = 0; i < asked.size(); i++) {
            if (answers.get(i) instanceof InsertResult.Inserted) {
                added(asked.get(i), call);
            } else if (answers.get(i) instanceof InsertResult.Replaced replaced) {
                gates.stands(replaced.holder(), asked.get(i).gates());
            }
        }
    }

    private void added(NewJob job, Event.Called call) {
        Event.Change change = call.changes().get(job.id());
        if (change == null || change.before() != null) {
            return; // it was there before
        }
        gates.stands(job.id(), job.gates());
        if (job.uniqueness() != null) {
            keys.put(job.id(), job.uniqueness());
        }
    }

    private void committed(Event.Called call) {
        finished(call);
        if (call.answers(FinishResult.class).contains(FinishResult.ACCEPTED)) {
            call.arguments(0, Finish.class).forEach(finish -> effects.add(finish.id()));
            for (NewJob job : call.arguments(1, NewJob.class)) {
                uncommitted.remove(job.id());
                added(job, call);
            }
        }
    }

    private void claimed(Event.Called call) {
        NodeId node = call.argument(0, ClaimRequest.class).node();
        for (ClaimedJob job : call.answers(ClaimedJob.class)) {
            QueuedJob stored = jobs.get(job.id());
            tokens.put(job.id(), job.fencingToken());
            claims.put(
                    job.fencingToken(),
                    new Claim(job.id(), job.queue(), node, stored == null ? 0 : stored.nodeDeaths()));
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

    private void changed(JobId id, Event.Change change, Moment moment) {
        everStored.add(id);
        gates.changed(id, change, moment);
        if (change.outOf(JobState.RUNNING)) {
            endedClaims.add(token(id));
            if (change.after() == null) {
                claimsOfDeleted.add(token(id));
            }
        }
        if (change.into(JobState.COMPLETED)) {
            completed.add(id);
        }
        if (change.after() == null) {
            claimsOfDeletedJobs.add(token(id));
            completed.remove(id);
            cancelled.remove(id);
            effects.remove(id);
            keys.remove(id);
        }
    }
}
