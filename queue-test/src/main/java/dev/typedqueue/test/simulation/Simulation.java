package dev.typedqueue.test.simulation;

import dev.typedqueue.JobId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;
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
    private final TreeSet<Event> events = new TreeSet<>();

    private final List<SimulatedPlatform> platforms = new ArrayList<>();
    private final List<HandlerThread> threads = new ArrayList<>();
    private final Deque<HandlerThread> idle = new ArrayDeque<>();
    private final Random random;
    private final SimulatedIds ids;
    private final boolean shuffled;
    private volatile long now;
    private long scheduled;
    private Duration clockOffset = Duration.ZERO;

    /** A world in which everything that is left to chance follows from the seed. */
    public Simulation(long seed) {
        this(seed, false);
    }

    private Simulation(long seed, boolean shuffled) {
        this.random = new Random(seed);
        this.ids = new SimulatedIds(random);
        this.shuffled = shuffled;
    }

    /** A world in which the seed decides as well in which order things happen that are due at the same time. */
    public static Simulation shuffled(long seed) {
        return new Simulation(seed, true);
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

    /** How much time has passed, whatever any clock says. */
    public Duration elapsed() {
        return Duration.ofNanos(now);
    }

    /** Sets the wall clock forward, or back, on all nodes; timers do not notice. */
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
            if (events.isEmpty() || events.first().time() > end) {
                return false;
            }
            event = events.pollFirst();
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

    /** Where chance comes from. */
    public Random random() {
        return random;
    }

    /** Runs a task on a thread on which it can wait. */
    void start(SimulatedPlatform platform, Runnable task) {
        HandlerThread thread = idle.poll();
        if (thread == null) {
            thread = new HandlerThread(idle::push);
            threads.add(thread);
            thread.start();
        }
        thread.begin(platform, task);
    }

    JobId newJobId(Instant now, OptionalInt slot) {
        return ids.next(now, slot);
    }

    Event schedule(SimulatedPlatform platform, Duration delay, Runnable task) {
        synchronized (events) {
            int lot = shuffled ? random.nextInt() : 0;
            Event event = new Event(now + delay.toNanos(), lot, scheduled++, platform, task);
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
        platforms.forEach(SimulatedPlatform::crash);
        threads.forEach(HandlerThread::end);
    }
}
