package dev.typedqueue.simulation;

import dev.typedqueue.JobContext;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.StoreException;
import dev.typedqueue.spi.PayloadCodec;
import dev.typedqueue.store.memory.MemoryStore;
import dev.typedqueue.test.simulation.FaultyStore;
import dev.typedqueue.test.simulation.SimulatedPlatform;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Nodes that share a store, what people ask of them, and what befalls them: all of it follows from a seed. Then the
 * faults stop, and what is left has to be done in time.
 */
final class Scenario {

    /** How long nodes live without a heartbeat. */
    static final Duration LEASE = Duration.ofSeconds(6);

    /** How long the system may take once the faults have stopped. */
    private static final Duration BOUND = Duration.ofMinutes(3);

    /** How long what people have asked for may be under way once the faults have stopped. */
    private static final Duration SETTLING = Duration.ofSeconds(9);

    private static final PayloadCodec CODEC = QueueRuntime.jsonCodec();
    private static final int MOST_NODES = 4;
    private static final int LONGEST_STEP_MILLIS = 1_500;

    private final PlantedBug bug;
    private final Simulation simulation;
    private final Random random;
    private final History history;
    private final RecordedStore store;
    private final People people;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final List<SimulatedNode> everStarted = new ArrayList<>();
    private Duration clockOffset = Duration.ZERO;
    private boolean calm;
    private int started;

    private Scenario(long seed, PlantedBug bug) {
        this.bug = bug;
        this.simulation = Simulation.shuffled(seed);
        this.random = simulation.random();
        this.history = new History(seed, simulation);
        MemoryStore memory = MemoryStore.create(simulation.clock());
        this.store = new RecordedStore(bug.store().apply(new SimulatedDatabase(memory)), memory, history);
        this.people = new People(simulation, history);
    }

    /** The history of a seed. */
    static History of(long seed) {
        return of(seed, PlantedBug.NONE);
    }

    /** The history of a seed, with something broken on purpose. */
    static History of(long seed, PlantedBug bug) {
        try {
            return new Scenario(seed, bug).run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("Seed " + seed + " ends unexpectedly; replay by -Dsimulation.seed=" + seed, e);
        }
    }

    private History run() {
        try (simulation) {
            int steps = 15 + random.nextInt(25);
            startNode();
            startNode();
            for (int step = 0; step < steps && goesOn(); step++) {
                simulation.advance(Duration.ofMillis(random.nextInt(LONGEST_STEP_MILLIS)));
                step();
            }
            if (goesOn()) {
                calmDown();
            }
            if (goesOn()) {
                drain();
            }
            history.end();
            return history;
        }
    }

    private boolean goesOn() {
        return history.breach().isEmpty();
    }

    private void step() {
        if (nodes.isEmpty()) {
            startNode();
            return;
        }
        SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
        switch (random.nextInt(24)) {
            case 0 -> crash(node);
            case 1 -> {
                history.add(new Event.Paused(node.name()));
                node.platform().pause();
            }
            case 2, 3 -> goOn();
            case 4 -> {
                history.add(new Event.Befell(node.name() + " is cut off"));
                node.store().cutOff();
            }
            case 5 -> jumpClock();
            case 6 -> {
                Duration jump = Duration.ofSeconds(random.nextInt(41) - 20L);
                history.add(new Event.Befell("the clock of " + node.name() + " jumps by " + jump));
                node.platform().jumpClock(jump);
            }
            case 7 -> {
                if (nodes.size() < MOST_NODES) {
                    startNode();
                }
            }
            case 8 -> {
                if (nodes.size() > 1 && !node.platform().isPaused()) {
                    stop(node);
                }
            }
            case 9, 10, 11, 12, 13 -> people.act(node);
            default -> people.add(node);
        }
    }

    private void startNode() {
        String name = "n" + ++started;
        boolean isOld = random.nextInt(3) == 0;
        history.add(new Event.Befell(name + " starts" + (isOld ? ", and is old" : "")));
        SimulatedPlatform platform = simulation.newPlatform();
        FaultyStore view = new FaultyStore(store.seenBy(name));
        if (!calm) {
            view.weather(new FaultyStore.Weather(random, 0.02, 0.02, Duration.ofSeconds(2)));
        }
        SimulatedQueues.Work work = (job, heeds) -> work(name, job, heeds);
        try {
            QueueRuntime runtime = bug.runtime()
                    .apply(QueueRuntime.builder()
                            .store(view)
                            .platform(platform)
                            .codec(CODEC)
                            .lease(LEASE)
                            .asDefault(false)
                            .closeOnShutdown(false)
                            .graceTime(Duration.ofSeconds(2))
                            .handle(SimulatedQueues.handlers(SimulatedQueues.letters(isOld), work))
                            .handle(SimulatedQueues.handlers(SimulatedQueues.BOOKS, work))
                            .handle(SimulatedQueues.handlers(SimulatedQueues.ERRANDS, work)))
                    .start();
            if (!calm) {
                platform.letTasksWait(0.1);
            }
            SimulatedNode node = new SimulatedNode(name, platform, view, runtime, isOld);
            nodes.add(node);
            everStarted.add(node);
        } catch (StoreException e) {
            history.add(new Event.Befell(name + " could not start"));
        }
    }

