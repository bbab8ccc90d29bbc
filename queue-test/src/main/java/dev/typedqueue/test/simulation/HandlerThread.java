package dev.typedqueue.test.simulation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A thread that runs while it has the turn, and else waits for it. Its interruption is an event, like all else. */
final class HandlerThread extends Thread {

    /** Thrown in a handler whose world has ended. */
    private static final class WorldEnded extends Error {
        private static final long serialVersionUID = 1L;

        WorldEnded() {
            super("The simulation has ended", null, false, false);
        }
    }

    /** How long a thread may keep the turn, in real time: it must not wait for what only the simulation could do. */
    private static final int PATIENCE_SECONDS = 20;

    private final SimulatedPlatform platform;
    private final Runnable task;
    private final Semaphore turn = new Semaphore(0);
    private final Semaphore handedBack = new Semaphore(0);
    private boolean waiting;
    private int waits;
    private boolean interrupted;
    private boolean ended;
    private boolean worldEnded;

    HandlerThread(SimulatedPlatform platform, Runnable task) {
        super("simulated-handler");
        setDaemon(true);
        this.platform = platform;
        this.task = task;
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
        try {
            task.run();
        } catch (WorldEnded expected) {
            // It was nobody's failure.
        } finally {
            ended = true;
            handedBack.release();
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** Runs the thread until it waits or ends. */
    void giveTurn() {
        turn.release();
        boolean back = false;
        try {
            back = handedBack.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!back) {
            throw new AssertionError("A handler keeps the turn: it waits for something that is not simulated");
        }
    }

    void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        int wait = beginToWait();
        platform.after(duration, () -> endWait(wait));
        waitForTurn();
    }

    /** Waits until what it adds to the list is run. */
    void waitAt(List<Runnable> gate) throws InterruptedException {
        int wait = beginToWait();
        gate.add(() -> platform.after(Duration.ZERO, () -> endWait(wait)));
        waitForTurn();
    }

    private int beginToWait() {
        waiting = true;
        return ++waits;
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
        if (interrupted) {
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
            int wait = waits;
            platform.after(Duration.ZERO, () -> endWait(wait));
        }
    }

    /** Ends the thread if it waits; a handler that would wait again is ended again. */
    void end() {
        worldEnded = true;
        while (!ended) {
            waiting = false;
            giveTurn();
        }
    }
}
