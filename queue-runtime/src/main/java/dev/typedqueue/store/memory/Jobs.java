package dev.typedqueue.store.memory;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRecord;
import dev.typedqueue.spi.Pause;
import dev.typedqueue.spi.ScheduleRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that one namespace holds: the jobs, with an index for each question that is asked often, the nodes, the keys, the
 * schedules and the pauses. Guarded by its own monitor, which the session holds.
 */
final class Jobs {

    static final Comparator<Row> BY_URGENCY =
            Comparator.comparingLong(Row::rank).thenComparing(row -> row.id);
    private static final Comparator<Row> BY_TIME =
            Comparator.<Row, Instant>comparing(row -> row.runAt).thenComparing(row -> row.id);
    private static final Comparator<Row> BY_END =
            Comparator.<Row, Instant>comparing(Jobs::end).thenComparing(row -> row.id);

    /** A queue's jobs of one kind. */
    record Kind(String queue, JobKind kind) {}

    /** A queue's jobs in one state. */
    record Shelf(String queue, JobState state) {}

    /** A schedule. */
    record ScheduleKey(String queue, String job) implements Comparable<ScheduleKey> {

        private static final Comparator<ScheduleKey> ORDER =
                Comparator.comparing(ScheduleKey::queue).thenComparing(ScheduleKey::job);

        @Override
        public int compareTo(ScheduleKey other) {
            return ORDER.compare(this, other);
        }
    }

    /** A queue, or one of its jobs. */
    record PauseKey(String queue, @Nullable String job) {}

    /** A unique key. */
    record Key(String queue, String key) {}

    final TreeMap<JobId, Row> byId = new TreeMap<>();
    final Map<Key, JobId> holders = new HashMap<>();
    final Map<NodeId, NodeRecord> nodes = new LinkedHashMap<>();
    /** Nodes whose jobs a rescue has begun to take: they cannot come back. */
    final Set<NodeId> condemned = new HashSet<>();

    final NavigableMap<ScheduleKey, ScheduleRecord> schedules = new TreeMap<>();
    final Map<PauseKey, Pause> pauses = new LinkedHashMap<>();

    /** What people have changed, by queue. */
    final Map<String, Integer> concurrencies = new HashMap<>();

    /**
     * The last fencing token given out. It is never given again, not even to a job that is added anew under the id of
     * one that was deleted.
     */
    long lastFencingToken;

    final Gates gates = new Gates(this);

    /** Scheduled jobs, and parked ones that are to be tried again at a time. */
    final NavigableSet<Row> waiting = new TreeSet<>(BY_TIME);

    private final Map<Kind, NavigableSet<Row>> ready = new HashMap<>();
    private final Map<Kind, NavigableSet<Row>> unknown = new HashMap<>();
    private final Map<NodeId, Set<Row>> running = new HashMap<>();
    private final Map<Shelf, NavigableSet<Row>> finished = new HashMap<>();
    private final Map<String, Map<JobState, Long>> counts = new HashMap<>();

    private static Instant end(Row row) {
        if (row.finishedAt == null) {
            throw new IllegalStateException("Job " + row.id + " has not finished");
        }
        return row.finishedAt;
    }

    void add(Row row) {
        byId.put(row.id, row);
        index(row);
    }

    /** Forgets a job. */
    void remove(Row row) {
        unindex(row);
        byId.remove(row.id);
    }

    /** Changes a job: it leaves the indexes as it was, and enters them as it is. */
    void change(Row row, Runnable change) {
        unindex(row);
        change.run();
        index(row);
    }

    NavigableSet<Row> ready(String queue, JobKind kind) {
        return ready.getOrDefault(new Kind(queue, kind), new TreeSet<>(BY_URGENCY));
    }

    /** The kinds of which a queue has ready jobs. */
    List<JobKind> readyKinds(String queue) {
        return kinds(ready, queue);
    }

    NavigableSet<Row> unknown(String queue, JobKind kind) {
        return unknown.getOrDefault(new Kind(queue, kind), new TreeSet<>(BY_URGENCY));
    }

