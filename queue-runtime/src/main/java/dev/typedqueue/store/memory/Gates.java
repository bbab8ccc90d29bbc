package dev.typedqueue.store.memory;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.Blockage;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.LimitRecord;
import dev.typedqueue.spi.Permits;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who stands at which gate, and who has been let through. A gate is looked at when something has changed there, so that
 * however many wait, they cost nothing meanwhile.
 */
final class Gates {

    /** Why a job gives back what it holds. */
    enum Leave {
        /** It has come to an end, or a person moved it, or it has other gates now. */
        ENDED,
        /** It has used up its attempts. */
        FAILED,
        /** It runs again later. */
        WAITS
    }

    private static final int MOST_HOLDERS_SHOWN = 10;
    private static final int MOST_AHEAD_COUNTED = 1_000;

    private record Key(String queue, Gate gate) {}

    /** One gate. */
    private static final class Place {

        final NavigableSet<Row> waiting;
        final Set<Row> holders = new LinkedHashSet<>();

        /** Of a gate that limits a rate: when all its permits will be there again, in microseconds. */
        long fullAt;

        Place(Comparator<Row> order) {
            this.waiting = new TreeSet<>(order);
        }
    }

    private final Jobs jobs;
    private final Map<Key, Place> places = new HashMap<>();
    private final Map<String, Map<String, LimitRecord>> limits = new LinkedHashMap<>();
    private final Set<Key> touched = new LinkedHashSet<>();
    private final TreeMap<Instant, Set<Key>> later = new TreeMap<>();

    Gates(Jobs jobs) {
        this.jobs = jobs;
    }

    void declare(String queue, List<Limit> declared) {
        Map<String, LimitRecord> before = limits.getOrDefault(queue, Map.of());
        Map<String, LimitRecord> after = new LinkedHashMap<>();
        for (Limit limit : declared) {
            after.put(limit.name(), LimitRecord.declare(queue, limit, before.get(limit.name())));
        }
        limits.put(queue, after);
        reconsider(queue);
    }

    boolean change(String queue, String name, @Nullable Limit changed) {
        Map<String, LimitRecord> ofQueue = limits.getOrDefault(queue, Map.of());
        LimitRecord record = ofQueue.get(name);
        if (record == null) {
            return false;
        }
        ofQueue.put(name, new LimitRecord(queue, record.declared(), changed));
        reconsider(queue);
        return true;
    }

    List<LimitRecord> limits() {
        return limits.values().stream()
                .flatMap(ofQueue -> ofQueue.values().stream())
                .toList();
    }

    /** The queues whose limits were declared. */
    Set<String> queues() {
        return limits.keySet();
    }

    private void reconsider(String queue) {
        for (Map.Entry<Key, Place> each : List.copyOf(places.entrySet())) {
            if (each.getKey().queue().equals(queue)) {
                Place place = new Place(order(each.getKey()));
                place.waiting.addAll(each.getValue().waiting);
                place.holders.addAll(each.getValue().holders);
                place.fullAt = each.getValue().fullAt;
                places.put(each.getKey(), place);
                touched.add(each.getKey());
            }
        }
    }

    private @Nullable Limit limit(Key key) {
        LimitRecord record =
                limits.getOrDefault(key.queue(), Map.of()).get(key.gate().limit());
        return record == null ? null : record.effective();
    }

    private Comparator<Row> order(Key key) {
        return limit(key) instanceof Limit.Order ? Comparator.comparing(row -> row.id) : Jobs.BY_URGENCY;
    }

    private Place place(Key key) {
        return places.computeIfAbsent(key, any -> new Place(order(key)));
    }

    private static Optional<Gate> next(Row row) {
        return row.gates.stream().filter(gate -> !row.held.contains(gate)).findFirst();
    }

    /** The state of a job that is due. */
    static JobState due(Row row) {
        return next(row).isEmpty() ? JobState.READY : JobState.BLOCKED;
    }

    /** A job that is blocked stands at the first gate that it has not passed. */
    void enter(Row row) {
        Key key = new Key(row.queue, next(row).orElseThrow());
        place(key).waiting.add(row);
        touched.add(key);
    }

    /** A job stands there no longer. */
    void withdraw(Row row) {
        Key key = new Key(row.queue, next(row).orElseThrow());
        place(key).waiting.remove(row);
        touched.add(key);
    }

