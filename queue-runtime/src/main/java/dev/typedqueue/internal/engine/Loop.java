package dev.typedqueue.internal.engine;

import dev.typedqueue.spi.Platform;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A step that is done again and again: after the delay that it asks for, or as soon as it is woken.
 *
 * <p>It never runs twice at the same time, and a wake-up that comes while it runs makes it run once more: no wake-up is
 * lost. What it throws, an Error too, is given to {@link Outages}, and it goes on after a back-off that no wake-up
 * shortens, or an outage would be a busy loop: the round at the end of the back-off sees what the wake-up was about.
 */
final class Loop {

    /** One round of a loop. */
    @FunctionalInterface
    interface Step {

        /** Does the work and says after which time to come again. */
        Duration run();
    }

    /**
     * The longest time between two rounds: to come early does no harm, and no timer has to hold a time of centuries.
     */
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);

    /** The longest back-off, unless told otherwise. */
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

    private final String name;
    private final Platform platform;
    private final Outages outages;
    private final Duration longestBackOff;
    private final Step step;

    private boolean stopped = true;
    private boolean running;
    private boolean again;
    private boolean backingOff;
    private int failures;
    private Platform.@Nullable Timer timer;
    private long timerDeadline;
    private int timerTurn;

    Loop(String name, Platform platform, Outages outages, Step step) {
        this(name, platform, outages, LONGEST_BACK_OFF, step);
    }

    /** A loop that is tried again after that time at the latest, apart from the jitter. */
    Loop(String name, Platform platform, Outages outages, Duration longestBackOff, Step step) {
        this.name = name;
        this.platform = platform;
        this.outages = outages;
        this.longestBackOff = longestBackOff;
        this.step = step;
    }

    /** Lets the loop run, from now on and at once. */
    void start() {
        synchronized (this) {
            stopped = false;
            backingOff = false;
        }
        wake();
    }

    /** Ends the loop after the round that is under way. */
    synchronized void stop() {
        stopped = true;
        cancelTimer();
    }

    /** Runs the step now, or once more if it is running. */
    void wake() {
        synchronized (this) {
            if (stopped || backingOff) {
                return;
            }
            if (running) {
                again = true;
                return;
            }
            cancelTimer();
            running = true;
        }
        platform.background().execute(this::round);
    }

    /** Runs the step after the delay, unless it runs earlier anyway. */
    synchronized void wakeIn(Duration delay) {
        if (!stopped && !backingOff) {
            setTimer(delay);
        }
    }

    private void setTimer(Duration delay) {
        Duration capped = delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
        long deadline = platform.nanoTime() + capped.toNanos();
        if (timer != null && timerDeadline - deadline <= 0) {
            return;
        }
        cancelTimer();
        timerDeadline = deadline;
        int turn = ++timerTurn;
        timer = platform.schedule(capped, () -> timeIsUp(turn));
    }

    private void timeIsUp(int turn) {
        synchronized (this) {
            if (turn != timerTurn) {
                return; // cancelled when it was too late to cancel
            }
            timer = null;
            backingOff = false;
        }
        wake();
    }

    /** Whatever a step throws, the loop must not die of it. */
    @SuppressWarnings("CatchingUnchecked")
    private void round() {
        try {
            Duration delay = step.run();
            outages.succeeded(name);
            failures = 0;
            succeeded(delay);
        } catch (Throwable failure) {
            failed(failure);
        }
    }

    private void succeeded(Duration delay) {
        synchronized (this) {
            running = !stopped && (again || delay.isZero() || delay.isNegative());
            again = false;
            if (!running) {
                wakeIn(delay);
                return;
            }
        }
        platform.background().execute(this::round);
    }

    private void failed(Throwable failure) {
        if (isStopped()) {
            return; // what fails because the store was closed is no outage
        }
        Duration delay = outages.failed(name, failure, failures++, longestBackOff);
        synchronized (this) {
            running = false;
            again = false;
            if (!stopped) {
                cancelTimer();
                setTimer(delay);
                backingOff = true;
            }
        }
    }

    private synchronized boolean isStopped() {
        if (stopped) {
            running = false;
            again = false;
        }
        return stopped;
    }

    private void cancelTimer() {
        timerTurn++;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
