package dev.typedqueue.store.memory;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.StoreException;
import dev.typedqueue.definition.JobKind;
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
import dev.typedqueue.spi.NodeLostException;
import dev.typedqueue.spi.NodeRecord;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Pause;
import dev.typedqueue.spi.Promotion;
import dev.typedqueue.spi.Rescue;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session: every call holds the namespace's monitor, and so is a transaction. */
final class MemorySession implements StoreSession {

    private final InstantSource clock;
    private final Jobs jobs;
    private final Transitions transitions;
    private final UniqueKeys keys;
    private volatile boolean closed;

    MemorySession(InstantSource clock, Jobs jobs) {
        this.clock = clock;
        this.jobs = jobs;
        this.keys = new UniqueKeys(jobs);
        this.transitions = new Transitions(jobs, keys);
    }

    private <T> T locked(Supplier<T> call) {
        if (closed) {
            throw StoreException.lasting("The session of store memory is closed", null);
        }
        synchronized (jobs) {
            return call.get();
        }
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public List<InsertResult> insert(List<NewJob> newJobs) {
        return locked(() -> {
            Instant now = now();
            return newJobs.stream().map(job -> insert(job, now)).toList();
        });
    }

    private InsertResult insert(NewJob job, Instant now) {
        if (jobs.byId.containsKey(job.id())) {
            return new InsertResult.Inserted();
        }
        Row holder = keys.holderInTheWay(job, now);
        if (holder != null) {
            return keys.conflict(holder, job, now);
        }
        Row row = new Row(job, now);
        row.state = row.runAt.isAfter(now) ? JobState.SCHEDULED : JobState.READY;
        jobs.add(row);
        keys.hold(row);
        return new InsertResult.Inserted();
    }

    @Override
    public List<ClaimedJob> claim(ClaimRequest request) {
        return locked(() -> {
            Instant now = now();
            requireAlive(request.node(), now);
            if (jobs.pauses.containsKey(request.queue()) || jobs.pauses.containsKey(ALL_QUEUES)) {
                return List.of();
            }
            List<NavigableSet<Row>> ready = request.kinds().stream()
                    .map(kind -> jobs.ready(request.queue(), kind))
                    .toList();
            List<ClaimedJob> claimed = new ArrayList<>();
            for (Row row : Jobs.first(ready, request.limit())) {
                transitions.start(row, request.node(), now);
                claimed.add(row.claimed());
            }
            return claimed;
        });
    }

    private void requireAlive(NodeId id, Instant now) {
        NodeRecord node = jobs.nodes.get(id);
        if (node == null || !node.leaseUntil().isAfter(now)) {
            throw new NodeLostException(id);
        }
    }

    @Override
    public List<FinishResult> finish(List<Finish> finishes) {
        return locked(() -> {
            Instant now = now();
            return finishes.stream().map(finish -> finish(finish, now)).toList();
        });
    }

    private FinishResult finish(Finish finish, Instant now) {
        Row row = jobs.byId.get(finish.id());
        if (row == null || row.state != JobState.RUNNING || row.fencingToken != finish.fencingToken()) {
            return FinishResult.LEASE_LOST;
        }
        transitions.end(row, finish.outcome(), now);
        return FinishResult.ACCEPTED;
    }

    @Override
    public boolean holdsLease(JobId id, long fencingToken) {
        return locked(() -> {
            Row row = jobs.byId.get(id);
            return row != null && row.state == JobState.RUNNING && row.fencingToken == fencingToken;
        });
    }

    @Override
    public Promotion promoteDue(int limit) {
        return locked(() -> {
            Instant now = now();
            Set<String> queues = new HashSet<>();
            int promoted = 0;
            while (promoted < limit
                    && !jobs.waiting.isEmpty()
                    && !jobs.waiting.first().runAt.isAfter(now)) {
                Row row = jobs.waiting.first();
                jobs.change(row, () -> row.state = JobState.READY);
                queues.add(row.queue);
                promoted++;
            }
            return new Promotion(promoted, queues, untilNext(now));
        });
    }

    private @Nullable Duration untilNext(Instant now) {
        if (jobs.waiting.isEmpty()) {
            return null;
        }
        Duration until = Duration.between(now, jobs.waiting.first().runAt);
        return until.isNegative() ? Duration.ZERO : until;
    }

    @Override
    public void register(NodeRegistration node) {
        locked(() -> {
            Instant now = now();
            return jobs.nodes.put(
                    node.id(),
                    new NodeRecord(
                            node.id(), node.host(), node.processId(), now, now.plus(node.lease()), node.kinds()));
        });
    }

    @Override
    public Heartbeat heartbeat(NodeId id, Duration lease) {
        return locked(() -> {
            NodeRecord node = jobs.nodes.get(id);
            if (node == null) {
                return new Heartbeat(false, List.of());
            }
            jobs.nodes.put(
                    id,
                    new NodeRecord(
                            id, node.host(), node.processId(), node.startedAt(), now().plus(lease), node.kinds()));
            List<JobId> cancelRequested = jobs.running(id).stream()
                    .filter(row -> row.cancelRequested)
                    .map(row -> row.id)
                    .toList();
            return new Heartbeat(true, cancelRequested);
        });
    }

    @Override
    public void deregister(NodeId id) {
        locked(() -> {
            jobs.running(id).forEach(transitions::release);
            return jobs.nodes.remove(id);
        });
    }

    @Override
    public List<NodeRecord> nodes() {
        return locked(() -> List.copyOf(jobs.nodes.values()));
    }

    @Override
    public Rescue rescue(Set<NodeId> knownDead, int limit) {
        return locked(() -> {
            Instant now = now();
            Set<NodeId> dead = new HashSet<>();
            Set<String> queues = new HashSet<>();
            int rescued = 0;
            for (NodeRecord node : List.copyOf(jobs.nodes.values())) {
                if (node.leaseUntil().isAfter(now) && !knownDead.contains(node.id())) {
                    continue;
                }
                dead.add(node.id());
                for (Row row : jobs.running(node.id())) {
                    if (rescued == limit) {
                        return new Rescue(rescued, dead, queues);
                    }
                    transitions.rescue(row);
                    queues.add(row.queue);
                    rescued++;
                }
                jobs.nodes.remove(node.id());
            }
            return new Rescue(rescued, dead, queues);
        });
    }

    @Override
    public int park(String queue, Set<JobKind> known, int limit) {
        return locked(() -> {
            int parked = 0;
            for (JobKind kind : jobs.readyKinds(queue)) {
                if (known.contains(kind)) {
                    continue;
                }
                for (Row row : firstOf(jobs.ready(queue, kind), limit - parked)) {
                    transitions.park(row);
                    parked++;
                }
            }
            return parked;
        });
    }

    @Override
    public int unpark(String queue, Set<JobKind> known, int limit) {
        return locked(() -> {
            int unparked = 0;
            for (JobKind kind : known) {
                for (Row row : firstOf(jobs.unknown(queue, kind), limit - unparked)) {
                    transitions.release(row);
                    unparked++;
                }
            }
            return unparked;
        });
    }

    private static List<Row> firstOf(NavigableSet<Row> rows, int limit) {
        return rows.stream().limit(limit).toList();
    }

    @Override
    public int purge(String queue, JobState state, Duration age, int limit) {
        if (!state.isFinished()) {
            throw new IllegalArgumentException("Retention never touches jobs that are " + state);
        }
        return locked(() -> {
            Instant before = now().minus(age);
            List<Row> old = jobs.finished(queue, state).stream()
                    .limit(limit)
                    .takeWhile(row -> row.finishedAt != null && !row.finishedAt.isAfter(before))
                    .toList();
            old.forEach(transitions::delete);
            return old.size();
        });
    }

    @Override
    public void pause(String queue, String by) {
        locked(() -> jobs.pauses.putIfAbsent(queue, new Pause(queue, by, now())));
    }

    @Override
    public void resume(String queue) {
        locked(() -> jobs.pauses.remove(queue));
    }

    @Override
    public List<Pause> pauses() {
        return locked(() -> List.copyOf(jobs.pauses.values()));
    }

    @Override
    public Optional<Instant> lastSlot(String queue, String job) {
        return locked(() -> Optional.ofNullable(jobs.slots.get(new Jobs.ScheduleKey(queue, job))));
    }

    @Override
    public boolean advance(String queue, String job, @Nullable Instant expected, Instant slot, List<NewJob> newJobs) {
        return locked(() -> {
            Jobs.ScheduleKey key = new Jobs.ScheduleKey(queue, job);
            Instant last = jobs.slots.get(key);
            if (last == null ? expected != null : !last.equals(expected)) {
                return false;
            }
            jobs.slots.put(key, slot);
            insert(newJobs);
            return true;
        });
    }

    @Override
    public Optional<QueuedJob> find(JobId id) {
        return locked(() -> Optional.ofNullable(jobs.byId.get(id)).map(Row::view));
    }

    @Override
    public List<QueuedJob> list(JobFilter filter) {
        return locked(() ->
                filter
                        .before()
                        .map(id -> jobs.byId.headMap(id, false))
                        .orElse(jobs.byId)
                        .descendingMap()
                        .values()
                        .stream()
                        .filter(row -> matches(filter, row))
                        .limit(filter.limit())
                        .map(Row::view)
                        .toList());
    }

    private static boolean matches(JobFilter filter, Row row) {
        return filter.queue().map(row.queue::equals).orElse(true)
                && filter.job().map(row.kind.name()::equals).orElse(true)
                && (filter.states().isEmpty() || filter.states().contains(row.state));
    }

    @Override
    public Map<String, Map<JobState, Long>> counts() {
        return locked(jobs::counts);
    }

    @Override
    public ActionResult act(JobId id, JobAction action) {
        return locked(() -> {
            Row row = jobs.byId.get(id);
            return row == null ? ActionResult.NOT_FOUND : transitions.act(row, action, now());
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