    /** A job gives back what it holds, save for its turn where a declaration says so. */
    void leave(Row row, Leave why) {
        for (Gate gate : List.copyOf(row.held)) {
            Key key = new Key(row.queue, gate);
            if (!keepsItsTurn(limit(key), why)) {
                row.held.remove(gate);
                place(key).holders.remove(row);
                touched.add(key);
            }
        }
    }

    private static boolean keepsItsTurn(@Nullable Limit limit, Leave why) {
        return limit != null
                && switch (why) {
                    case ENDED -> false;
                    case FAILED -> limit.keepsTurnOnceFailed();
                    case WAITS -> limit.keepsTurnWhileWaiting();
                };
    }

    /** A job begins: from now on it counts no more among those that a rate has let through and that wait for a slot. */
    void started(Row row) {
        for (Gate gate : row.held) {
            Key key = new Key(row.queue, gate);
            if (limit(key) instanceof Limit.Rate && place(key).holders.remove(row)) {
                touched.add(key);
            }
        }
    }

    /**
     * Lets jobs through where there is room.
     *
     * @param queues is told of those that have ready jobs now
     * @return how many became ready
     */
    int admit(int limit, Instant now, Set<String> queues) {
        for (Set<Key> due : later.headMap(now, true).values()) {
            touched.addAll(due);
        }
        later.headMap(now, true).clear();
        int ready = 0;
        while (ready < limit && !touched.isEmpty()) {
            Key key = touched.iterator().next();
            ready += admit(key, limit - ready, now, queues);
            if (ready < limit) {
                touched.remove(key);
            }
        }
        return ready;
    }

    private int admit(Key key, int limit, Instant now, Set<String> queues) {
        Place place = place(key);
        int ready = 0;
        while (ready < limit && !place.waiting.isEmpty() && hasRoom(key, place, now)) {
            if (letThrough(key, place, now)) {
                ready++;
                queues.add(key.queue());
            }
        }
        if (!place.waiting.isEmpty() && limit(key) instanceof Limit.Rate rate) {
            long next = new Permits(rate, place.fullAt).next();
            if (next > Times.micros(now)) {
                later.computeIfAbsent(Times.at(next), any -> new LinkedHashSet<>())
                        .add(key);
            }
        }
        if (place.waiting.isEmpty() && place.holders.isEmpty() && place.fullAt <= Times.micros(now)) {
            places.remove(key);
        }
        return ready;
    }

    /** A queue whose limits nobody has declared yet lets nothing through; a limit that was dropped lets everything. */
    private boolean hasRoom(Key key, Place place, Instant now) {
        if (!limits.containsKey(key.queue())) {
            return false;
        }
        Limit limit = limit(key);
        if (limit instanceof Limit.Concurrency concurrency) {
            return place.holders.size() < concurrency.most();
        }
        if (limit instanceof Limit.Rate rate) {
            return place.holders.size() < rate.burst() && new Permits(rate, place.fullAt).at(Times.micros(now)) > 0;
        }
        return !(limit instanceof Limit.Order) || place.holders.isEmpty();
    }

    private boolean letThrough(Key key, Place place, Instant now) {
        Row row = place.waiting.first();
        if (limit(key) instanceof Limit.Rate rate) {
            place.fullAt = new Permits(rate, place.fullAt).without(1, Times.micros(now));
        }
        place.holders.add(row);
        jobs.change(row, () -> {
            row.held.add(key.gate());
            row.state = due(row);
        });
        return row.state == JobState.READY;
    }

    /** How long until a rate lets the next job through, zero if there is something to be done now, null if never. */
    @Nullable
    Duration untilNext(Instant now) {
        if (!touched.isEmpty()) {
            return Duration.ZERO;
        }
        return later.isEmpty() ? null : Duration.between(now, later.firstKey());
    }

    Optional<Blockage> blockage(Row row) {
        if (row.state != JobState.BLOCKED) {
            return Optional.empty();
        }
        Gate gate = next(row).orElseThrow();
        Key key = new Key(row.queue, gate);
        Place place = place(key);
        int ahead = (int)
                place.waiting.headSet(row).stream().limit(MOST_AHEAD_COUNTED).count();
        List<JobId> holders = limit(key) instanceof Limit.Rate
                ? List.of()
                : place.holders.stream()
                        .map(holder -> holder.id)
                        .sorted()
                        .limit(MOST_HOLDERS_SHOWN)
                        .toList();
        return Optional.of(new Blockage(gate, ahead, holders));
    }
}
