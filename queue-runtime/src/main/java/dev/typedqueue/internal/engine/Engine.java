package dev.typedqueue.internal.engine;

import dev.typedqueue.JobId;
import dev.typedqueue.StoreException;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.spi.PayloadCodec;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node on one store: everything that runs there, put together. Safe for use by several threads. */
public final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger("dev.typedqueue.Engine");

    /** How long handlers that were told to end are waited for. */
    private static final Duration LAST_GRACE = Duration.ofSeconds(2);

    private final StoreSession session;
    private final Platform platform;
    private final Intake intake;
    private final NodeLife node;
    private final Finisher finisher;
    private final Promoter promoter;
    private final Rescuer rescuer;
    private final Housekeeper housekeeper;
    private final ConcurrencyWatch concurrencyWatch;
    private final CronScheduler schedules;
    private final List<QueueDefinition> queues;
    private final Map<String, QueueWorker> workers = new LinkedHashMap<>();

    /**
     * An engine that has not begun.
     *
     * @param storeName names the store in the log
     * @param session is closed when the engine has stopped
     * @param handlers the queues that this node can run
     * @param halted which of them it does not run until it is told to
     * @param interceptors stand around what is added and run here
     */
    public Engine(
            String storeName,
            StoreSession session,
            List<QueueHandlers> handlers,
            Predicate<QueueDefinition> halted,
            PayloadCodec codec,
            Platform platform,
            EngineSettings settings,
            Interceptors interceptors) {
        this.session = session;
        this.platform = platform;
        Outages outages = new Outages(storeName, platform);
        this.queues = handlers.stream().map(QueueHandlers::queue).toList();
        this.intake = new Intake(session, codec, platform, settings.maxPayloadSize(), interceptors, new Waker());
        this.node = new NodeLife(session, platform, outages, settings.lease(), kinds(queues), new LeaseWatch());
        this.finisher = new Finisher(session, platform, outages);
        this.promoter = new Promoter(session, platform, outages, settings.pollInterval(), this::wakeWorker);
        this.rescuer = new Rescuer(session, platform, outages, node, settings.lease(), this::wake);
        this.housekeeper = new Housekeeper(
                session, platform, outages, queues, settings.noMoreOftenThanPolls(Housekeeper.INTERVAL), this::wake);
        this.concurrencyWatch = new ConcurrencyWatch(
                session,
                platform,
                outages,
                settings.noMoreOftenThanPolls(ConcurrencyWatch.INTERVAL),
                this::changeConcurrency);
        this.schedules = new CronScheduler(
                session, platform, outages, intake, queues, settings.noMoreOftenThanPolls(CronScheduler.LONGEST_WAIT));
        for (QueueHandlers each : handlers) {
            AttemptRunner runner = new AttemptRunner(
                    each, codec, platform, session, settings.maxNodeDeaths(), interceptors, finisher.reports());
            workers.put(
                    each.queue().name(),
                    new QueueWorker(
                            each.queue(),
                            runner,
                            session,
                            platform,
                            outages,
                            node,
                            finisher,
                            promoter,
                            settings.pollInterval(),
                            settings.maxNodeDeaths(),
                            halted.test(each.queue())));
        }
    }

    private static Map<String, Set<JobKind>> kinds(List<QueueDefinition> queues) {
        return queues.stream()
                .collect(Collectors.toMap(
                        QueueDefinition::name, queue -> queue.jobsByKind().keySet()));
    }

    /**
     * Starts the node, if it runs any queue.
     *
     * @throws StoreException if the store does not answer
     */
    public void start() {
        if (workers.isEmpty()) {
            return;
        }
        node.start();
        queues.forEach(queue -> session.declareLimits(queue.name(), queue.limits()));
        concurrencyWatch.start();
        finisher.start();
        rescuer.start();
        promoter.start();
        housekeeper.start();
        schedules.start();
        workers.values().forEach(QueueWorker::start);
        session.onReady(this::wake);
    }

    /** The store. */
    public StoreSession session() {
        return session;
    }

    /** The way in for new jobs. */
    public Intake intake() {
        return intake;
    }

    /** Whether this node can run the queue. */
    public boolean canRun(String queue) {
        return workers.containsKey(queue);
    }

    /** Claims jobs of the queue from now on. */
    public void run(String queue) {
        worker(queue).ifPresent(QueueWorker::run);
    }

    /** Claims no more jobs of the queue; its handlers are left to end. */
    public void halt(String queue) {
        worker(queue).ifPresent(QueueWorker::halt);
    }

    /**
     * Claims no more jobs of the queue.
     *
     * @return whether its handlers have ended within the time, and what they did is stored
     */
    public CompletableFuture<Boolean> halt(String queue, Duration atMost) {
        halt(queue);
        return within(
                atMost,
                worker(queue).map(QueueWorker::stored).orElseGet(() -> CompletableFuture.completedFuture(null)));
    }

    /** Whether no job of the queue is ready, blocked or running within the time, on any node. */
    public CompletableFuture<Boolean> drained(String queue, Duration atMost) {
        return Drain.of(session, platform, queue, atMost);
    }

    /** Waits for what {@link #drained} has begun. */
    public void await(CompletableFuture<?> future) {
        platform.await(future);
    }

    /** Runs so many jobs of the queue at the same time on this node. */
    public void setConcurrency(String queue, int concurrency) {
        worker(queue).ifPresent(worker -> worker.setConcurrency(concurrency));
    }

    /** A person has changed the concurrency of a queue for all nodes. */
    public void wakeConcurrencyWatch() {
        concurrencyWatch.wake();
    }

    private void changeConcurrency(Map<String, Integer> changes) {
        workers.forEach((queue, worker) -> worker.changeConcurrency(changes.get(queue)));
    }

    /** There may be something to claim. */
    public void wake(String queue) {
        worker(queue).ifPresent(QueueWorker::lookAtLimits);
        wakeWorker(queue);
    }

    private void wakeWorker(String queue) {
        worker(queue).ifPresent(QueueWorker::wake);
    }

    /** There may be something to claim in any queue. */
    public void wakeAll() {
        workers.values().forEach(QueueWorker::wake);
    }

    /** A schedule was changed: what this node waits for may be another time. */
    public void wakeSchedules() {
        schedules.wake();
    }

    /** A job of the queue was moved to that time. */
    public void dueAt(String queue, Instant time) {
        Duration until = Duration.between(platform.clock().instant(), time);
        if (until.isNegative() || until.isZero()) {
            wake(queue);
        } else {
            promoter.expect(until);
        }
    }

    /** Tells the handler of a running job to end, if it runs here; other nodes hear of it from the store. */
    public void cancel(JobId id) {
        workers.values().forEach(worker -> worker.cancel(id));
    }

    private Optional<QueueWorker> worker(String queue) {
        return Optional.ofNullable(workers.get(queue));
    }

    /**
     * Stops the node: claims no more, hands back what has not begun, waits for handlers, tells those that are left to
     * end, stores what is to be stored, and leaves. Jobs that are left all the same become ready for other nodes.
     *
     * @param grace how long handlers may take to end by themselves
     */
    public CompletableFuture<Void> stop(Duration grace) {
        if (workers.isEmpty()) {
            return CompletableFuture.runAsync(session::close, platform.background());
        }
        schedules.stop();
        promoter.stop();
        housekeeper.stop();
        concurrencyWatch.stop();
        rescuer.stop();
        workers.values().forEach(QueueWorker::stop);
        return within(grace, allIdle())
                .thenComposeAsync(this::endHandlers, platform.background())
                .thenComposeAsync(this::storeRest, platform.background())
                .thenAcceptAsync(this::leave, platform.background());
    }

    private CompletableFuture<Void> allIdle() {
        return CompletableFuture.allOf(
                workers.values().stream().map(QueueWorker::idle).toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Boolean> endHandlers(boolean idle) {
        if (idle) {
            return CompletableFuture.completedFuture(true);
        }
        workers.values().forEach(worker -> worker.cancelAll(Attempt.Cancellation.NODE_STOPS));
        return within(LAST_GRACE, allIdle());
    }

    private CompletableFuture<Boolean> storeRest(boolean idle) {
        if (!idle) {
            String left = running().map(Attempt::toString).collect(Collectors.joining(", "));
            LOG.warn("These handlers do not end, and are abandoned; their jobs run elsewhere: {}", left);
        }
        return within(LAST_GRACE, finisher.drained());
    }

    private Stream<Attempt> running() {
        return workers.values().stream().flatMap(worker -> worker.running().stream());
    }

    private void leave(boolean stored) {
        finisher.stop();
        node.stop();
        try {
            node.deregister();
        } catch (StoreException e) {
            LOG.warn(
                    "The store could not be told that this node stops; its jobs are rescued when its lease ends: {}",
                    e.getMessage());
        } finally {
            session.close();
        }
    }

    /** Whether the future completes within the time. */
    private CompletableFuture<Boolean> within(Duration time, CompletableFuture<Void> future) {
        CompletableFuture<Boolean> answer = future.handle((nothing, failure) -> failure == null);
        Platform.Timer timer = platform.schedule(time, () -> answer.complete(false));
        return answer.whenComplete((completed, failure) -> timer.cancel());
    }

    private final class Waker implements Intake.Wake {
        @Override
        public void added(String queue, @Nullable Duration until) {
            if (until == null) {
                wake(queue);
            } else {
                promoter.expect(until);
            }
        }

        @Override
        public void addedInTransaction(String queue, @Nullable Duration until) {
            if (until == null) {
                worker(queue).ifPresent(QueueWorker::expectSoon);
            } else {
                promoter.expect(until);
            }
        }
    }

    private final class LeaseWatch implements NodeLife.Listener {
        @Override
        public void leaseLost() {
            workers.values().forEach(QueueWorker::loseLease);
        }

        @Override
        public void leaseGained() {
            workers.values().forEach(QueueWorker::wake);
        }

        @Override
        public void cancelRequested(List<JobId> jobs) {
            jobs.forEach(Engine.this::cancel);
        }
    }
}
