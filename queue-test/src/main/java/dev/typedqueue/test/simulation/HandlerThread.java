package dev.typedqueue.test.simulation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs while it has the turn, and else waits for it. It runs one task after another; its interruption is
 * an event, like all else.
 */
final class HandlerThread extends Thread {

    /** Thrown in a task whose world has ended. */
    private static final class WorldEnded extends Error {
        private static final long serialVersionUID = 1L;

        WorldEnded() {
            super("The simulation has ended", null, false, false);
        }
    }

    /** How long a thread may keep the turn, in real time: it must not wait for what only the simulation could do. */
    private static final int PATIENCE_SECONDS = 20;

    private final Consumer<HandlerThread> whenIdle;
    private final Semaphore turn = new Semaphore(0);
    private final Semaphore handedBack = new Semaphore(0);
    private @Nullable SimulatedPlatform platform;
    private @Nullable Runnable task;
    private boolean waiting;
    private int waits;
    private boolean interrupted;
    private boolean deaf;
    private boolean worldEnded;
    private @Nullable Throwable failure;

    /**
     * A thread that has nothing to do.
     *
     * @param whenIdle is told when it has nothing to do again
     */
    HandlerThread(Consumer<HandlerThread> whenIdle) {
        super("simulated-handler");
        setDaemon(true);
        this.whenIdle = whenIdle;
    }

    static HandlerThread current() {
        if (Thread.currentThread() instanceof HandlerThread thread) {
            return thread;
        }
        throw new IllegalStateException("Only a handler can wait here: the test lets time pass by advance(…)");
    }

    @Override
    public void run() {
        turn.acquireUninterruptibly();
        while (task != null) {
            runTask(task);
            handedBack.release();
            turn.acquireUninterruptibly();
        }
        handedBack.release();
    }

    /**
     * What the task throws is the simulation's to hear of, unless the world has ended: then it was nobody's failure.
     */
    @SuppressWarnings("CatchingUnchecked")
    private void runTask(Runnable given) {
        try {
            given.run();
        } catch (Throwable thrown) {
            failure = worldEnded ? null : thrown;
        } finally {
            task = null;
            interrupted = false;
            Thread.interrupted(); // is not the next task's
            whenIdle.accept(this);
        }
    }

    /** Runs a task until it waits or ends. The thread has none. */
    void begin(SimulatedPlatform where, Runnable what) {
        platform = where;
        task = what;
        giveTurn();
    }

    /** Runs the thread until it waits or ends. */
    private void giveTurn() {
        turn.release();
        boolean back = false;
        try {
            back = handedBack.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!back) {
            AssertionError patience =
                    new AssertionError("A handler keeps the turn: it waits for something that is not simulated");
            patience.setStackTrace(getStackTrace());
            throw patience;
        }
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw new AssertionError("A task failed that must not", thrown);
        }
    }

    void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        int wait = beginToWait();
        after(duration, wait);
        waitForTurn();
    }

    /** Waits as one does who holds a connection: the interruption is not lost, and comes later. */
    void sleepUninterrupted(Duration duration) {
        boolean wasInterrupted = Thread.interrupted();
        int wait = beginToWait();
        after(duration, wait);
        deaf = true;
        try {
            waitForTurn();
        } catch (InterruptedException e) {
            throw new AssertionError("Nobody can interrupt a wait that is deaf", e);
        } finally {
            deaf = false;
        }
        if (wasInterrupted || interrupted) {
            interrupted = false;
            super.interrupt();
        }
    }

    /** Waits until what it adds to the list is run. */
    void waitAt(List<Runnable> gate) throws InterruptedException {
        int wait = beginToWait();
        gate.add(() -> after(Duration.ZERO, wait));
        waitForTurn();
    }

    private int beginToWait() {
        waiting = true;
        return ++waits;
    }

    private void after(Duration duration, int wait) {
        if (platform != null) {
            platform.after(duration, () -> endWait(wait));
        }
    }

    private void endWait(int wait) {
        if (waiting && waits == wait) {
            waiting = false;
            giveTurn();
        }
    }

    private void waitForTurn() throws InterruptedException {
        handedBack.release();
        turn.acquireUninterruptibly();
        if (worldEnded) {
            throw new WorldEnded();
        }
        if (interrupted && !deaf) {
            interrupted = false;
            throw new InterruptedException();
        }
    }

    /** Ends the wait by an event of its own: nothing runs beside the one who interrupts. */
    @Override
    public void interrupt() {
        if (Thread.currentThread() == this) {
            super.interrupt();
        } else if (waiting) {
            interrupted = true;
            if (!deaf) {
                after(Duration.ZERO, waits);
            }
        }
    }

    /** Ends the thread: a task that would wait again is ended again. */
    void end() {
        worldEnded = true;
        while (task != null) {
            waiting = false;
            giveTurn();
        }
        giveTurn();
    }
}
