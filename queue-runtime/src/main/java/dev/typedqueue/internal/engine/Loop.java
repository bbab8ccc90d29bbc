package dev.typedqueue.internal.engine;

import dev.typedqueue.spi.Platform;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A step that is done again and again: after the delay that it asks for, or as soon as it is woken.
 *
 * <p>It never runs twice at the same time, and a wake-up that comes while it runs makes it run once more: no wake-up is
 * lost. What it throws is given to {@link Outages}, and it goes on.
 */
final class Loop {

    /** One round of a loop. */
    @FunctionalInterface
    interface Step {

        /** Does the work and says after which time to come again. */
        Duration run();
    }

    private final String name;
    private final Platform platform;
    private final Outages outages;
    private final Step step;

    private boolean stopped = true;
    private boolean running;
    private boolean again;
    private int failures;
    private Platform.@Nullable Timer timer;
    private long timerDeadline;

    Loop(String name, Platform platform, Outages outages, Step step) {
        this.name = name;
        this.platform = platform;
        this.outages = outages;
        this.step = step;
    }

    /** Lets the loop run, from now on and at once. */
    void start() {
        synchronized (this) {
            stopped = false;
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
            if (stopped) {
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
        if (stopped) {
            return;
        }
        long deadline = platform.nanoTime() + delay.toNanos();
        if (timer != null && timerDeadline - deadline <= 0) {
            return;
        }
        cancelTimer();
        timerDeadline = deadline;
        timer = platform.schedule(delay, this::timeIsUp);
    }

    private void timeIsUp() {
        synchronized (this) {
            timer = null;
        }
        wake();
    }

    private void round() {
        Duration delay;
        boolean failed = false;
        try {
            delay = step.run();
            outages.succeeded(name);
            failures = 0;
        } catch (RuntimeException e) {
            failed = true;
            delay = outages.failed(name, e, failures++);
        }
        boolean atOnce;
        synchronized (this) {
            // A failing step is not hurried by wake-ups: it backs off, or an outage would be a busy loop.
            atOnce = !stopped && !failed && (again || delay.isZero() || delay.isNegative());
            again = false;
            running = atOnce;
        }
        if (atOnce) {
            platform.background().execute(this::round);
        } else {
            wakeIn(delay);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
