package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Where claims begin to look. A claimed job leaves a dead entry in the index until vacuum has passed, and while an old
 * snapshot is in use vacuum passes in vain; a claim that began at the front would walk over all of them. So it begins
 * at the least id of an earlier claim, below which everything was claimed.
 *
 * <p>Ids do not become visible in their order. A floor is therefore never younger than {@link #SETTLED}, it holds only
 * for lane 1, where no id is older than its row by more than {@link #LATE}, and now and then a claim goes without it.
 */
final class Floors {

    /** How much older than its row an id may be, and still count as new. */
    static final Duration LATE = Duration.ofMillis(100);

    /** How old the ids are below which a floor may be. What is left after {@link #LATE} is for the commit. */
    private static final Duration SETTLED = Duration.ofMillis(500);

    private static final Duration ADOPTED_EVERY = Duration.ofMillis(500);
    private static final Duration IGNORED_EVERY = Duration.ofSeconds(10);

    private static final UUID LEAST = new UUID(0, 0);

    /**
     * The place in the order of claims at which to begin.
     *
     * @param rank no jobs of this rank
     * @param id with lesser ids
     */
    record Floor(int rank, UUID id) {

        static final Floor NONE = new Floor(Integer.MIN_VALUE, LEAST);
    }

    /** The jobs that have one floor. */
    record Lane(int shard, int queue, int kind) {}

    private static final class Memory {

        private Floor floor = Floor.NONE;
        private long adoptedAt;
        private long ignoredAt;

        Memory(long now) {
            adoptedAt = now;
            ignoredAt = now;
        }
    }

    private final Map<Lane, Memory> memories = new ConcurrentHashMap<>();

    /** Where to begin this time. */
    Floor of(Lane lane, long nanoTime) {
        Memory memory = memories.computeIfAbsent(lane, any -> new Memory(nanoTime));
        synchronized (memory) {
            if (nanoTime - memory.ignoredAt >= IGNORED_EVERY.toNanos()) {
                memory.ignoredAt = nanoTime;
                return Floor.NONE;
            }
            return memory.floor;
        }
    }

    /**
     * Learns from a claim.
     *
     * @param first the place of the first job of the lane that was claimed
     * @param claimedAt the store's time
     */
    void learn(Lane lane, Floor first, long claimedAt, long nanoTime) {
        Memory memory = memories.computeIfAbsent(lane, any -> new Memory(nanoTime));
        synchronized (memory) {
            if (nanoTime - memory.adoptedAt < ADOPTED_EVERY.toNanos()) {
                return;
            }
            memory.adoptedAt = nanoTime;
            UUID settled = settled(claimedAt);
            boolean isSettled = new JobId(first.id()).compareTo(new JobId(settled)) < 0;
            memory.floor = new Floor(first.rank(), isSettled ? first.id() : settled);
        }
    }

    private static UUID settled(long claimedAt) {
        long millis = TimeUnit.MICROSECONDS.toMillis(claimedAt) - SETTLED.toMillis();
        return new UUID(millis << 16, 0);
    }
}
