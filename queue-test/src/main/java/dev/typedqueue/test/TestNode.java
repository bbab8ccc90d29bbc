package dev.typedqueue.test;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.RuntimeBuilder;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.Store;
import dev.typedqueue.test.simulation.FaultyStore;
import dev.typedqueue.test.simulation.SimulatedPlatform;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One life of a node: a runtime on simulated time that takes jobs when it is told to. */
final class TestNode {

    /** Rare enough that a simulated year has few heartbeats and polls; a step of the test wakes what has to look. */
    private static final Duration LEASE = Duration.ofDays(1);

    private static final Duration POLL_INTERVAL = Duration.ofHours(6);

    /** How much simulated time a handler may take while the test waits for its end. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofDays(366);

    private final Simulation simulation;
    private final SimulatedPlatform platform;
    private final Journal journal;
    private final Turnstile turnstile;
    private final List<QueueDefinition> queues;
    private final Map<String, WatchedStore> watched = new LinkedHashMap<>();
    private final Map<String, FaultyStore> faulty = new LinkedHashMap<>();
    private final QueueRuntime runtime;

    TestNode(
            Simulation simulation,
            Journal journal,
            Map<String, Store> stores,
            List<QueueHandlers> handlers,
            UnaryOperator<RuntimeBuilder> settings) {
        this.simulation = simulation;
        this.platform = simulation.newPlatform();
        this.journal = journal;
        this.turnstile = new Turnstile(simulation.clock());
        this.queues = handlers.stream().map(QueueHandlers::queue).toList();
        RuntimeBuilder builder = QueueRuntime.builder()
                .platform(platform)
                .lease(LEASE)
                .pollInterval(POLL_INTERVAL)
                .paused(false)
                .closeOnShutdown(false);
        stores.forEach((name, store) -> put(builder, name, store));
        WatchedHandlers watch = new WatchedHandlers(journal, platform::isAlive);
        handlers.forEach(each -> builder.handle(watch.watch(each)));
        this.runtime = settings.apply(builder).start();
    }

    private void put(RuntimeBuilder builder, String name, Store store) {
        WatchedStore seen = new WatchedStore(store, turnstile, journal);
        FaultyStore reached = new FaultyStore(seen);
        watched.put(name, seen);
        faulty.put(name, reached);
        if (name.isEmpty()) {
            builder.store(reached);
        } else {
            builder.store(name, reached);
        }
    }

    QueueRuntime runtime() {
        return runtime;
    }

    boolean isAlive() {
        return platform.isAlive();
    }

    /** Whether a job is in one of the stores. */
    boolean holds(JobId id) {
        return watched.values().stream().anyMatch(store -> store.holds(id));
    }

    /** Runs one job that is ready now, of the queue whose ready job was due first. */
    Optional<JobRun> runNext() {
        simulation.settle();
        for (QueueDefinition queue : queuesByOldestReadyJob()) {
            int before = journal.countOfRuns();
            turnstile.open(1, queue.name());
            try {
                lookAndEnd(List.of(queue));
            } finally {
                turnstile.close();
            }
            List<JobRun> runs = journal.runsSince(before);
            if (!runs.isEmpty()) {
                return Optional.of(runs.get(0));
            }
        }
        return Optional.empty();
    }

