package dev.typedqueue;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The identity of a queued job: a UUID of version 7 (RFC 9562), made where the job is added.
 *
 * <p>Ids made by one process grow in the order in which they are made. The eight bits after the UUID's variant are the
 * job's {@linkplain #slot() slot}, by which a store may spread its jobs.
 *
 * @param value the UUID
 */
public record JobId(UUID value) implements Comparable<JobId> {

    /** The number of slots. */
    public static final int SLOTS = 256;

    private static final int SLOT_SHIFT = 54;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_MASK = (1L << SLOT_SHIFT) - 1;

    /** The last time stamp and counter given out: 48 bits of milliseconds and 12 bits of counter. */
    private static final AtomicLong LAST = new AtomicLong();

    private static final AtomicLong RANDOM = new AtomicLong(new SecureRandom().nextLong());

    /**
     * Makes a new id in a slot chosen at random.
     *
     * @param now the time that the id begins with
     * @return an id greater than all that this process made before
     */
    public static JobId next(Instant now) {
        return next(now, ThreadLocalRandom.current().nextInt(SLOTS));
    }

    /**
     * Makes a new id in the given slot.
     *
     * @param now the time that the id begins with
     * @param slot 0 to 255
     * @return an id greater than all that this process made before
     * @throws IllegalArgumentException if there is no such slot
     */
    public static JobId next(Instant now, int slot) {
        if (slot < 0 || slot >= SLOTS) {
            throw new IllegalArgumentException("slot must be 0 to " + (SLOTS - 1) + ", but is " + slot);
        }
        long floor = now.toEpochMilli() << 12;
        long stamp = LAST.updateAndGet(last -> Math.max(last + 1, floor));
        long high = (stamp >>> 12 << 16) | 0x7000L | (stamp & 0xFFF);
        long low = VARIANT | ((long) slot << SLOT_SHIFT) | (nextRandom() & RANDOM_MASK);
        return new JobId(new UUID(high, low));
    }

    /**
     * Reads an id as {@link #toString} writes it.
     *
     * @throws IllegalArgumentException if the text is no UUID
     */
    public static JobId parse(String text) {
        return new JobId(UUID.fromString(text));
    }

    /** The slot of this id, 0 to 255. */
    public int slot() {
        return (int) (value.getLeastSignificantBits() >>> SLOT_SHIFT) & (SLOTS - 1);
    }

    /** The sixteen bytes of this id, in an order that sorts as the ids do. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(16)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array();
    }

    /** Reads an id from the sixteen bytes that {@link #toBytes} gave. */
    public static JobId fromBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new JobId(new UUID(buffer.getLong(), buffer.getLong()));
    }

    /** Orders ids by the time at which they were made, as unsigned numbers and as their text sorts. */
    @Override
    public int compareTo(JobId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }

    /**
     * The SplitMix64 generator (Steele, Lea and Flood, 2014) on an atomic counter, seeded by the system: a new id never
     * waits for the system's entropy.
     */
    private static long nextRandom() {
        long z = RANDOM.addAndGet(0x9E3779B97F4A7C15L);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
