package dev.typedqueue.store.postgres;

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
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session: sends each call to a transaction of the store's, or to the caller's own. */
final class PostgresSession implements JdbcStoreSession {

    /** How long a caller who holds a connection waits for one of the store's. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Database database;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    private final Scope scope;
    private final StoreClock clock;
    private final Wakeups wakeups;
    private final CallerTransaction callerTransaction;
    private final Insertion insertion;
    private final Leases leases;
    private final DetachedLeases detached;
    private final Claims claims;
    private final Finishes finishes;
    private final Nodes nodes;
    private final Limits limits;
    private final Blockages blockages;
    private final Upkeep upkeep;
    private final Schedules schedules;
    private final Pauses pauses;
    private final Concurrencies concurrencies;
    private final JobQueries queries;
    private final Actions actions;
    private final Reports reports;

    /**
     * Opens a namespace.
     *
     * @param release called once, when the session is closed
     */
    PostgresSession(Database database, String namespace, Runnable release) {
        this.database = database;
        this.release = release;
        this.clock = new StoreClock(database);
        this.wakeups = new Wakeups(database, namespace, clock);
        this.callerTransaction = new CallerTransaction(database);
        this.scope = new Scope(database.names().namespace(namespace), database);
        Gates gates = new Gates(scope);
        Shelves shelves = new Shelves(scope, gates);
        UniqueKeys keys = new UniqueKeys(scope, shelves, gates);
        Deletion deletion = new Deletion(scope, keys);
        this.leases = new Leases(scope, shelves, gates);
        this.detached = new DetachedLeases(scope);
        this.insertion = new Insertion(scope, keys);
        this.claims = new Claims(scope);
        this.finishes = new Finishes(scope, leases, shelves, gates, deletion);
        this.nodes = new Nodes(scope, leases);
        this.limits = new Limits(scope);
        this.blockages = new Blockages(scope, limits);
        this.upkeep = new Upkeep(scope, deletion, gates, new Gatekeeper(scope, gates));
        this.schedules = new Schedules(scope.namespace());
        this.pauses = new Pauses(scope.namespace());
        this.concurrencies = new Concurrencies(scope.namespace());
        this.queries = new JobQueries(scope);
        this.actions = new Actions(scope, shelves, leases, gates, keys, deletion);
        this.reports = new Reports(scope);
    }

    private void requireOpen() {
        if (closed.get()) {
            throw StoreException.lasting("The session of " + database.settings().store() + " is closed", null);
        }
    }

    private <T> T write(Database.Work<T> work) {
        requireOpen();
        return database.write(work);
    }

    private <T> T writeIdempotently(Database.Work<T> work) {
        requireOpen();
        return database.writeIdempotently(work);
    }

    private <T> T read(Database.Work<T> work) {
        requireOpen();
        return database.read(work);
    }

    /** How many transactions of new jobs have been committed. */
    long commits() {
        return database.inserts().commits();
    }

    @Override
    public Instant now() {
        return closed.get() ? clock.estimate() : clock.read();
    }

    @Override
    public void onReady(Consumer<String> listener) {
        requireOpen();
        wakeups.listen(listener);
    }

    @Override
    public List<InsertResult> insert(List<NewJob> jobs) {
        requireOpen();
        if (jobs.isEmpty()) {
            return List.of();
        }
        insertion.prepare(jobs);
        List<InsertResult> results = database.inserts().insert(insertion, List.copyOf(jobs));
        claims.expect(jobs);
        wakeups.committed(jobs);
        return results;
    }

    @Override
    public List<InsertResult> insert(Connection connection, List<NewJob> jobs) {
        requireOpen();
        insertion.prepare(jobs);
        List<InsertResult> results = callerTransaction.execute(connection, sql -> insertion.insertLate(sql, jobs));
        wakeups.uncommitted(jobs);
        return results;
    }

    @Override
    public List<ClaimedJob> claim(ClaimRequest request) {
        requireOpen();
        return claims.claim(request);
    }

    @Override
    public List<FinishResult> finish(List<Finish> ends) {
        requireOpen();
        return finishes.finish(ends);
    }

    @Override
    public FinishResult finish(Connection connection, Finish end) {
        requireOpen();
        if (isReadCommitted(connection)) {
            // The caller holds a connection: should he and others hold all that there are, none comes free before he
            // goes on. Without this step the end of other jobs of the claim waits for his commit, and that is all.
            database.writeIfPossible(PATIENCE, sql -> detached.detach(sql, end));
        }
        return callerTransaction.execute(connection, sql -> finishes.finishDetached(sql, end));
    }

    /** Whether the caller's transaction sees what was committed after its begin. */
    private boolean isReadCommitted(Connection connection) {
        try {
            return connection.getTransactionIsolation() == Connection.TRANSACTION_READ_COMMITTED;
        } catch (SQLException e) {
            throw Faults.of(database.settings(), e);
        }
    }

    @Override
    public List<Lease> leases(NodeId node, String queue) {
        return read(sql -> leases.of(sql, node, queue));
    }

    @Override
    public boolean holdsLease(JobId id, long fencingToken) {
        return read(sql -> leases.holds(sql, id, fencingToken));
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
        Promotion promotion = upkeep.promoteDue(limit);
        wakeups.ready(promotion.queues());
        return promotion;
    }

    @Override
    public void declareLimits(String queue, List<Limit> declared) {
        requireOpen();
        limits.prepare(queue);
        writeIdempotently(sql -> limits.declare(sql, queue, declared));
    }

    @Override
    public boolean changeLimit(String queue, String limit, @Nullable Limit changed) {
        return writeIdempotently(sql -> limits.change(sql, queue, limit, changed));
    }

    @Override
    public List<LimitRecord> limits() {
        return read(limits::all);
    }

    @Override
    public Optional<Blockage> blockage(JobId id) {
        return read(sql -> blockages.of(sql, id));
    }

    @Override
    public void register(NodeRegistration node) {
        writeIdempotently(sql -> nodes.register(sql, node));
        wakeups.joined(node.id());
    }

    @Override
    public Heartbeat heartbeat(NodeId node, Duration lease) {
        return writeIdempotently(sql -> nodes.heartbeat(sql, node, lease));
    }

    @Override
    public void deregister(NodeId node) {
        writeIdempotently(sql -> nodes.deregister(sql, node));
        wakeups.left(node);
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
        writeIdempotently(sql -> pauses.pause(sql, queue, job, by, sql.now()));
    }

    @Override
    public void resume(String queue, @Nullable String job) {
        writeIdempotently(sql -> pauses.resume(sql, queue, job));
    }

    @Override
    public void changeConcurrency(String queue, @Nullable Integer concurrency) {
        requireOpen();
        int number = scope.queue(queue);
        writeIdempotently(sql -> concurrencies.change(sql, number, concurrency));
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
            wakeups.close();
            release.run();
        }
    }
}
