package dev.typedqueue.test.simulation;

import dev.typedqueue.JobId;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The ids of jobs, as {@link JobId#next} makes them, but of this world alone: the same seed gives the same ids. */
final class SimulatedIds {

    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int SLOT_SHIFT = 54;

    private final RandomGenerator random;
    private long last;

    SimulatedIds(RandomGenerator random) {
        this.random = random;
    }

    synchronized JobId next(Instant now, OptionalInt slot) {
        last = Math.max(last + 1, now.toEpochMilli() << 12);
        long high = (last >>> 12 << 16) | VERSION | (last & 0xFFF);
        long ofSlot = (long) slot.orElseGet(() -> random.nextInt(JobId.SLOTS)) << SLOT_SHIFT;
        long rest = random.nextLong() >>> (Long.SIZE - SLOT_SHIFT);
        return new JobId(new UUID(high, VARIANT | ofSlot | rest));
    }
}