    private void crash(SimulatedNode node) {
        history.add(new Event.Crashed(node.name()));
        node.platform().crash();
        nodes.remove(node);
        if (nodes.isEmpty() || random.nextBoolean()) {
            startNode();
        }
    }

    private void stop(SimulatedNode node) {
        history.add(new Event.Befell(node.name() + " stops"));
        nodes.remove(node);
        node.runtime().close();
        history.add(new Event.Befell(node.name() + " has stopped"));
    }

    private void goOn() {
        history.add(new Event.Befell("all go on"));
        nodes.forEach(each -> {
            each.store().reconnect();
            if (each.platform().isPaused()) {
                each.platform().resume();
            }
        });
    }

    /** Not further than jobs and leases can wait for it. */
    private void jumpClock() {
        Duration jump = Duration.ofSeconds(random.nextInt(21) - 10L);
        if (clockOffset.plus(jump).abs().compareTo(Duration.ofSeconds(20)) <= 0) {
            clockOffset = clockOffset.plus(jump);
            history.add(new Event.Befell("the store's clock jumps by " + jump));
            simulation.jumpClock(jump);
        }
    }

    private void work(String node, JobContext job, boolean heeds) throws Exception {
        history.add(new Event.Began(node, job.id(), job.fencingToken()));
        try {
            if (job.job().equals(SimulatedQueues.ENTER.name())) {
                new Bookkeeping(random, history, store, node(node), job).run(calm);
            } else if (!calm) {
                new Handling(simulation, history, job, heeds).run();
            }
        } finally {
            history.add(new Event.Ended(node, job.id(), job.fencingToken(), heeds));
        }
    }

    /** One that has begun to stop is remembered, for its handlers still run. */
    private SimulatedNode node(String name) {
        return everStarted.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void calmDown() {
        history.add(new Event.Befell("the faults stop"));
        calm = true;
        nodes.forEach(each -> {
            each.store().weather(null);
            each.platform().letTasksWait(0);
        });
        goOn();
        if (nodes.stream().allMatch(SimulatedNode::isOld)) {
            while (nodes.isEmpty() || nodes.get(nodes.size() - 1).isOld()) {
                startNode();
            }
        }
        simulation.advance(SETTLING); // what was under way may still pause a queue
        people.putInOrder(nodes.get(0).runtime());
    }

    private void drain() {
        Duration end = simulation.elapsed().plus(BOUND);
        Optional<QueuedJob> left = unfinished();
        while (left.isPresent() && goesOn() && simulation.elapsed().compareTo(end) < 0) {
            simulation.advance(Duration.ofMillis(500));
            left = unfinished();
        }
        left.ifPresent(job ->
                history.broken("when the faults stop, every job reaches an outcome in time", job.id(), "it is " + job));
        compareCounts();
        nodes.forEach(node -> {
            node.runtime().close();
            if (node.platform().timers() > 0 || history.ledger().nodes().hasRegistered(node.name())) {
                history.broken(
                        "a node that has stopped leaves no timer and no registration",
                        null,
                        node.name() + " has " + node.platform().timers() + " timers");
            }
        });
    }

    private void compareCounts() {
        Map<String, Map<JobState, Long>> counted = new TreeMap<>();
        history.ledger()
                .jobs()
                .values()
                .forEach(job -> counted.computeIfAbsent(job.queue(), any -> new TreeMap<>())
                        .merge(job.state(), 1L, Long::sum));
        Map<String, Map<JobState, Long>> told = new TreeMap<>();
        store.truth()
                .counts()
                .forEach((queue, states) -> states.forEach((state, count) -> {
                    if (count != 0) {
                        told.computeIfAbsent(queue, any -> new TreeMap<>()).put(state, count);
                    }
                }));
        if (!told.equals(counted)) {
            history.broken("counts agree with the jobs", null, "they are " + told + ", and there are " + counted);
        }
    }

    private Optional<QueuedJob> unfinished() {
        return history.ledger().jobs().values().stream()
                .filter(job -> !job.state().isFinished())
                .findFirst();
    }
}
