package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.annotation.Ordered;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which limits are in force, who has come through their gates, and whose turn it is. */
final class GateLedger {

    /** One gate of one queue. */
    record Place(String queue, Gate gate) {}

    private record LimitName(String queue, String name) {}

    private final Map<JobId, List<Gate>> gates = new HashMap<>();
    private final Map<LimitName, Limit> declared = new HashMap<>();
    private final Map<LimitName, Limit> changed = new HashMap<>();
    private final Map<Place, List<Duration>> passages = new HashMap<>();
    private final Map<Place, JobId> turns = new HashMap<>();

    private Instant lastStoreTime = Simulation.START;
    private Duration shown = Duration.ZERO;

    List<Gate> of(JobId id) {
        return gates.getOrDefault(id, List.of());
    }

    /** The limit in force; null for one that was not declared. */
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

    /** Of a gate that keeps an order, the job behind which all others wait; null if they wait for none. */
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
        return switch (job.state()) {
            case READY, RUNNING -> true;
            case SCHEDULED, BLOCKED, PARKED, COMPLETED, FAILED, CANCELLED -> false;
        };
    }

    /** Whether those behind the job go on after that change: what a failure means to them is declared. */
    static boolean givesTurnBack(Limit.Order order, Event.Change change) {
        if (change.after() == null) {
            return true;
        }
        return switch (change.after().state()) {
            case COMPLETED, CANCELLED -> true;
            case FAILED -> order.onFailure() != Ordered.OnFailure.STOP;
            case SCHEDULED, BLOCKED, PARKED -> order.onFailure() == Ordered.OnFailure.PASS;
            case READY, RUNNING -> false;
        };
    }

    void takeTime(Moment moment) {
        shown = shownUntil(moment);
        lastStoreTime = moment.storeTime();
    }

    void stands(JobId id, List<Gate> at) {
        gates.put(id, at);
    }

    /** A person has moved the job, or another has replaced it: nobody waits for it any longer. */
    void moved(JobId id) {
        turns.values().removeIf(id::equals);
    }

    void declare(String queue, List<Limit> limits) {
        declared.keySet().removeIf(name -> name.queue().equals(queue));
        limits.forEach(limit -> declared.put(new LimitName(queue, limit.name()), limit));
    }

    void change(String queue, String name, @Nullable Limit limit) {
        if (limit == null) {
            changed.remove(new LimitName(queue, name));
        } else {
            changed.put(new LimitName(queue, name), limit);
        }
    }

    void changed(JobId id, Event.Change change, Moment moment) {
        QueuedJob job = change.after() == null ? change.before() : change.after();
        if (job == null) {
            return;
        }
        for (Gate gate : of(id)) {
            Place place = new Place(job.queue(), gate);
            if (passes(change)) {
                passages.computeIfAbsent(place, any -> new ArrayList<>()).add(shownUntil(moment));
            }
            if (limit(place) instanceof Limit.Order order) {
                if (passes(change)) {
                    turns.put(place, id);
                } else if (id.equals(turns.get(place)) && givesTurnBack(order, change)) {
                    turns.remove(place);
                }
            }
        }
    }
}
