package dev.typedqueue.reliability.arena;

import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.StoreException;
import dev.typedqueue.reliability.arena.Fault.Kind;
import dev.typedqueue.reliability.node.Deeds;
import dev.typedqueue.reliability.node.NodeProcess;
import dev.typedqueue.reliability.node.NodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One database, nodes around it, and the faults that were injected so far. */
public final class Trial implements AutoCloseable {

    private static final Duration START_UP = Duration.ofSeconds(60);
    private static final Duration DRAIN = Duration.ofMinutes(3);
    private static final int WORKERS = 2;
    private static final Set<JobState> OPEN =
            Set.of(JobState.SCHEDULED, JobState.READY, JobState.RUNNING, JobState.PARKED, JobState.BLOCKED);

    private final Database database;
    private final Path folder;
    private final @Nullable SmallDisk disk;
    private final Random random;
    private final Duration duration;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private long endsAt;
    private boolean hasBegun;
    private long repetitions;

    /** A trial whose faults end so long after the first jobs are added. */
    public Trial(Database database, Path folder, @Nullable SmallDisk disk, long seed, Duration duration) {
        this.database = database;
        this.folder = folder;
        this.disk = disk;
        this.random = new Random(seed);
        this.duration = duration;
        this.endsAt = System.currentTimeMillis() + duration.toMillis();
    }

    public Database database() {
        return database;
    }

    /** The file system that the database has for itself. */
    public SmallDisk disk() {
        return Objects.requireNonNull(disk, "This scenario asked for no disk");
    }

    /** Chance, from the seed. */
    public Random random() {
        return random;
    }

    /** Whether no more faults are to be injected. */
    public boolean isOver() {
        return System.currentTimeMillis() >= endsAt;
    }

    /** When no more faults are to be injected, in milliseconds since 1970. */
    public long endsAt() {
        return endsAt;
    }

    /** All nodes that were started, in order. */
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** The nodes that run jobs and live. */
    public List<Node> workers() {
        return living(node -> node.settings().release() != NodeSettings.Release.NONE);
    }

    private List<Node> living(Predicate<Node> wanted) {
        return nodes.stream().filter(Node::isAlive).filter(wanted).toList();
    }

    /** One of the nodes that run jobs. */
    public Node anyWorker() {
        List<Node> workers = workers();
        return workers.get(random.nextInt(workers.size()));
    }

    /** The faults, in order of their ends. */
    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** Notes a fault of a node or of all. */
    public void injected(Kind kind, long begin, long end, Node... touched) {
        faults.add(new Fault(
                begin, end, Set.of(List.of(touched).stream().map(Node::name).toArray(String[]::new)), kind));
    }

    /** Whether the store's clock is right, whatever those of the nodes are: SQLite's is the node's own. */
    public boolean isClockOfStoreSound() {
        return database instanceof PostgresDatabase
                || nodes.stream().allMatch(node -> node.settings().clock() == 0);
    }

    /** What a reader of the report should know. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Adds what a reader of the report should know. */
    public void remark(String remark) {
        remarks.add(remark);
    }

    /** How often something was done that is counted and is no fault. */
    public long repetitions() {
        return repetitions;
    }

    /** Counts something that is no fault. */
    public void repeated() {
        repetitions++;
    }

    /** Starts a node, without waiting for it. */
    public Node launch(NodeSettings settings) throws IOException {
        Node node = Node.start("node-" + nodes.size(), folder, database.address(), settings);
        nodes.add(node);
        return node;
    }

    /** Starts a node, and waits until its runtime has started. */
    public Node start(NodeSettings settings) throws IOException {
        Node node = launch(settings);
        awaitReady(List.of(node));
        return node;
    }

    /** Waits until the runtimes of nodes have started. */
    public void awaitReady(List<Node> started) {
        await(
                START_UP,
                "the start of " + started,
                () -> started.stream().allMatch(node -> node.isReady() || !node.isAlive()));
        if (!hasBegun && started.stream().anyMatch(node -> node.settings().rate() > 0)) {
            hasBegun = true;
            endsAt = System.currentTimeMillis() + duration.toMillis();
        }
    }

    /** Kills a node. */
    public void kill(Node node) {
        long begin = System.currentTimeMillis();
        long end = node.kill();
        injected(Kind.DEATH, begin, end, node);
    }

    /** Kills a node that is no longer needed. */
    public void end(Node node) {
        injected(Kind.END, System.currentTimeMillis(), node.kill(), node);
    }

    /** Replaces nodes that have ended without being killed, as a supervisor does. */
    public void replaceEnded() throws IOException {
        for (Node node : nodes()) {
            if (!node.isAlive() && !wasEnded(node)) {
                long at = node.endedAt().orElseGet(System::currentTimeMillis);
                injected(Kind.DEATH, at, at, node);
                launch(node.settings());
            }
        }
    }

    private boolean wasEnded(Node node) {
        return faults.stream()
                .filter(Fault::endsNodes)
                .anyMatch(fault -> fault.nodes().contains(node.name()));
    }

    /** Waits, and replaces nodes that end meanwhile; not longer than faults are to be injected. */
    public void pause(Duration least, Duration most) throws IOException {
        long until = System.currentTimeMillis() + random.nextLong(least.toMillis(), most.toMillis() + 1);
        while (System.currentTimeMillis() < until && !isOver()) {
            replaceEnded();
            rest();
        }
    }

    /** Waits, whatever happens. */
    public static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** Waits until something is so. */
    public static void await(Duration longest, String what, BooleanSupplier condition) {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Waited in vain for " + longest + " for " + what);
            }
            rest();
        }
    }

    /** Ends what adds, and waits until all has an outcome. */
    public void drain() throws Exception {
        for (Node producer : living(node -> node.settings().rate() > 0)) {
            end(producer);
        }
        if (workers().isEmpty()) {
            start(NodeSettings.worker());
        }
        long end = System.nanoTime() + DRAIN.toNanos();
        Map<JobState, Long> counts = Map.of();
        try (QueueRuntime reader = reader()) {
            while (System.nanoTime() < end) {
                replaceEnded();
                try {
                    counts = reader.queues().count(Deeds.NEW);
                    if (OPEN.stream().allMatch(new Counts(counts)::none)) {
                        return;
                    }
                } catch (StoreException e) {
                    counts = Map.of(); // it comes back
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        for (Node worker : workers()) {
            worker.writeStacks();
        }
        throw new IllegalStateException("Not all jobs have an outcome after " + DRAIN + ": " + counts
                + "; the stacks of the nodes are in their logs in " + folder);
    }

    private record Counts(Map<JobState, Long> all) {
        boolean none(JobState state) {
            return Objects.requireNonNullElse(all.get(state), 0L) == 0;
        }
    }

    /** A runtime that only looks. */
    public QueueRuntime reader() {
        return QueueRuntime.builder()
                .store(NodeProcess.store(database.address()))
                .asDefault(false)
                .start();
    }

    /** Starts as many workers as a trial has usually. */
    public void startWorkers(NodeSettings settings) throws IOException {
        List<Node> started = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            started.add(launch(settings));
        }
        awaitReady(started);
    }

    /** Ends all processes. */
    @Override
    public void close() {
        living(node -> true).forEach(Node::kill);
    }
}
