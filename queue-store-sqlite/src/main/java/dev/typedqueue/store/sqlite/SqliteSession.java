package dev.typedqueue.store.sqlite;

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
import dev.typedqueue.store.jdbc.Concurrencies;
import dev.typedqueue.store.jdbc.Pauses;
import dev.typedqueue.store.jdbc.Schedules;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A session: sends each call to the writer, to a reader, or to the caller's own transaction. */
final class SqliteSession implements JdbcStoreSession {

    private final Database database;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    private final CallerTransaction callerTransaction;
    private final Scope scope;
    private final Insertion insertion;
    private final Claims claims;
    private final Finishes finishes;
    private final Nodes nodes;
    private final Upkeep upkeep;
    private final Schedules schedules;
    private final Pauses pauses;
    private final Concurrencies concurrencies;
    private final JobQueries queries;
    private final Actions actions;
    private final Limits limits;
    private final Reports reports;

    /**
     * Opens a namespace.
     *
     * @param release called once, when the session is closed
     */
    SqliteSession(Database database, String namespace, Runnable release) {
        this.database = database;
        this.release = release;
        this.callerTransaction = new CallerTransaction(database.settings());
        this.scope = new Scope(
                database.names().namespace(namespace),
                database.names(),
                database.settings().clock());
        UniqueKeys keys = new UniqueKeys(scope.namespace());
        Deletion deletion = new Deletion(scope.namespace());
        this.insertion = new Insertion(scope, keys);
        this.claims = new Claims(scope);
        this.finishes = new Finishes(scope, deletion);
        this.nodes = new Nodes(scope);
        this.limits = new Limits(scope);
        this.upkeep = new Upkeep(database, scope, deletion, new Gatekeeper(scope, limits));
        this.schedules = new Schedules(scope.namespace());
        this.pauses = new Pauses(scope.namespace());
        this.concurrencies = new Concurrencies(scope.namespace());
        this.queries = new JobQueries(scope.namespace());
        this.actions = new Actions(scope, keys, deletion);
        this.reports = new Reports(scope.namespace());
    }

    private void requireOpen() {
        if (closed.get()) {
            throw StoreException.lasting("The session of " + database.settings().store() + " is closed", null);
        }
    }

    private <T> T write(GroupCommit.Write<T> write) {
        requireOpen();
        return database.writer().execute(write);
    }

    private <T> T read(ReadPool.Read<T> read) {
        requireOpen();
        return database.readers().read(read);
    }

    /** How many transactions the writer has committed. */
    long commits() {
        return database.writer().commits();
    }

    @Override
    public Instant now() {
        return scope.clock().instant();
    }

    @Override
    public List<InsertResult> insert(List<NewJob> jobs) {
        requireOpen();
        insertion.prepare(jobs);
        return write(sql -> insertion.insert(sql, jobs));
    }

    @Override
    public List<InsertResult> insert(Connection connection, List<NewJob> jobs) {
        requireOpen();
        return callerTransaction.execute(connection, sql -> insertion.insert(sql, jobs));
    }

    @Override
    public List<ClaimedJob> claim(ClaimRequest request) {
        requireOpen();
        return claims.claim(database, request);
    }

    @Override
    public List<FinishResult> finish(List<Finish> ends) {
        return write(sql -> finishes.finish(sql, ends));
    }

    @Override
    public FinishResult finish(Connection connection, Finish end) {
        requireOpen();
        return callerTransaction
                .execute(connection, sql -> finishes.finish(sql, List.of(end)))
                .get(0);
    }

    @Override
    public List<Lease> leases(NodeId node, String queue) {
        return read(sql -> nodes.leases(sql, node, queue));
    }

    @Override
    public boolean holdsLease(JobId id, long fencingToken) {
        return read(sql -> finishes.holdsLease(sql, id, fencingToken));
    }

    @Override
    public void report(List<Report> reported) {
        write(sql -> reports.store(sql, reported));
    }

    @Override
    public Optional<JobProgress> progress(JobId id) {
        return read(sql -> reports.progress(sql, id));
    }