    private List<QueueDefinition> queuesByOldestReadyJob() {
        Map<QueueDefinition, QueuedJob> oldest = new LinkedHashMap<>();
        for (QueueDefinition queue : queues) {
            oldestReadyJob(queue).ifPresent(job -> oldest.put(queue, job));
        }
        return oldest.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparing(QueuedJob::runAt).thenComparing(QueuedJob::id)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Optional<QueuedJob> oldestReadyJob(QueueDefinition queue) {
        JobFilter ready =
                JobFilter.all().inQueue(queue.name()).inState(JobState.READY).limit(JobFilter.MAX_PAGE);
        List<QueuedJob> jobs = new ArrayList<>();
        List<QueuedJob> page = store(queue).observer().list(ready);
        while (!page.isEmpty()) {
            jobs.addAll(page);
            page = store(queue)
                    .observer()
                    .list(ready.before(page.get(page.size() - 1).id()));
        }
        return jobs.stream().min(Comparator.comparing(QueuedJob::runAt).thenComparing(QueuedJob::id));
    }

    private WatchedStore store(QueueDefinition queue) {
        WatchedStore store = watched.get(queue.store());
        if (store == null) {
            throw new IllegalStateException("Queue \"" + queue + "\" has no store");
        }
        return store;
    }

    /** Runs what is ready now, and what that adds for now, until nothing is left. */
    List<JobRun> runAll(int limit) {
        int before = journal.countOfRuns();
        turnstile.open(limit);
        try {
            int runs;
            do {
                runs = journal.countOfRuns();
                lookAndEnd(queues);
            } while (journal.countOfRuns() > runs && platform.isAlive());
            requireAnEnd(limit);
        } finally {
            turnstile.close();
        }
        return journal.runsSince(before);
    }

    /** Lets time pass, and all run that is or becomes due. */
    List<JobRun> advance(Duration duration, int limit) {
        int before = journal.countOfRuns();
        turnstile.open(limit);
        try {
            queues.forEach(runtime::wake);
            simulation.advance(duration);
            requireAnEnd(limit);
        } finally {
            turnstile.close();
        }
        return journal.runsSince(before);
    }

    private void lookAndEnd(List<QueueDefinition> those) {
        those.forEach(runtime::wake);
        simulation.settle();
        simulation.advanceUntil(() -> !journal.isRunning(), LONGEST_ATTEMPT);
        simulation.settle();
    }

    private void requireAnEnd(int limit) {
        if (turnstile.isExhausted()) {
            List<JobRun> last = journal.runs();
            throw new AssertionError(
                    limit + " jobs have run at one time, and more are ready: does one add itself without"
                            + " end? The last one was " + last.get(last.size() - 1)
                            + ". If so many are meant to run, allow them by TestQueues.limit(…)");
        }
    }

    /** The next add fails, and adds nothing. */
    void failNextAdd(QueueDefinition queue) {
        faults(queue).failNext("insert");
    }

    /** The next add adds its jobs, and fails all the same. */
    void loseAnswerOfNextAdd(QueueDefinition queue) {
        faults(queue).loseNextAnswer("insert");
    }

    private FaultyStore faults(QueueDefinition queue) {
        FaultyStore store = faulty.get(queue.store());
        if (store == null) {
            throw new IllegalArgumentException("There is no store for queue \"" + queue
                    + "\": give one by TestQueues.store(\"" + queue.store() + "\", …)");
        }
        return store;
    }

    /** The stores take the node for dead, though it is not. */
    void loseLease() {
        watched.values().forEach(store -> store.rescue(store.nodes()));
    }

    void crash() {
        platform.crash();
        journal.crashed();
        faulty.values().forEach(FaultyStore::cutOff);
        watched.values().forEach(WatchedStore::disconnect);
        runtime.close();
    }

    /** Which nodes the stores shall take for dead after a crash of this one, by store. */
    Map<String, Set<NodeId>> nodes() {
        Map<String, Set<NodeId>> nodes = new LinkedHashMap<>();
        watched.forEach((name, store) -> nodes.put(name, new HashSet<>(store.nodes())));
        return nodes;
    }

    /** Takes over what a node had that has crashed on the same machine. */
    void rescue(Map<String, Set<NodeId>> dead) {
        dead.forEach((name, nodes) -> {
            @Nullable WatchedStore store = watched.get(name);
            if (store != null) {
                store.rescue(nodes);
            }
        });
    }

    /** Stops the node, unless it has crashed, and closes what it has opened. */
    void close() {
        try {
            runtime.close();
        } finally {
            watched.values().forEach(WatchedStore::close);
        }
    }
}
