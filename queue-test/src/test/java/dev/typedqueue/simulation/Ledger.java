package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.ActionResult;
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

    private final NodeLedger nodes = new NodeLedger();
    private final ClaimLedger claims = new ClaimLedger();
    private final GateLedger gates = new GateLedger();
    private final SettingLedger settings = new SettingLedger();
    private final Map<JobId, QueuedJob> jobs = new TreeMap<>();
    private final Set<JobId> everStored = new HashSet<>();
    private final Map<JobId, Uniqueness> keys = new HashMap<>();
    private final Set<JobId> cancelled = new HashSet<>();
    private final Set<JobId> completed = new HashSet<>();
    private final Set<JobId> effects = new HashSet<>();
    private final Set<JobId> uncommitted = new HashSet<>();

    NodeLedger nodes() {
        return nodes;
    }

    ClaimLedger claims() {
        return claims;
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

    /** Whether the job runs under this token, as far as what was asked and answered tells. */
    boolean holds(JobId id, long token) {
        QueuedJob job = jobs.get(id);
        return job != null && job.state() == JobState.RUNNING && claims.token(id) == token && !claims.hasEnded(token);
    }

    /** Whether the claim was neither ended nor given up, and its node is alive by the store's clock. */
    boolean isValid(long token, Instant storeTime) {
        ClaimLedger.Claim claim = claims.claim(token);
        return claim != null && !claims.hasEnded(token) && nodes.isAlive(claim.node(), storeTime);
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
        claims.take(event);
        if (event instanceof Event.Called call) {
            takeCall(call, moment);
        } else if (event instanceof Event.Paused paused) {
            nodes.paused(paused.node());
        }
    }

    private void takeCall(Event.Called call, Moment moment) {
        switch (call.method()) {
            case "insert" -> inserted(call);
            case "insertIn" -> call.arguments(1, NewJob.class).forEach(job -> uncommitted.add(job.id()));
            case "commit" -> committed(call);
            case "claim" -> claims.claimed(call, jobs);
            case "finish" -> claims.finished(call);
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
                gates.moved(replaced.holder());
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
        claims.finished(call);
        if (call.answers(FinishResult.class).contains(FinishResult.ACCEPTED)) {
            call.arguments(0, Finish.class).forEach(finish -> effects.add(finish.id()));
            for (NewJob job : call.arguments(1, NewJob.class)) {
                uncommitted.remove(job.id());
                added(job, call);
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
                if (call.arguments().get(1) instanceof JobAction.Reschedule) {
                    gates.moved(ids.get(i));
                }
            }
        }
    }

    private void changed(JobId id, Event.Change change, Moment moment) {
        everStored.add(id);
        gates.changed(id, change, moment);
        claims.changed(id, change);
        if (change.into(JobState.COMPLETED)) {
            completed.add(id);
        }
        if (change.after() == null) {
            completed.remove(id);
            cancelled.remove(id);
            effects.remove(id);
            keys.remove(id);
        }
    }
}
