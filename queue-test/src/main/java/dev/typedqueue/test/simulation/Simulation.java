package dev.typedqueue.test.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * The time of a simulated world, and what is to happen in it. One thread, the test's, lets time pass; others may add
 * jobs meanwhile.
 */
public final class Simulation implements AutoCloseable {

    /** When every simulation begins. */
    public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    /** How much simulated time a condition is waited for. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    /** Guarded by itself. */
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.naturalOrder());

    private final List<SimulatedPlatform> platforms = new ArrayList<>();
    private final Random random;
    private volatile long now;
    private long scheduled;
    private Duration clockOffset = Duration.ZERO;

    /** A world in which everything that is left to chance follows from the seed. */
    public Simulation(long seed) {
        this.random = new Random(seed);
    }

    /** A platform for one more node. */
    public SimulatedPlatform newPlatform() {
        SimulatedPlatform platform = new SimulatedPlatform(this);
        platforms.add(platform);
        return platform;
    }

    /** The wall clock, which may {@linkplain #jumpClock jump}. */
    public InstantSource clock() {
        return () -> START.plusNanos(now).plus(clockOffset);
    }

    /** Sets the wall clock forward, or back; timers do not notice. */
    public void jumpClock(Duration by) {
        clockOffset = clockOffset.plus(by);
    }

    /** Lets time pass, and everything happen that becomes due meanwhile. */
    public void advance(Duration duration) {
        long end = now + duration.toNanos();
        while (happenBy(end)) {
            // until nothing is left that is due
        }
        now = end;
    }

    /** Lets everything happen that is due now. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /** Lets time pass until the condition holds, and fails if it does not within an hour. */
    public void advanceUntil(BooleanSupplier condition) {
        advanceUntil(condition, PATIENCE);
    }

    /** Lets time pass until the condition holds, and fails if it does not within the time. */
    public void advanceUntil(BooleanSupplier condition, Duration patience) {
        long end = now + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (!happenBy(end)) {
                throw new AssertionError("What was waited for does not happen");
            }
        }
    }

    /** Lets the next event happen, if it is due by then. */
    private boolean happenBy(long end) {
        Event event;
        synchronized (events) {
            event = events.peek();
            if (event == null || event.time() > end) {
                return false;
            }
            events.remove();
        }
        now = Math.max(now, event.time());
        event.happen();
        return true;
    }

    /** Whether a handler calls, rather than the test. */
    public static boolean isHandler() {
        return Thread.currentThread() instanceof HandlerThread;
    }

    /** Lets the handler that calls this take so much time. */
    public static void sleep(Duration duration) throws InterruptedException {
        HandlerThread.current().sleep(duration);
    }

    long now() {
        return now;
    }

    Random random() {
        return random;
    }

    Event schedule(SimulatedPlatform platform, Duration delay, Runnable task) {
        synchronized (events) {
            Event event = new Event(now + delay.toNanos(), scheduled++, platform, task);
            events.add(event);
            return event;
        }
    }

    void remove(Event event) {
        synchronized (events) {
            events.remove(event);
        }
    }

    /** Ends the world, with all that still runs in it. */
    @Override
    public void close() {
        platforms.forEach(SimulatedPlatform::end);
    }
}