    List<Row> running(NodeId node) {
        return List.copyOf(running.getOrDefault(node, Set.of()));
    }

    NavigableSet<Row> finished(String queue, JobState state) {
        return finished.getOrDefault(new Shelf(queue, state), new TreeSet<>(BY_END));
    }

    Map<String, Map<JobState, Long>> counts() {
        Map<String, Map<JobState, Long>> copy = new HashMap<>();
        counts.forEach((queue, states) -> copy.put(queue, Map.copyOf(states)));
        return copy;
    }

    /** The queues that have, or had, a job. */
    Set<String> queues() {
        return counts.keySet();
    }

    private static List<JobKind> kinds(Map<Kind, NavigableSet<Row>> index, String queue) {
        List<JobKind> kinds = new ArrayList<>();
        index.keySet().forEach(kind -> {
            if (kind.queue().equals(queue)) {
                kinds.add(kind.kind());
            }
        });
        return kinds;
    }

    private void index(Row row) {
        count(row, 1);
        switch (row.state) {
            case SCHEDULED -> waiting.add(row);
            case BLOCKED -> gates.enter(row);
            case READY -> put(ready, new Kind(row.queue, row.kind), BY_URGENCY, row);
            case RUNNING ->
                running.computeIfAbsent(holder(row), any -> new LinkedHashSet<>())
                        .add(row);
            case COMPLETED, FAILED, CANCELLED -> put(finished, new Shelf(row.queue, row.state), BY_END, row);
            case PARKED -> {
                if (row.unknown) {
                    put(unknown, new Kind(row.queue, row.kind), BY_URGENCY, row);
                } else {
                    waiting.add(row);
                }
            }
        }
    }

    private void unindex(Row row) {
        count(row, -1);
        switch (row.state) {
            case SCHEDULED -> waiting.remove(row);
            case BLOCKED -> gates.withdraw(row);
            case READY -> take(ready, new Kind(row.queue, row.kind), row);
            case RUNNING -> take(running, holder(row), row);
            case COMPLETED, FAILED, CANCELLED -> take(finished, new Shelf(row.queue, row.state), row);
            case PARKED -> {
                if (row.unknown) {
                    take(unknown, new Kind(row.queue, row.kind), row);
                } else {
                    waiting.remove(row);
                }
            }
        }
    }

    private static NodeId holder(Row row) {
        if (row.node == null) {
            throw new IllegalStateException("Job " + row.id + " runs on no node");
        }
        return row.node;
    }

    private void count(Row row, long change) {
        counts.computeIfAbsent(row.queue, any -> new EnumMap<>(JobState.class)).merge(row.state, change, Long::sum);
    }

    private static <K> void put(Map<K, NavigableSet<Row>> index, K key, Comparator<Row> order, Row row) {
        index.computeIfAbsent(key, any -> new TreeSet<>(order)).add(row);
    }

    private static <K, S extends Set<Row>> void take(Map<K, S> index, K key, Row row) {
        Set<Row> rows = index.get(key);
        if (rows != null && rows.remove(row) && rows.isEmpty()) {
            index.remove(key);
        }
    }

    /** The first rows of several sorted sets, in their common order. */
    static List<Row> first(List<NavigableSet<Row>> sets, int limit) {
        NavigableSet<Row> heads = new TreeSet<>(BY_URGENCY);
        Map<JobId, Iterator<Row>> rest = new HashMap<>();
        sets.forEach(set -> advance(set.iterator(), heads, rest));
        List<Row> first = new ArrayList<>();
        for (Row head = heads.pollFirst(); head != null && first.size() < limit; head = heads.pollFirst()) {
            first.add(head);
            advance(rest.remove(head.id), heads, rest);
        }
        return first;
    }

    private static void advance(@Nullable Iterator<Row> rows, NavigableSet<Row> heads, Map<JobId, Iterator<Row>> rest) {
        if (rows != null && rows.hasNext()) {
            Row next = rows.next();
            heads.add(next);
            rest.put(next.id, rows);
        }
    }
}
