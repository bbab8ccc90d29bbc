package dev.typedqueue.store.postgres;

import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.Permits;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A locked gate, while it is looked at. */
final class GatePlace {

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toMicros(5);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toMicros(1);

    /** When to look again for a job that another transaction held. */
    private static final long LOCKED_AGAIN = TimeUnit.SECONDS.toMicros(1);

    final Gatekeeper.Name name;
    final @Nullable Limit limit;
    long fullAt;
    long passedAt;

    /** How many the limit allows now. */
    int room;

    /** How many of them this round lets through, and has let through. */
    int allowed;

    int passed;
    int waiting;

    GatePlace(Gatekeeper.Name name, @Nullable Limit limit, long fullAt, long passedAt) {
        this.name = name;
        this.limit = limit;
        this.fullAt = limit instanceof Limit.Rate ? fullAt : 0;
        this.passedAt = passedAt;
    }

    boolean stillWaits() {
        return waiting > passed;
    }

    /** Of a rate: whether it has permits, but too many that it has let through are still ready. */
    boolean isStalled(long now) {
        return limit instanceof Limit.Rate rate
                && stillWaits()
                && allowed == room
                && new Permits(rate, fullAt).at(now) > 0;
    }

    void pass(int jobs, long now) {
        passed = jobs;
        if (jobs > 0 && limit instanceof Limit.Rate rate) {
            fullAt = new Permits(rate, fullAt).without(jobs, now);
            passedAt = now;
        }
    }

    /** When there is something to do though nothing happens to the gate's jobs. */
    @Nullable
    Long lookAt(long now) {
        if (!stillWaits()) {
            return null;
        }
        if (allowed < room) {
            return now;
        }
        if (isStalled(now)) {
            return afterStall(passedAt, now);
        }
        if (limit instanceof Limit.Rate rate && new Permits(rate, fullAt).at(now) == 0) {
            return new Permits(rate, fullAt).next();
        }
        return passed < allowed ? now + LOCKED_AGAIN : null;
    }

    /** When to look whether nodes have started what was let through: the longer it lasts, the later. */
    private static long afterStall(long passedAt, long now) {
        return now + Math.max(SHORTEST_PAUSE, Math.min(LONGEST_PAUSE, (now - passedAt) / 4));
    }
}
