package dev.typedqueue.simulation;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobLogLine;
import dev.typedqueue.JobProgress;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
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
import dev.typedqueue.spi.JdbcStoreSession;
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
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session that hands every call on: what is planted overrides the one that it breaks. */
abstract class ForwardingSession implements JdbcStoreSession {

    /** The session that works. */
    protected final JdbcStoreSession session;

    ForwardingSession(JdbcStoreSession session) {
        this.session = session;
    }

    @Override
    public Instant now() {
        return session.now();
    }

    @Override
    public List<InsertResult> insert(List<NewJob> jobs) {
        return session.insert(jobs);
    }

    @Override
    public List<InsertResult> insert(Connection connection, List<NewJob> jobs) {
        return session.insert(connection, jobs);
    }

    @Override
    public FinishResult finish(Connection connection, Finish finish) {
        return session.finish(connection, finish);
    }

    @Override
    public void onReady(Consumer<String> listener) {
        session.onReady(listener);
    }

    @Override
    public List<ClaimedJob> claim(ClaimRequest request) {
        return session.claim(request);
    }

    @Override
    public List<FinishResult> finish(List<Finish> finishes) {
        return session.finish(finishes);
    }

    @Override
    public List<Lease> leases(NodeId node, String queue) {
        return session.leases(node, queue);
    }

    @Override
    public boolean holdsLease(JobId id, long fencingToken) {
        return session.holdsLease(id, fencingToken);
    }

    @Override
    public void report(List<Report> reports) {
        session.report(reports);
    }

    @Override
    public Optional<JobProgress> progress(JobId id) {
        return session.progress(id);
    }

    @Override
    public List<JobLogLine> log(JobId id) {
        return session.log(id);
    }

    @Override
    public Promotion promoteDue(int limit) {
        return session.promoteDue(limit);
    }

    @Override
    public void declareLimits(String queue, List<Limit> limits) {
        session.declareLimits(queue, limits);
    }

    @Override
    public boolean changeLimit(String queue, String limit, @Nullable Limit changed) {
        return session.changeLimit(queue, limit, changed);
    }

    @Override
    public List<LimitRecord> limits() {
        return session.limits();
    }

    @Override
    public Optional<Blockage> blockage(JobId id) {
        return session.blockage(id);
    }

    @Override
    public void register(NodeRegistration node) {
        session.register(node);
    }

    @Override
    public Heartbeat heartbeat(NodeId node, Duration lease) {
        return session.heartbeat(node, lease);
    }

    @Override
    public void deregister(NodeId node) {
        session.deregister(node);
    }

    @Override
    public List<NodeRecord> nodes() {
        return session.nodes();
    }

    @Override
    public Rescue rescue(Set<NodeId> knownDead, int limit) {
        return session.rescue(knownDead, limit);
    }

    @Override
    public int park(String queue, Set<JobKind> known, int limit) {
        return session.park(queue, known, limit);
    }

    @Override
    public int unpark(String queue, Set<JobKind> known, int limit) {
        return session.unpark(queue, known, limit);
    }

    @Override
    public int purge(String queue, JobState state, Duration age, int limit) {
        return session.purge(queue, state, age, limit);
    }

    @Override
    public void pause(String queue, @Nullable String job, String by) {
        session.pause(queue, job, by);
    }

    @Override
    public void resume(String queue, @Nullable String job) {
        session.resume(queue, job);
    }

    @Override
    public void changeConcurrency(String queue, @Nullable Integer concurrency) {
        session.changeConcurrency(queue, concurrency);
    }

    @Override
    public Map<String, Integer> concurrencies() {
        return session.concurrencies();
    }

    @Override
    public Set<String> queues() {
        return session.queues();
    }

    @Override
    public List<Pause> pauses() {
        return session.pauses();
    }

    @Override
    public List<ScheduleRecord> schedules() {
        return session.schedules();
    }

    @Override
    public boolean saveSchedule(ScheduleRecord schedule, List<NewJob> jobs) {
        return session.saveSchedule(schedule, jobs);
    }

    @Override
    public Optional<QueuedJob> find(JobId id) {
        return session.find(id);
    }

    @Override
    public List<QueuedJob> list(JobFilter filter) {
        return session.list(filter);
    }

    @Override
    public long count(JobFilter filter) {
        return session.count(filter);
    }

    @Override
    public Map<String, Map<JobState, Long>> counts() {
        return session.counts();
    }

    @Override
    public List<ActionResult> act(List<JobId> ids, JobAction action) {
        return session.act(ids, action);
    }

    @Override
    public void close() {
        session.close();
    }
}
