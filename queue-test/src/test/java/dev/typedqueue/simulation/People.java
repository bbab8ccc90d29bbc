package dev.typedqueue.simulation;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobOperations;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueOperations;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.ScheduleOperations;
import dev.typedqueue.StoreException;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.test.simulation.Simulation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

/** Those who add jobs, and those who operate the queues. */
final class People {

    private static final List<JobDefinition<String>> LETTERS = List.of(
            SimulatedQueues.SEND,
            SimulatedQueues.REMIND,
            SimulatedQueues.DIGEST,
            SimulatedQueues.PAY,
            SimulatedQueues.VISIT,
            SimulatedQueues.CALL,
            SimulatedQueues.EXPORT,
            SimulatedQueues.NEWS);
    private static final List<JobDefinition<String>> BOOKS =
            List.of(SimulatedQueues.POST, SimulatedQueues.SHIP, SimulatedQueues.PACK, SimulatedQueues.ENTER);
    private static final int MOST_AT_ONCE = 4;

    private final Simulation simulation;
    private final Random random;
    private final History history;
    private final List<JobId> ids = new ArrayList<>();

    People(Simulation simulation, History history) {
        this.simulation = simulation;
        this.random = simulation.random();
        this.history = history;
    }

    /** Somebody adds a job, or some, on a node. */
    void add(SimulatedNode node) {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> addTo(node, SimulatedQueues.BOOKS, BOOKS.get(random.nextInt(BOOKS.size())));
            case 3 -> addTo(node, SimulatedQueues.ERRANDS, SimulatedQueues.ERRAND);
            default ->
                addTo(
                        node,
                        SimulatedQueues.letters(node.isOld()),
                        LETTERS.get(random.nextInt(LETTERS.size() - (node.isOld() ? 1 : 0))));
        }
    }

    private void addTo(SimulatedNode node, QueueDefinition queue, JobDefinition<String> job) {
        String key = "key " + random.nextInt(2);
        AddOptions options = (random.nextInt(3) > 0
                        ? AddOptions.now()
                        : AddOptions.at(simulation.clock().instant().plusMillis(random.nextInt(8_000))))
                .withPriority(random.nextInt(2));
        if (random.nextInt(4) == 0) {
            List<String> keys = Collections.nCopies(1 + random.nextInt(MOST_AT_ONCE), key);
            node.run(() -> attempt(
                    "an add of " + keys.size(),
                    () -> node.runtime()
                            .client(queue)
                            .addAll(job, keys, options)
                            .forEach(this::added)));
            return;
        }
        AddOptions withId = options.withId(newId());
        int tries = 1 + random.nextInt(2);
        node.run(() -> {
            for (int i = 0; i < tries; i++) { // one who has got no answer, and one who is not sure
                attempt("an add", () -> added(node.runtime().client(queue).add(job, key, withId)));
            }
        });
    }

    private void added(AddResult result) {
        ids.add(result.id());
        history.add(new Event.Acknowledged(result.id()));
    }

    /** Clients have clocks of their own: ids do not come in their order. */
    private JobId newId() {
        long millis = Simulation.START.toEpochMilli() + simulation.elapsed().toMillis() + random.nextInt(2_000);
        long high = millis << 16 | 0x7000L | random.nextInt(1 << 12);
        return new JobId(new UUID(high, Long.MIN_VALUE | random.nextLong() >>> 2));
    }

    /** Somebody asks something of the queues, on a node. */
    void act(SimulatedNode node) {
        Runnable action = action(node.runtime());
        node.run(() -> attempt("an action", action));
    }

    private Runnable action(QueueRuntime runtime) {
        JobOperations jobs = runtime.jobs();
        QueueOperations queues = runtime.queues();
        ScheduleOperations schedules = runtime.schedules();
        String queue = random.nextBoolean() ? "letters" : "books";
        String job = queue.equals("letters") ? "send" : "pack";
        String schedule = random.nextInt(3) == 0 ? "sweep" : "tick";
        int number = 1 + random.nextInt(3);
        return switch (random.nextInt(ids.isEmpty() ? 15 : 23)) {
            case 0 -> () -> queues.changeLimit("letters", new Limit.Concurrency(SimulatedQueues.FEW.name(), number));
            case 1 -> () -> queues.resetLimit("letters", SimulatedQueues.FEW.name());
            case 2 -> () -> queues.pause(queue, "a person");
            case 3 -> () -> queues.resume(queue);
            case 4 -> () -> schedules.pause("books", schedule, "a person");
            case 5 -> () -> schedules.resume("books", schedule);
            case 6 -> () -> schedules.change("books", "tick", (2 + number) + "s");
            case 7 -> () -> schedules.runNow("books", schedule);
            case 8 ->
                () -> jobs.all(JobFilter.all().inState(JobState.FAILED, JobState.CANCELLED))
                        .retry();
            case 9 -> () -> jobs.all(JobFilter.all().inState(JobState.BLOCKED)).cancel();
            case 10 -> () -> queues.pauseJob(queue, job, "a person");
            case 11 -> () -> queues.resumeJob(queue, job);
            case 12 -> () -> queues.changeConcurrency(queue, number);
            case 13 -> () -> queues.resetConcurrency(queue);
            case 14 -> () -> schedules.reset("books", "tick");
            case 15, 16 -> withJob(jobs::retry);
            case 17, 18 -> withJob(jobs::cancel);
            case 19, 20 -> withJob(jobs::delete);
            default ->
                withJob(id -> jobs.reschedule(id, simulation.clock().instant().plusSeconds(number)));
        };
    }

    private Runnable withJob(Consumer<JobId> action) {
        JobId id = ids.get(random.nextInt(ids.size()));
        return () -> action.accept(id);
    }

    private void attempt(String what, Runnable action) {
        try {
            action.run();
        } catch (StoreException e) {
            history.add(new Event.Befell(what + " was not answered"));
        }
    }

    /** Nothing is paused any more, and no schedule adds jobs. */
    void putInOrder(QueueRuntime runtime) {
        runtime.queues().resume("letters");
        runtime.queues().resume("books");
        runtime.queues().resumeJob("letters", "send");
        runtime.queues().resumeJob("books", "pack");
        runtime.queues().resetConcurrency("letters");
        runtime.queues().resetConcurrency("books");
        runtime.schedules().pause("books", "tick", "the end");
        runtime.schedules().pause("books", "sweep", "the end");
    }
}
