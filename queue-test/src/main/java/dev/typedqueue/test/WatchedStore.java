package dev.typedqueue.test;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Store;
import dev.typedqueue.spi.StoreSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store as one node sees it: it gives jobs only through the turnstile, and a journal hears what happens to them. For
 * one session, beside which it keeps one to look into the store with.
 */
final class WatchedStore implements Store, AutoCloseable {

    private static final int PAGE = 1_000;

    private final Store store;
    private final Turnstile turnstile;
    private final Journal journal;
    private final Set<NodeId> nodes = Collections.synchronizedSet(new HashSet<>());
    private @Nullable StoreSession session;
    private @Nullable StoreSession observer;

    WatchedStore(Store store, Turnstile turnstile, Journal journal) {
        this.store = store;
        this.turnstile = turnstile;
        this.journal = journal;
    }

    @Override
    public StoreSession open(String namespace) {
        observer = store.open(namespace);
        StoreSession opened = store.open(namespace);
        session = opened;
        return (StoreSession) Proxy.newProxyInstance(
                StoreSession.class.getClassLoader(),
                new Class<?>[] {opened instanceof JdbcStoreSession ? JdbcStoreSession.class : StoreSession.class},
                (proxy, method, arguments) -> call(opened, method, arguments));
    }

    /** What is in the store. */
    StoreSession observer() {
        return Objects.requireNonNull(observer, "not open");
    }

    boolean holds(JobId id) {
        return observer().find(id).isPresent();
    }

    /** The ids under which the node has registered here. */
    Set<NodeId> nodes() {
        return Set.copyOf(nodes);
    }

    /** Takes the nodes for dead: their jobs become ready again. */
    void rescue(Set<NodeId> dead) {
        while (observer().rescue(dead, PAGE).jobs() == PAGE) {
            // the next page
        }
    }

    /** Ends the node's session, as the end of its process does. */
    void disconnect() {
        if (session != null) {
            session.close();
        }
    }

    @Override
    public void close() {
        disconnect();
        if (observer != null) {
            observer.close();
        }
    }

    private @Nullable Object call(StoreSession target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (arguments == null) {
            return invoke(target, method);
        }
        if (method.getName().equals("claim")) {
            return claim(target, (ClaimRequest) Objects.requireNonNull(arguments[0]));
        }
        if (method.getName().equals("register")) {
            nodes.add(((NodeRegistration) Objects.requireNonNull(arguments[0])).id());
        }
        Object answer = invoke(target, method, arguments);
        hear(target, method.getName(), arguments, answer);
        return answer;
    }

    private List<ClaimedJob> claim(StoreSession target, ClaimRequest request) {
        int allowed = turnstile.allowed(request.queue(), request.limit());
        if (allowed == 0) {
            if (turnstile.isAtItsLimit() && hasReadyJobs(request.queue())) {
                turnstile.exhaust();
            }
            return List.of();
        }
        List<ClaimedJob> jobs =
                target.claim(new ClaimRequest(request.node(), request.queue(), request.kinds(), allowed));
        turnstile.passed(jobs.size());
        journal.claimed(jobs);
        return jobs;
    }

    private boolean hasReadyJobs(String queue) {
        return observer().counts().getOrDefault(queue, Map.of()).getOrDefault(JobState.READY, 0L) > 0;
    }

    private void hear(StoreSession target, String name, @Nullable Object[] arguments, @Nullable Object answer) {
        boolean inTransaction = arguments[0] instanceof Connection;
        switch (name) {
            case "insert" ->
                journal.inserted(
                        all(arguments[arguments.length - 1], NewJob.class),
                        all(answer, InsertResult.class),
                        target.now(),
                        inTransaction);
            case "saveSchedule" -> {
                List<NewJob> jobs = all(arguments[arguments.length - 1], NewJob.class);
                if (Boolean.TRUE.equals(answer)) {
                    journal.inserted(
                            jobs, Collections.nCopies(jobs.size(), new InsertResult.Inserted()), target.now(), false);
                }
            }
            case "finish" -> {
                if (!inTransaction) {
                    List<Finish> finishes = all(arguments[0], Finish.class);
                    List<FinishResult> results = all(answer, FinishResult.class);
                    for (int i = 0; i < finishes.size(); i++) {
                        journal.finished(finishes.get(i), results.get(i));
                    }
                }
            }
            default -> {}
        }
    }

    private static <T> List<T> all(@Nullable Object list, Class<T> type) {
        List<T> all = new ArrayList<>();
        for (Object each : (List<?>) Objects.requireNonNull(list)) {
            all.add(type.cast(each));
        }
        return all;
    }

    private static @Nullable Object invoke(StoreSession target, Method method, @Nullable Object... arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public String toString() {
        return store.toString();
    }
}
