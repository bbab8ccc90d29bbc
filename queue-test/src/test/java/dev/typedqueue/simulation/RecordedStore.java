package dev.typedqueue.simulation;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.Report;
import dev.typedqueue.spi.Store;
import dev.typedqueue.spi.StoreSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells a history of every call that changes something or could, and what it has made of the jobs. */
final class RecordedStore {

    private static final Set<String> LOOKS = Set.of(
            "now",
            "close",
            "onReady",
            "nodes",
            "leases",
            "holdsLease",
            "find",
            "list",
            "count",
            "counts",
            "pauses",
            "progress",
            "log",
            "limits",
            "blockage",
            "schedules",
            "toString",
            "hashCode",
            "equals");

    /** Whatever they change, it is no job; if it were, the next call would be blamed. */
    private static final Set<String> OF_NO_JOBS = Set.of(
            "register",
            "heartbeat",
            "pause",
            "resume",
            "report",
            "declareLimits",
            "changeLimit",
            "changeConcurrency",
            "concurrencies");

    private final Store store;
    private final StoreSession observer;
    private final History history;
    private Map<JobId, QueuedJob> jobs = new HashMap<>();

    /**
     * A record of what befalls a store.
     *
     * @param store what nodes use
     * @param truth what is really stored
     */
    RecordedStore(Store store, Store truth, History history) {
        this.store = store;
        this.observer = truth.open("default");
        this.history = history;
    }

    /** The store as one node sees it. */
    Store seenBy(String node) {
        return namespace -> session(node, store.open(namespace));
    }

    /** What is really stored. */
    StoreSession truth() {
        return observer;
    }

    /** Commits a transaction of a handler on a node. */
    void commit(String node, SimulatedTransaction transaction) throws SQLException {
        FinishResult result = transaction.commit();
        history.add(new Event.Called(
                node,
                "commit",
                List.of(List.of(transaction.attempt()), transaction.jobs()),
                List.of(result),
                changes("commit")));
        if (result == FinishResult.LEASE_LOST) {
            throw new SQLException("The transaction cannot be serialized: somebody else has changed the job", "40001");
        }
    }

    private StoreSession session(String node, StoreSession session) {
        return (StoreSession) Proxy.newProxyInstance(
                JdbcStoreSession.class.getClassLoader(),
                new Class<?>[] {JdbcStoreSession.class},
                (proxy, method, arguments) -> call(node, session, method, arguments));
    }

    private @Nullable Object call(
            String node, StoreSession session, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        List<?> all = arguments == null ? List.of() : new ArrayList<>(Arrays.asList(arguments));
        boolean isWithin = !all.isEmpty() && all.get(0) instanceof Connection;
        String name = isWithin ? method.getName() + "In" : method.getName();
        List<Told> before = told(name, all);
        Object answer;
        try {
            answer = method.invoke(session, arguments);
        } catch (InvocationTargetException e) {
            if (!LOOKS.contains(name)) {
                history.add(new Event.Refused(node, name, String.valueOf(e.getCause()), changes(name)));
            }
            throw e.getCause();
        }
        if (!LOOKS.contains(name)) {
            Object recorded = name.equals("report") ? changed(before, told(name, all)) : answer;
            history.add(called(node, name, all, recorded));
        }
        return answer;
    }

    /** An action on one job is recorded as one on a list of one. */
    private Event.Called called(String node, String name, List<?> arguments, @Nullable Object answer) {
        return arguments.size() == 2 && arguments.get(0) instanceof JobId id && answer instanceof ActionResult result
                ? new Event.Called(node, name, List.of(List.of(id), arguments.get(1)), List.of(result), changes(name))
                : new Event.Called(node, name, arguments, answer, changes(name));
    }

    /** What attempts have told of a job. */
    private record Told(@Nullable Object progress, List<?> log) {}

    private List<Told> told(String name, List<?> arguments) {
        if (!name.equals("report")) {
            return List.of();
        }
        List<Told> told = new ArrayList<>();
        for (Object each : (List<?>) arguments.get(0)) {
            JobId id = ((Report) each).id();
            told.add(new Told(observer.progress(id).orElse(null), observer.log(id)));
        }
        return told;
    }

    private static List<Boolean> changed(List<Told> before, List<Told> after) {
        List<Boolean> changed = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            changed.add(!before.get(i).equals(after.get(i)));
        }
        return changed;
    }

    private Map<JobId, Event.Change> changes(String method) {
        if (OF_NO_JOBS.contains(method)) {
            return Map.of();
        }
        List<QueuedJob> now = observer.list(JobFilter.all().limit(JobFilter.MAX_PAGE));
        Map<JobId, Event.Change> changes = new TreeMap<>();
        Map<JobId, QueuedJob> after = new HashMap<>();
        for (QueuedJob job : now) {
            after.put(job.id(), job);
            QueuedJob before = jobs.get(job.id());
            if (before == null || !before.equals(job)) {
                changes.put(job.id(), new Event.Change(before, job));
            }
        }
        if (after.size() < jobs.size() + changes.size()) {
            jobs.forEach((id, before) -> {
                if (!after.containsKey(id)) {
                    changes.put(id, new Event.Change(before, null));
                }
            });
        }
        jobs = after;
        return changes;
    }
}