    @Override
    public List<JobLogLine> log(JobId id) {
        return read(sql -> reports.log(sql, id));
    }

    @Override
    public Promotion promoteDue(int limit) {
        requireOpen();
        return upkeep.promoteDue(limit);
    }

    @Override
    public void declareLimits(String queue, List<Limit> declared) {
        List<Limit> all = List.copyOf(declared);
        scope.names().queue(scope.namespace(), queue);
        write(sql -> limits.declare(sql, queue, all));
    }

    @Override
    public boolean changeLimit(String queue, String limit, @Nullable Limit changed) {
        return write(sql -> limits.change(sql, queue, limit, changed));
    }

    @Override
    public List<LimitRecord> limits() {
        return read(limits::all);
    }

    @Override
    public Optional<Blockage> blockage(JobId id) {
        return read(sql -> limits.blockage(sql, id));
    }

    @Override
    public void register(NodeRegistration node) {
        write(sql -> nodes.register(sql, node));
    }

    @Override
    public Heartbeat heartbeat(NodeId node, Duration lease) {
        return write(sql -> nodes.heartbeat(sql, node, lease));
    }

    @Override
    public void deregister(NodeId node) {
        write(sql -> nodes.deregister(sql, node));
    }

    @Override
    public List<NodeRecord> nodes() {
        return read(nodes::all);
    }

    @Override
    public Rescue rescue(Set<NodeId> knownDead, int limit) {
        return read(sql -> nodes.hasDead(sql, knownDead))
                ? write(sql -> nodes.rescue(sql, knownDead, limit))
                : new Rescue(0, Set.of(), Set.of());
    }

    @Override
    public int park(String queue, Set<JobKind> known, int limit) {
        requireOpen();
        return upkeep.park(queue, known, limit);
    }

    @Override
    public int unpark(String queue, Set<JobKind> known, int limit) {
        requireOpen();
        return upkeep.unpark(queue, known, limit);
    }

    @Override
    public int purge(String queue, JobState state, Duration age, int limit) {
        requireOpen();
        return upkeep.purge(queue, state, age, limit);
    }

    @Override
    public void pause(String queue, @Nullable String job, String by) {
        write(sql -> pauses.pause(sql, queue, job, by, scope.now()));
    }

    @Override
    public void resume(String queue, @Nullable String job) {
        write(sql -> pauses.resume(sql, queue, job));
    }

    @Override
    public void changeConcurrency(String queue, @Nullable Integer concurrency) {
        requireOpen();
        int number = scope.names().queue(scope.namespace(), queue);
        write(sql -> concurrencies.change(sql, number, concurrency));
    }

    @Override
    public Map<String, Integer> concurrencies() {
        return read(concurrencies::all);
    }

    @Override
    public Set<String> queues() {
        return read(queries::queues);
    }

    @Override
    public List<Pause> pauses() {
        return read(pauses::all);
    }

    @Override
    public List<ScheduleRecord> schedules() {
        return read(schedules::all);
    }

    @Override
    public boolean saveSchedule(ScheduleRecord schedule, List<NewJob> jobs) {
        requireOpen();
        insertion.prepare(jobs);
        return write(sql -> {
            boolean saved = schedules.save(sql, schedule);
            if (saved) {
                insertion.insert(sql, jobs);
            }
            return saved;
        });
    }

    @Override
    public Optional<QueuedJob> find(JobId id) {
        return read(sql -> queries.find(sql, id));
    }

    @Override
    public List<QueuedJob> list(JobFilter filter) {
        return read(sql -> queries.list(sql, filter));
    }

    @Override
    public long count(JobFilter filter) {
        return read(sql -> queries.count(sql, filter));
    }

    @Override
    public Map<String, Map<JobState, Long>> counts() {
        return read(queries::counts);
    }

    @Override
    public List<ActionResult> act(List<JobId> ids, JobAction action) {
        List<JobId> all = List.copyOf(ids);
        return write(sql -> actions.act(sql, all, action));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
