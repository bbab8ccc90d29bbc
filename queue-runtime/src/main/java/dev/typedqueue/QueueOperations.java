package dev.typedqueue;

import dev.typedqueue.definition.Limit;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.internal.engine.Concurrency;
import dev.typedqueue.internal.engine.Engine;
import dev.typedqueue.spi.LimitRecord;
import dev.typedqueue.spi.Pause;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person does with queues, on all nodes that run them. It is kept in the store: it holds after restarts and
 * after releases.
 *
 * <pre>{@code
 * runtime.queues().pause("payouts", "ada: the bank is down");
 * }</pre>
 *
 * <p>A queue is named by its generated constant, which the compiler checks, or by its name. What is done to it is done
 * in each store that has a queue of that name, of the stores of this runtime. What concerns this node alone, such as
 * {@link QueueRuntime#halt(QueueDefinition) halt}, is in {@link QueueRuntime}; what is done to single jobs, in
 * {@link JobOperations}.
 *
 * <p>Every method throws {@link StoreException} if the store does not answer, and those that name a queue throw
 * {@code IllegalArgumentException} if it is neither declared here nor known to a store; then nothing was changed. Safe
 * for use by several threads.
 */
public final class QueueOperations {

    private final Stores stores;

    QueueOperations(Stores stores) {
        this.stores = stores;
    }

    /** The queues that are declared on the class path or run by this node. */
    public List<QueueDefinition> list() {
        return stores.queues();
    }

    /** How many jobs a queue has in each state, zero included. */
    public Map<JobState, Long> count(String queue) {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            counts.put(state, 0L);
        }
        for (Engine engine : stores.ofQueuesNamed(queue)) {
            engine.session()
                    .counts()
                    .getOrDefault(queue, Map.of())
                    .forEach((state, count) -> counts.merge(state, count, Long::sum));
        }
        return counts;
    }

    /** As {@link #count(String)}. */
    public Map<JobState, Long> count(QueueDefinition queue) {
        return count(queue.name());
    }

    /** How many jobs a queue has in a state. */
    public long count(String queue, JobState state) {
        return Objects.requireNonNull(count(queue).get(state));
    }

    /** As {@link #count(String, JobState)}. */
    public long count(QueueDefinition queue, JobState state) {
        return count(queue.name(), state);
    }

    /**
     * Stops all nodes from taking jobs of a queue, until it is resumed. Handlers that run are left to end.
     *
     * @param by who does it, for those who wonder
     */
    public void pause(String queue, String by) {
        stores.ofQueuesNamed(queue).forEach(engine -> engine.session().pause(queue, null, by));
    }

    /** As {@link #pause(String, String)}. */
    public void pause(QueueDefinition queue, String by) {
        pause(queue.name(), by);
    }

    /**
     * Stops all nodes from taking one job of a queue, in whatever version, until it is resumed. Other jobs of the queue
     * go on. Where the queue is declared here, the job's former names are paused with it.
     *
     * <p>Limits, rates and orders take no note of it: what is paused passes them in its turn, and keeps its place there
     * until it has run. So one that several jobs share may hold all of them back, until the job is resumed, or those of
     * it that are ready are cancelled or rescheduled.
     *
     * @param by who does it, for those who wonder
     * @throws IllegalArgumentException if the queue has no such job
     */
    public void pauseJob(String queue, String job, String by) {
        Set<String> names = new JobNames(stores).stored(queue, job);
        for (Engine engine : stores.ofQueuesNamed(queue)) {
            names.forEach(name -> engine.session().pause(queue, name, by));
        }
    }

    /** As {@link #pauseJob(String, String, String)}. */
    public void pauseJob(QueueDefinition queue, String job, String by) {
        pauseJob(queue.name(), job, by);
    }

    /** Ends the pause of a queue, if there is one; jobs of it that were paused singly stay so. */
    public void resume(String queue) {
        for (Engine engine : stores.ofQueuesNamed(queue)) {
            engine.session().resume(queue, null);
            engine.wake(queue);
        }
    }

    /** As {@link #resume(String)}. */
    public void resume(QueueDefinition queue) {
        resume(queue.name());
    }

    /**
     * Ends the pause of one job of a queue, if there is one.
     *
     * @throws IllegalArgumentException if the queue has no such job
     */
    public void resumeJob(String queue, String job) {
        Set<String> names = new JobNames(stores).stored(queue, job);
        for (Engine engine : stores.ofQueuesNamed(queue)) {
            names.forEach(name -> engine.session().resume(queue, name));
            engine.wake(queue);
        }
    }

    /** As {@link #resumeJob(String, String)}. */
    public void resumeJob(QueueDefinition queue, String job) {
        resumeJob(queue.name(), job);
    }

    /**
     * Stops all nodes from taking jobs of any queue, until all are resumed. Pauses of single queues and jobs stay
     * beside it.
     *
     * @param by who does it, for those who wonder
     */
    public void pauseAll(String by) {
        stores.all().forEach(engine -> engine.session().pause(StoreSession.ALL_QUEUES, null, by));
    }

    /** Ends the pause of all queues, if there is one; queues that were paused singly stay so. */
    public void resumeAll() {
        for (Engine engine : stores.all()) {
            engine.session().resume(StoreSession.ALL_QUEUES, null);
            engine.wakeAll();
        }
    }

    /** The pauses in force, of all queues and of single jobs. */
    public List<Pause> pauses() {
        return stores.all().stream()
                .flatMap(engine -> engine.session().pauses().stream())
                .toList();
    }

    /** The limits of all queues, as they are declared and as they are in force. */
    public List<LimitRecord> limits() {
        return stores.all().stream()
                .flatMap(engine -> engine.session().limits().stream())
                .toList();
    }

    /**
     * Sets a limit in place of the declared one of the same name, until it is {@linkplain #resetLimit(String, String)
     * reset}. Jobs that were let through are left to end.
     *
     * <pre>{@code
     * runtime.queues().changeLimit("payouts", new Limit.Concurrency("pay_customer.concurrency", 2));
     * }</pre>
     *
     * @throws IllegalArgumentException if the queue has no limit of that name, or one of another sort; nothing was
     *     changed
     */
    public void changeLimit(String queue, Limit limit) {
        LimitRecord declared = requireLimit(queue, limit.name());
        if (declared.declared().getClass() != limit.getClass()) {
            throw new IllegalArgumentException("The limit \"" + limit.name() + "\" of queue \"" + queue + "\" is "
                    + declared.declared() + ", and cannot become " + limit + ": it must stay of its sort");
        }
        setLimit(queue, limit.name(), limit);
    }

    /** As {@link #changeLimit(String, Limit)}. */
    public void changeLimit(QueueDefinition queue, Limit limit) {
        changeLimit(queue.name(), limit);
    }

    /**
     * Lets a limit be again what its declaration says.
     *
     * @throws IllegalArgumentException if the queue has no limit of that name
     */
    public void resetLimit(String queue, String limit) {
        requireLimit(queue, limit);
        setLimit(queue, limit, null);
    }

    /** As {@link #resetLimit(String, String)}. */
    public void resetLimit(QueueDefinition queue, String limit) {
        resetLimit(queue.name(), limit);
    }

    private void setLimit(String queue, String name, @Nullable Limit limit) {
        for (Engine engine : stores.ofQueuesNamed(queue)) {
            engine.session().changeLimit(queue, name, limit);
            engine.wake(queue);
        }
    }

    private LimitRecord requireLimit(String queue, String name) {
        stores.requireQueue(queue);
        List<LimitRecord> ofQueue =
                limits().stream().filter(limit -> limit.queue().equals(queue)).toList();
        return ofQueue.stream()
                .filter(limit -> limit.declared().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Queue \"" + queue + "\" has no limit \"" + name
                        + "\"; it has" + (ofQueue.isEmpty() ? " none" : names(ofQueue))));
    }

    private static String names(List<LimitRecord> limits) {
        return limits.stream()
                .map(limit -> "\"" + limit.declared().name() + "\"")
                .collect(Collectors.joining(", ", ": ", ""));
    }

    /**
     * Sets how many jobs of a queue each node runs at the same time, in place of what is declared, until it is
     * {@linkplain #resetConcurrency(String) reset}. Nodes that start later obey it too. This node does so at once,
     * others within ten seconds; one on which it was {@linkplain QueueRuntime#setConcurrency set} keeps its own. With a
     * lesser number, handlers that run are left to end.
     *
     * @throws IllegalArgumentException if it is not 1 to 10,000; then nothing was changed
     */
    public void changeConcurrency(String queue, int concurrency) {
        setConcurrency(queue, Concurrency.require(queue, concurrency));
    }

    /** As {@link #changeConcurrency(String, int)}. */
    public void changeConcurrency(QueueDefinition queue, int concurrency) {
        changeConcurrency(queue.name(), concurrency);
    }

    /** Lets the concurrency of a queue be again what its declaration says. */
    public void resetConcurrency(String queue) {
        setConcurrency(queue, null);
    }

    /** As {@link #resetConcurrency(String)}. */
    public void resetConcurrency(QueueDefinition queue) {
        resetConcurrency(queue.name());
    }

    private void setConcurrency(String queue, @Nullable Integer concurrency) {
        for (Engine engine : stores.ofQueuesNamed(queue)) {
            engine.session().changeConcurrency(queue, concurrency);
            engine.wakeConcurrencyWatch();
        }
    }

    /** What the concurrency of queues was changed to, by queue; those that are as declared are left out. */
    public Map<String, Integer> changedConcurrencies() {
        Map<String, Integer> changed = new TreeMap<>();
        stores.all().forEach(engine -> changed.putAll(engine.session().concurrencies()));
        return changed;
    }

    /**
     * Waits until a queue has nothing left to do: no job of it is ready, blocked or running, on any node. Jobs that are
     * scheduled for later, retries among them, and parked ones are not waited for. It stops nobody from adding more,
     * and needs nodes that run the queue. Must not be called by a handler of the queue.
     *
     * @param atMost how long it waits
     * @return whether that came to be in time; false also if this runtime is closed meanwhile
     */
    public boolean drain(String queue, Duration atMost) {
        Map<Engine, CompletableFuture<Boolean>> answers = new LinkedHashMap<>();
        stores.ofQueuesNamed(queue).forEach(engine -> answers.put(engine, engine.drained(queue, atMost)));
        boolean drained = true;
        for (Map.Entry<Engine, CompletableFuture<Boolean>> answer : answers.entrySet()) {
            drained &= answer.getKey().await(answer.getValue());
        }
        return drained;
    }

    /** As {@link #drain(String, Duration)}. */
    public boolean drain(QueueDefinition queue, Duration atMost) {
        return drain(queue.name(), atMost);
    }
}
