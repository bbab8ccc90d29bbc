package dev.typedqueue.acceptance;

import static org.awaitility.Awaitility.await;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.RuntimeBuilder;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.spi.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs every test of a class on each store. Time stands still unless a test lets it pass: a node that does something
 * was woken, and hours cost nothing.
 */
@ParameterizedClass
@EnumSource
@Timeout(120)
abstract class AcceptanceTest {

    static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private static final Duration STEP = Duration.ofSeconds(5);

    @Parameter
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    TestedStore tested;

    @TempDir
    Path directory;

    final ManualTime time = new ManualTime();

    private final List<QueueRuntime> nodes = new ArrayList<>();
    private int stores;
    private Store store;

    @BeforeAll
    static void allowSlowMachines() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
    }

    @BeforeEach
    void createStore() {
        store = newStore();
    }

    @AfterEach
    void closeNodes() {
        nodes.forEach(this::close);
    }

    /** Closes a node, and lets time pass for handlers that hold it up. */
    final void close(QueueRuntime node) {
        CompletableFuture<Void> closed = CompletableFuture.runAsync(node::close);
        passTimeUntil(closed::isDone);
        closed.join();
    }

    /** The store on which the nodes of the test meet. */
    final Store store() {
        return store;
    }

    /** Another store of the same kind. */
    final Store newStore() {
        return tested.at(tested.newAddress(directory, ++stores), time);
    }

    /** Starts a node that runs these queues on the store of the test. */
    final QueueRuntime start(QueueHandlers... handlers) {
        return start(node(handlers).store(store));
    }

    /** Starts a node that was configured further. */
    final QueueRuntime start(RuntimeBuilder node) {
        QueueRuntime started = node.start();
        nodes.add(started);
        return started;
    }

    /** A node on the time of the test that lives for a day without a heartbeat. It has no store yet. */
    final RuntimeBuilder node(QueueHandlers... handlers) {
        RuntimeBuilder node = QueueRuntime.builder()
                .platform(time.newPlatform())
                .lease(Duration.ofDays(1))
                .pollInterval(POLL_INTERVAL);
        for (QueueHandlers each : handlers) {
            node.handle(each);
        }
        return node;
    }

    /** The present time. */
    final Instant now() {
        return time.instant();
    }

    /**
     * Lets time pass in small steps until something holds. A jump would not do: a timer that a node sets just after it
     * would be late by the whole of it.
     */
    final void passTimeUntil(Callable<Boolean> condition) {
        await().until(() -> {
            boolean holds = condition.call();
            time.advance(holds ? Duration.ZERO : STEP);
            return holds;
        });
    }

    /** Lets time pass until a job is in a state. */
    final QueuedJob passTimeUntilState(QueueRuntime node, JobId id, JobState state) {
        passTimeUntil(() -> find(node, id).state() == state);
        return find(node, id);
    }

    /** Waits until a job is in a state, while time stands still. */
    static QueuedJob awaitState(QueueRuntime node, JobId id, JobState state) {
        return await().until(() -> find(node, id), job -> job.state() == state);
    }

    /** Waits until so many jobs of a queue are in a state, while time stands still. */
    static void awaitCount(QueueRuntime node, QueueDefinition queue, JobState state, long count) {
        await().until(() -> count(node, queue, state), counted -> counted == count);
    }

    static QueuedJob find(QueueRuntime node, JobId id) {
        return node.jobs().find(id).orElseThrow();
    }

    static long count(QueueRuntime node, QueueDefinition queue, JobState state) {
        return node.queues().count(queue, state);
    }

    static List<QueuedJob> list(QueueRuntime node, QueueDefinition queue, JobState state) {
        return node.jobs().list(JobFilter.all().inQueue(queue.name()).inState(state));
    }
}
