package dev.typedqueue.store.postgres;

import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.Permits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A gate, while a gatekeeper looks at it. */
final class GatePlace {

    /** More jobs of a rate than this are not made ready ahead of their start: they are counted at every look. */
    private static final int MOST_READY = 2_000;

    /** Nodes hardly start a job in less, in microseconds. */
    private static final long A_START = 20;

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toMicros(5);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toMicros(1);

    /** When to look again for a job that another transaction held. */
    private static final long LOCKED_AGAIN = TimeUnit.SECONDS.toMicros(1);

    final Gate gate;
    final boolean isStored;
    final List<Long> news = new ArrayList<>();
    long fullAt;
    long passedAt;

    /** Of a rate: how many it has let through that have not started. */
    int notStarted;

    /** When there will be something to do though nothing happens to the gate's jobs; null if never. */
    @Nullable
    Long lookAt;

    private final @Nullable Limit limit;
    private long room;
    private long waiting;
    private int passed;
    private boolean isSeen;

    /**
     * A gate that has not been looked at yet.
     *
     * @param limit what holds there, or null if that is declared no more
     * @param fullAt when the permits of a rate will be there again, or null if the gate has no row
     */
    GatePlace(Gate gate, @Nullable Limit limit, @Nullable Long fullAt, long passedAt) {
        this.gate = gate;
        this.limit = limit;
        this.isStored = fullAt != null;
        this.fullAt = fullAt != null && limit instanceof Limit.Rate ? fullAt : 0;
        this.passedAt = passedAt;
    }

    void add(@Nullable Long ofNews) {
        if (ofNews != null) {
            news.add(ofNews);
        }
    }

    boolean isRate() {
        return limit instanceof Limit.Rate;
    }

    boolean isOrder() {
        return limit instanceof Limit.Order;
    }

    /** How many holders there may be, if their number decides. */
    @Nullable
    Integer most() {
        return limit instanceof Limit.Concurrency concurrency
                ? concurrency.most()
                : isOrder() ? Integer.valueOf(1) : null;
    }

    /**
     * How many may pass, if the number of holders does not decide.
     *
     * @param all how many are let through at most, at all gates together
     */
    @Nullable
    Integer room(int all, long now) {
        if (limit instanceof Limit.Rate rate) {
            return Math.max(0, Math.min(permits(rate, now), Math.min(MOST_READY, rate.burst()) - notStarted));
        }
        // One more than pass, or it would look as if the room were used up: others may wait that find room too.
        return limit == null ? all + 1 : null;
    }

    private int permits(Limit.Rate rate, long now) {
        return new Permits(rate, fullAt).at(now);
    }

    /**
     * Adds to what was found.
     *
     * @param more how many may pass
     * @param candidates how many wait: not counted further than one beyond those that may pass
     * @param jobs how many have passed
     */
    void found(long more, long candidates, int jobs) {
        isSeen = true;
        room += more;
        waiting += candidates;
        passed += jobs;
    }

    /** Whether others may pass that wait. */
    boolean isUnfinished() {
        return !isSeen || passed < Math.min(room, waiting);
    }

    /**
     * Decides when to look again.
     *
     * @param usedUp whether no more jobs were to pass, whatever the room; then the news stay
     */
    void decide(boolean usedUp, long now) {
        if (passed > 0 && limit instanceof Limit.Rate rate) {
            fullAt = new Permits(rate, fullAt).without(passed, now);
            passedAt = now;
        }
        if (isUnfinished()) {
            lookAt = !usedUp ? Long.valueOf(now + LOCKED_AGAIN) : isStored || isRate() ? Long.valueOf(now) : null;
        } else if (limit instanceof Limit.Rate rate) {
            lookAt = waiting > passed ? Long.valueOf(next(rate, now)) : fullAt > now ? Long.valueOf(fullAt) : null;
        }
    }

    /** When the next permit is there; or, if there is one, when nodes may have started what was let through. */
    private long next(Limit.Rate rate, long now) {
        if (permits(rate, now) == 0) {
            return new Permits(rate, fullAt).next();
        }
        long pause = Math.max(SHORTEST_PAUSE, (notStarted + passed) * A_START);
        return now + Math.min(LONGEST_PAUSE, Math.max(pause, (now - passedAt) / 4));
    }
}
