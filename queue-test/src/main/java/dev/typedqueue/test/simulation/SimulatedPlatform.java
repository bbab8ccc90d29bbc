package dev.typedqueue.test.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.Platform;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Time and threads of one simulated node.
 *
 * <p>The engine's own tasks run through as a rule, and nothing happens beside them. If they are to wait in a
 * {@link FaultyStore} whose answers take time, the test says {@link #letTasksWait}.
 */
public final class SimulatedPlatform implements Platform {

    private enum Condition {
        RUNNING,
        PAUSED,
        DEAD
    }

    private final Simulation simulation;
    private final List<Event> missed = new ArrayList<>();
    private final AtomicInteger timers = new AtomicInteger();
    private final AtomicInteger handlers = new AtomicInteger();
    private Condition condition = Condition.RUNNING;
    private Duration clockOffset = Duration.ZERO;
    private double shareThatWaits;

    SimulatedPlatform(Simulation simulation) {
        this.simulation = simulation;
    }

    /** Stops the whole node where it is, as a debugger, a hypervisor or a long garbage collection does. */
    public void pause() {
        condition = Condition.PAUSED;
    }

    /** Lets a paused node go on: all that it has missed happens at once. */
    public void resume() {
        condition = Condition.RUNNING;
        missed.forEach(event -> simulation.schedule(this, Duration.ZERO, event.task()));
        missed.clear();
    }

    /** Ends the node without a word: nothing happens on it any more. */
    public void crash() {
        condition = Condition.DEAD;
        missed.clear();
    }

    /** Sets the wall clock of this node forward, or back; its timers do not notice. */
    public void jumpClock(Duration by) {
        clockOffset = clockOffset.plus(by);
    }

    /**
     * Lets some of the engine's own tasks wait in the middle, while other things happen.
     *
     * @param share how many, of 1
     */
    public void letTasksWait(double share) {
        shareThatWaits = share;
    }

    /** How many timers are set: none may be left when the node has been closed. */
    public int timers() {
        return timers.get();
    }

    /** How many handlers run on the node. */
    public int handlers() {
        return handlers.get();
    }

    /** Whether the node is paused. */
    public boolean isPaused() {
        return condition == Condition.PAUSED;
    }

    /** Whether the node has neither crashed nor been closed. */
    public boolean isAlive() {
        return condition != Condition.DEAD;
    }

    void happen(Event event) {
        switch (condition) {
            case RUNNING -> event.task().run();
            case PAUSED -> missed.add(event);
            case DEAD -> {}
        }
    }

    Event after(Duration delay, Runnable task) {
        return simulation.schedule(this, delay, task);
    }

    @Override
    public InstantSource clock() {
        return () -> simulation.clock().instant().plus(clockOffset);
    }

    @Override
    public long nanoTime() {
        return simulation.now();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        SetTimer timer = new SetTimer(task);
        timer.event = after(delay, timer::ring);
        return timer;
    }

    private final class SetTimer implements Timer {

        private final Runnable task;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @Nullable Event event;

        SetTimer(Runnable task) {
            this.task = task;
            timers.incrementAndGet();
        }

        void ring() {
            if (end()) {
                background(task);
            }
        }

        @Override
        public void cancel() {
            Event set = event;
            if (end() && set != null) {
                simulation.remove(set);
            }
        }

        /** Whether it was set until now. */
        private boolean end() {
            boolean wasSet = !over.getAndSet(true);
            if (wasSet) {
                timers.decrementAndGet();
            }
            return wasSet;
        }
    }

    @Override
    public Executor background() {
        return task -> after(Duration.ZERO, () -> background(task));
    }

    private void background(Runnable task) {
        if (shareThatWaits > 0 && simulation.random().nextDouble() < shareThatWaits) {
            simulation.start(this, task);
        } else {
            task.run();
        }
    }

    @Override
    public Executor handlers(String queue) {
        return task -> after(Duration.ZERO, () -> simulation.start(this, () -> handle(task)));
    }

    private void handle(Runnable task) {
        handlers.incrementAndGet();
        try {
            task.run();
        } finally {
            handlers.decrementAndGet();
        }
    }

    @Override
    public JobId newJobId(OptionalInt slot) {
        return simulation.newJobId(clock().instant(), slot);
    }

    @Override
    public RandomGenerator random() {
        return simulation.random();
    }

    /** Time passes meanwhile. A node that is dead waits for nothing: nothing happens on it. */
    @Override
    public void await(CompletableFuture<?> future) {
        if (!isAlive()) {
            return;
        }
        simulation.advanceUntil(future::isDone);
        future.join();
    }

    @Override
    public void close() {
        crash();
    }
}
