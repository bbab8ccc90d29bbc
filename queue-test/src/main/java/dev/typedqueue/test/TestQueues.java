package dev.typedqueue.test;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.ConfigurationException;
import dev.typedqueue.JobOperations;
import dev.typedqueue.NoRuntimeException;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.RuntimeBuilder;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.spi.Store;
import dev.typedqueue.store.memory.MemoryStore;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Queues for a test: jobs run when the test says so, and time passes when the test says so.
 *
 * <pre>{@code
 * @RegisterExtension
 * final TestQueues queues = TestQueues.with(NotificationsQueue.with(new NotificationJobs(mailer)));
 *
 * @Test
 * void aSignUpSendsADigestTheNextMorning() {
 *     service.signUp(ada);                          // calls NotificationsQueue.add(…, tomorrowAtEight)
 *     assertThatQueue(queues, NotificationsQueue.DEFINITION).hasAdded(NotificationsQueue.SEND_DIGEST);
 *     queues.advance(Duration.ofDays(1));
 *     assertThat(mailer.sent()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Each test gets a runtime of its own, with empty stores in memory unless told otherwise. It is the default runtime,
 * which the generated static methods use, and is closed after the test, failed or not. Without JUnit, call
 * {@link #start} and {@link #close}.
 *
 * <p>Everything is the real engine: rules, retries, time-outs, schedules, retention. Handlers run while a method of
 * this class is called, on other threads than the test's, but only one at a time; one that waits for another cannot go
 * on. A handler that shall take time calls {@link Simulation#sleep}.
 *
 * <p>To be used by one thread, the test's; other threads may add jobs.
 */
public final class TestQueues implements BeforeEachCallback, AfterEachCallback, AutoCloseable {

    private static final int DEFAULT_LIMIT = 10_000;
    private static final long SEED = 42;

    private final List<Function<? super InstantSource, QueueHandlers>> handlers = new ArrayList<>();
    private final Map<String, Function<? super InstantSource, ? extends Store>> stores = new LinkedHashMap<>();
    private UnaryOperator<RuntimeBuilder> settings = builder -> builder;
    private Instant startingAt = Simulation.START;
    private boolean asDefault = true;
    private int limit = DEFAULT_LIMIT;
    private @Nullable TestWorld world;

    private TestQueues() {
        stores.put("", MemoryStore::create);
    }

    /** Queues that the same handlers run in every test; none, for tests of what is added. */
    public static TestQueues with(QueueHandlers... handlers) {
        TestQueues queues = new TestQueues();
        for (QueueHandlers each : handlers) {
            queues.handle(clock -> each);
        }
        return queues;
    }

    /**
     * Runs one more queue, with handlers that are made anew for each test.
     *
     * @param handlers makes the handlers from the simulated clock
     * @throws IllegalStateException if the queues have started
     */
    public TestQueues handle(Function<? super InstantSource, QueueHandlers> handlers) {
        requireNotStarted();
        this.handlers.add(handlers);
        return this;
    }

    /**
     * Keeps jobs in another store than one in memory. It should be empty for each test.
     *
     * @param store makes the store on the simulated clock, such as {@code clock ->
     *     SqliteStore.at(file).withClock(clock)}
     * @throws IllegalStateException if the queues have started
     */
    public TestQueues store(Function<? super InstantSource, ? extends Store> store) {
        requireNotStarted();
        stores.put("", store);
        return this;
    }

    /**
     * The store of the queues that name it, by {@code @Queue(store = …)}. Those that are handled here have one in
     * memory unless told otherwise; those that are only added to need one.
     *
     * @param store makes the store on the simulated clock
     * @throws IllegalStateException if the queues have started
     */
    public TestQueues store(String name, Function<? super InstantSource, ? extends Store> store) {
        requireNotStarted();
        stores.put(name, store);
        return this;
    }

    /**
     * Changes the runtime's settings, such as its codec. Those of time and threads are the kit's.
     *
     * @throws IllegalStateException if the queues have started
     */
    public TestQueues settings(UnaryOperator<RuntimeBuilder> settings) {
        requireNotStarted();
        this.settings = Objects.requireNonNull(settings, "settings");
        return this;
    }

    /**
     * When time begins; by default {@link Simulation#START}.
     *
     * @throws IllegalStateException if the queues have started
     */
    public TestQueues startingAt(Instant time) {
        requireNotStarted();
        this.startingAt = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * Whether the runtime is the default one; true by default. Tests that run at the same time in one JVM add by
     * {@code NotificationsQueue.on(queues.runtime())} instead.
     *
     * @throws IllegalStateException if the queues have started
     */
    public TestQueues asDefault(boolean asDefault) {
        requireNotStarted();
        this.asDefault = asDefault;
        return this;
    }

    /**
     * How many jobs may run without time passing, before the test fails: the sign of a job that adds itself without
     * end; 10,000 by default.
     *
     * @throws IllegalArgumentException if it is not positive
     * @throws IllegalStateException if the queues have started
     */
    public TestQueues limit(int jobs) {
        requireNotStarted();
        if (jobs < 1) {
            throw new IllegalArgumentException("limit must be at least 1, but is " + jobs);
        }
        this.limit = jobs;
        return this;
    }

    private void requireNotStarted() {
        if (world != null) {
            throw new IllegalStateException("The queues have started: say this where they are declared");
        }
    }

    /**
     * Starts, for tests without JUnit's extension.
     *
     * @throws IllegalStateException if it has started already, or another runtime is the default one
     */
    public TestQueues start() {
        requireNotStarted();
        if (asDefault) {
            requireNoOtherDefault();
        }
        Simulation simulation = new Simulation(SEED);
        simulation.jumpClock(Duration.between(Simulation.START, startingAt));
        TestWorld starting = new TestWorld(simulation, builder -> settings.apply(builder.asDefault(asDefault)));
        try {
            starting.open(stores, handlers);
        } catch (RuntimeException | Error e) {
            starting.close();
            throw e;
        }
        world = starting;
        return this;
    }

    private static void requireNoOtherDefault() {
        try {
            QueueClient.current(QueueDefinition.named("test_kit", TestQueues.class.getName())
                    .build());
        } catch (NoRuntimeException none) {
            return;
        } catch (ConfigurationException someoneWithOtherStores) {
            // falls through to the message
        }
        throw new IllegalStateException("Another runtime is running, and the static methods of queues would add to it:"
                + " close it first, or let these queues be no default by asDefault(false) and add by on(runtime())");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    /** Stops the runtime and forgets all jobs that were kept in memory. Does nothing if it is not started. */
    @Override
    public void close() {
        TestWorld ending = world;
        world = null;
        if (ending != null) {
            ending.close();
        }
    }

    private TestWorld world() {
        if (world == null) {
            throw new IllegalStateException("The queues have not started: register them by @RegisterExtension in a"
                    + " field that is not private, or call start()");
        }
        return world;
    }

    /** The world, for what only the test may do. */
    private TestWorld stepping() {
        if (Simulation.isHandler()) {
            throw new IllegalStateException(
                    "A handler cannot let jobs run or time pass: the test does, and a handler that"
                            + " shall take time calls Simulation.sleep(…)");
        }
        return world();
    }

    /**
     * The runtime, for {@code NotificationsQueue.on(queues.runtime())}, and for what a person does with whole queues
     * and with schedules. After a restart it is another.
     */
    public QueueRuntime runtime() {
        return world().node().runtime();
    }

    /** What a person does with queued jobs: look, ask why, retry, cancel, delete, reschedule. */
    public JobOperations jobs() {
        return runtime().jobs();
    }

    /** The simulated clock. Can be asked for before the queues start. */
    public InstantSource clock() {
        return () -> world == null ? startingAt : world.now();
    }

    /**
     * Runs one job that is ready, to the end of its attempt: of all queues, of the one whose ready job was due first.
     * Time passes only as far as the handler takes some.
     *
     * @return the attempt; empty if nothing is ready, or its queue is paused or halted
     */
    public Optional<JobRun> runNext() {
        return stepping().living().runNext();
    }

    /**
     * Runs all jobs that are ready, and those that they add for now, until nothing is ready.
     *
     * @return the attempts that have ended, in this order
     * @throws AssertionError if more jobs run than the {@linkplain #limit limit} allows
     */
    public List<JobRun> runAll() {
        return stepping().living().runAll(limit);
    }

    /**
     * Lets time pass, and run what is ready or becomes due meanwhile: delayed jobs, retries, schedules.
     *
     * @return the attempts that have ended, in this order
     * @throws AssertionError if more jobs run at one time than the {@linkplain #limit limit} allows
     * @throws IllegalArgumentException if the duration is negative
     */
    public List<JobRun> advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time does not go back, by " + duration.negated());
        }
        return stepping().living().advance(duration, limit);
    }

    /**
     * Lets time pass until then, as {@link #advance} does.
     *
     * @throws IllegalArgumentException if the time has passed
     */
    public List<JobRun> advanceTo(Instant time) {
        return advance(Duration.between(clock().instant(), time));
    }

    /**
     * Runs one attempt of a job here and now, without adding it to the queue: its handler with all the rules around it,
     * beside what is queued. Jobs that it adds are added to the queues.
     *
     * <pre>{@code
     * JobRun run = queues.run(NotificationsQueue.SEND_DIGEST, new SendDigestPayload(ada, today));
     * assertThatRun(run).hasCompleted();
     * }</pre>
     *
     * @throws IllegalArgumentException if no queue with that job is handled here
     * @throws IllegalStateException if a {@code @BeforeAdd} rule refuses the payload
     */
    public <P> JobRun run(JobDefinition<P> job, P payload) {
        TestWorld here = stepping();
        here.living();
        QueueHandlers queue = here.handlersOf(job);
        return here.beside(queue, node -> {
            node.runtime().run(queue.queue());
            AddResult result = node.runtime().client(queue.queue()).add(job, payload, AddOptions.now());
            if (result instanceof AddResult.Refused refused) {
                throw new IllegalStateException("Job \"" + job + "\" of queue \"" + queue.queue()
                        + "\" was refused by its @BeforeAdd rule: " + refused.reason());
            }
            return node.runNext()
                    .orElseThrow(() -> new IllegalStateException("The job was not run: its node has crashed"));
        });
    }

    /** The jobs that were added to any queue, by the code under test or by a schedule, the oldest first. */
    public List<AddedJob> added() {
        return world().added();
    }

    /** The attempts that have ended, in this order. */
    public List<JobRun> runs() {
        return world().runs();
    }

    /** Lets the next add to the queue's store fail: nothing is added, and the caller gets a {@code StoreException}. */
    public void failNextAdd(QueueDefinition queue) {
        world().living().failNextAdd(queue);
    }

    /**
     * Lets the next add to the queue's store succeed, and its answer be lost: the jobs are added, and the caller gets a
     * {@code StoreException}. What adds again should do so with the same id.
     */
    public void loseAnswerOfNextAdd(QueueDefinition queue) {
        world().living().loseAnswerOfNextAdd(queue);
    }

    /**
     * Takes the node for dead although it lives, as other nodes do after a pause that was too long: its running jobs
     * are ready again, and what their handlers say at their end is refused. To be called by a handler, or by code that
     * it calls.
     */
    public void loseLease() {
        world().living().loseLease();
    }

    /**
     * Ends the node as the death of its process does. A handler that calls this, or code that it calls, does not get
     * beyond. Nothing runs and nothing can be added until {@link #restart}.
     */
    public void crash() {
        world().living().crash();
        if (Simulation.isHandler()) {
            throw new NodeCrash();
        }
    }

    /**
     * Starts a node after a crash, on the same stores. What ran at the crash is ready again, as after the restart of a
     * process on the same machine.
     *
     * @throws IllegalStateException if the node has not crashed
     */
    public void restart() {
        stepping().restart();
    }
}
