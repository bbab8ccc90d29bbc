package dev.typedqueue.store.memory;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobLogLine;
import dev.typedqueue.JobProgress;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.StoreException;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.Blockage;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Heartbeat;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.Lease;
import dev.typedqueue.spi.LimitRecord;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRecord;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Pause;
import dev.typedqueue.spi.Promotion;
import dev.typedqueue.spi.Report;
import dev.typedqueue.spi.Rescue;
import dev.typedqueue.spi.ScheduleRecord;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A session: every call holds the namespace's monitor, and so is a transaction. */
final class MemorySession implements StoreSession {

    private final InstantSource clock;
    private final Jobs jobs;
    private final Transitions transitions;
    private final UniqueKeys keys;
    private final Nodes nodes;
    private final Upkeep upkeep;
    private volatile boolean closed;

    MemorySession(InstantSource clock, Jobs jobs) {
        this.clock = clock;
        this.jobs = jobs;
        this.keys = new UniqueKeys(jobs);
        this.transitions = new Transitions(jobs, keys);
        this.nodes = new Nodes(jobs, transitions);
        this.upkeep = new Upkeep(jobs, transitions);
    }

    private <T> T locked(Supplier<T> call) {
        synchronized (jobs) {
            if (closed) {
                throw StoreException.lasting("The session of store memory is closed", null);
            }
            return call.get();
        }
    }

