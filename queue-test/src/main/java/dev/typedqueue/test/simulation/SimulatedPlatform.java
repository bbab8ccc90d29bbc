package dev.typedqueue.test.simulation;

import dev.typedqueue.spi.Platform;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Time and threads of one simulated node. */
public final class SimulatedPlatform implements Platform {

    private enum Condition {
        RUNNING,
        PAUSED,
        DEAD
    }

    private final Simulation simulation;
    private final List<Event> missed = new ArrayList<>();
    private final List<HandlerThread> threads = new ArrayList<>();
    private final Set<Event> timers = new HashSet<>();
    private Condition condition = Condition.RUNNING;

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

    /** How many timers are set on the node. */
    public int timers() {
        synchronized (timers) {
            return timers.size();
        }
    }

    /** How many handlers run on the node. */
    public int handlers() {
        return threads.size();
    }

    /** Whether the node has neither crashed nor been closed. */
    public boolean isAlive() {
        return condition != Condition.DEAD;
    }

    void happen(Event event) {
        synchronized (timers) {
            timers.remove(event);
        }
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
        return simulation.clock();
    }

    @Override
    public long nanoTime() {
        return simulation.now();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Event event;
        synchronized (timers) {
            event = after(delay, task);
            timers.add(event);
        }
        return () -> {
            synchronized (timers) {
                timers.remove(event);
            }
            simulation.remove(event);
            missed.remove(event);
        };
    }

    @Override
    public Executor background() {
        return task -> after(Duration.ZERO, task);
    }

    @Override
    public Executor handlers(String queue) {
        return task -> after(Duration.ZERO, () -> start(task));
    }

    private void start(Runnable task) {
        HandlerThread thread = new HandlerThread(this, task);
        threads.add(thread);
        thread.start();
        thread.giveTurn();
        threads.removeIf(HandlerThread::hasEnded);
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

    /** Ends the threads of handlers that have not ended by themselves. */
    void end() {
        crash();
        List.copyOf(threads).forEach(HandlerThread::end);
    }
}