    private void locked(Runnable call) {
        locked(() -> {
            call.run();
            return true;
        });
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public List<InsertResult> insert(List<NewJob> newJobs) {
        List<NewJob> all = List.copyOf(newJobs); // fails, if it does, before anything is changed
        return locked(() -> insert(all, now()));
    }

    private List<InsertResult> insert(List<NewJob> newJobs, Instant now) {
        return newJobs.stream().map(job -> insert(job, now)).toList();
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
        row.state = Transitions.waiting(row, now);
        jobs.add(row);
        keys.hold(row);
        return new InsertResult.Inserted();
    }

    @Override
    public List<ClaimedJob> claim(ClaimRequest request) {
        return locked(() -> {
            Instant now = now();
            nodes.requireAlive(request.node(), now);
            if (isPaused(request.queue(), null) || isPaused(ALL_QUEUES, null)) {
                return List.of();
            }
            List<NavigableSet<Row>> ready = request.kinds().stream()
                    .filter(kind -> !isPaused(request.queue(), kind.name()))
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

    @Override
    public List<FinishResult> finish(List<Finish> finishes) {
        List<Finish> all = List.copyOf(finishes);
        return locked(() -> {
            Instant now = now();
            return all.stream().map(finish -> finish(finish, now)).toList();
        });
    }

    private FinishResult finish(Finish finish, Instant now) {
        Row row = held(finish.id(), finish.fencingToken());
        if (row == null) {
            return FinishResult.LEASE_LOST;
        }
        transitions.end(row, finish.outcome(), now);
        return FinishResult.ACCEPTED;
    }

    @Override
    public List<Lease> leases(NodeId node, String queue) {
        return locked(() -> jobs.running(node).stream()
                .filter(row -> row.queue.equals(queue))
                .map(row -> new Lease(row.id, row.fencingToken))
                .toList());
    }

    @Override
    public boolean holdsLease(JobId id, long fencingToken) {
        return locked(() -> held(id, fencingToken) != null);
    }

    /** The job, if it is running under that fencing token. */
    private @Nullable Row held(JobId id, long fencingToken) {
        Row row = jobs.byId.get(id);
        return row != null && row.state == JobState.RUNNING && row.fencingToken == fencingToken ? row : null;
    }

    @Override
    public void report(List<Report> reports) {
        List<Report> all = List.copyOf(reports);
        locked(() -> all.forEach(this::report));
    }

    private void report(Report report) {
        Row row = held(report.id(), report.fencingToken());
        if (row != null) {
            row.progress = report.progress() == null ? row.progress : report.progress();
            row.log = report.appendedTo(row.log);
        }
    }

    @Override
    public Optional<JobProgress> progress(JobId id) {
        return locked(() -> Optional.ofNullable(jobs.byId.get(id)).map(row -> row.progress));
    }

    @Override
    public List<JobLogLine> log(JobId id) {
        return locked(
                () -> Optional.ofNullable(jobs.byId.get(id)).map(row -> row.log).orElse(List.of()));
    }

    @Override
    public Promotion promoteDue(int limit) {
        return locked(() -> upkeep.promoteDue(limit, now()));
    }

    @Override
    public void register(NodeRegistration node) {
        locked(() -> nodes.register(node, now()));
    }

    @Override
    public Heartbeat heartbeat(NodeId node, Duration lease) {
        return locked(() -> nodes.heartbeat(node, lease, now()));
    }

    @Override
    public void deregister(NodeId node) {
        locked(() -> nodes.deregister(node, now()));
    }

    @Override
    public List<NodeRecord> nodes() {
        return locked(() -> List.copyOf(jobs.nodes.values()));
    }

    @Override
    public Rescue rescue(Set<NodeId> knownDead, int limit) {
        return locked(() -> nodes.rescue(knownDead, limit, now()));
    }

    @Override
    public int park(String queue, Set<JobKind> known, int limit) {
        return locked(() -> upkeep.park(queue, known, limit));
    }

    @Override
    public int unpark(String queue, Set<JobKind> known, int limit) {
        return locked(() -> upkeep.unpark(queue, known, limit));
    }

    @Override
    public int purge(String queue, JobState state, Duration age, int limit) {
        if (!state.isFinished()) {
            throw new IllegalArgumentException("Retention never touches jobs that are " + state);
        }
        return locked(() -> upkeep.purge(queue, state, Times.minus(now(), age), limit));
    }

    @Override
    public void changeConcurrency(String queue, @Nullable Integer concurrency) {
        locked(() -> {
            if (concurrency == null) {
                jobs.concurrencies.remove(queue);
            } else {
                jobs.concurrencies.put(queue, concurrency);
            }
        });
    }

    @Override
    public Map<String, Integer> concurrencies() {
        return locked(() -> Map.copyOf(jobs.concurrencies));
    }

    @Override
    public Set<String> queues() {
        return locked(() -> {
            Set<String> queues = new TreeSet<>(jobs.queues());
            jobs.nodes.values().forEach(node -> queues.addAll(node.kinds().keySet()));
            queues.addAll(jobs.gates.queues());
            return queues;
        });
    }

    private boolean isPaused(String queue, @Nullable String job) {
        return jobs.pauses.containsKey(new Jobs.PauseKey(queue, job));
    }

    @Override
    public void pause(String queue, @Nullable String job, String by) {
        locked(() -> {
            jobs.pauses.putIfAbsent(new Jobs.PauseKey(queue, job), new Pause(queue, job, by, now()));
        });
    }

    @Override
    public void resume(String queue, @Nullable String job) {
        locked(() -> {
            jobs.pauses.remove(new Jobs.PauseKey(queue, job));
        });
    }

    @Override
    public List<Pause> pauses() {
        return locked(() -> List.copyOf(jobs.pauses.values()));
    }

    @Override
    public List<ScheduleRecord> schedules() {
        return locked(() -> List.copyOf(jobs.schedules.values()));
    }

    @Override
    public boolean saveSchedule(ScheduleRecord schedule, List<NewJob> newJobs) {
        List<NewJob> all = List.copyOf(newJobs);
        return locked(() -> {
            Jobs.ScheduleKey key = new Jobs.ScheduleKey(schedule.queue(), schedule.job());
            ScheduleRecord stored = jobs.schedules.get(key);
            if (schedule.revision() != (stored == null ? 0 : stored.revision())) {
                return false;
            }
            jobs.schedules.put(key, schedule.next());
            insert(all, now());
            return true;
        });
    }

    @Override
    public void declareLimits(String queue, List<Limit> limits) {
        List<Limit> all = List.copyOf(limits);
        locked(() -> jobs.gates.declare(queue, all));
    }

    @Override
    public boolean changeLimit(String queue, String limit, @Nullable Limit changed) {
        return locked(() -> jobs.gates.change(queue, limit, changed));
    }

    @Override
    public List<LimitRecord> limits() {
        return locked(jobs.gates::limits);
    }

    @Override
    public Optional<Blockage> blockage(JobId id) {
        return locked(() -> Optional.ofNullable(jobs.byId.get(id)).flatMap(jobs.gates::blockage));
    }

    @Override
    public Optional<QueuedJob> find(JobId id) {
        return locked(() -> Optional.ofNullable(jobs.byId.get(id)).map(Row::view));
    }

    @Override
    public List<QueuedJob> list(JobFilter filter) {
        return locked(() -> matching(filter).limit(filter.limit()).toList());
    }

    @Override
    public long count(JobFilter filter) {
        return locked(() -> matching(filter).count());
    }

    /** Newest first. */
    private Stream<QueuedJob> matching(JobFilter filter) {
        Selection selection = new Selection(filter);
        return filter
                .before()
                .map(id -> jobs.byId.headMap(id, false))
                .orElse(jobs.byId)
                .descendingMap()
                .values()
                .stream()
                .map(Row::view)
                .filter(selection::matches);
    }

    @Override
    public Map<String, Map<JobState, Long>> counts() {
        return locked(jobs::counts);
    }

    @Override
    public List<ActionResult> act(List<JobId> ids, JobAction action) {
        List<JobId> all = List.copyOf(ids);
        return locked(() -> {
            Instant now = now();
            return all.stream().map(id -> act(id, action, now)).toList();
        });
    }

    private ActionResult act(JobId id, JobAction action, Instant now) {
        Row row = jobs.byId.get(id);
        return row == null ? ActionResult.NOT_FOUND : transitions.act(row, action, now);
    }

    @Override
    public void close() {
        closed = true;
    }
}
