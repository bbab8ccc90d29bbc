package dev.typedqueue.internal.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Spreads the jobs of many schedules that have the same times. */
final class Jitter {

    private Jitter() {}

    /**
     * When the job of a slot runs: the same on every node, and before the next slot.
     *
     * @param most how long after the slot at the most
     */
    static Instant of(String queue, String job, Instant slot, Duration most, Optional<Instant> nextSlot) {
        long untilNext =
                nextSlot.map(next -> Duration.between(slot, next).toMillis()).orElse(Long.MAX_VALUE);
        long millis = Math.min(most.toMillis() + 1, untilNext);
        return millis <= 1 ? slot : slot.plusMillis(Math.floorMod(hash(queue, job, slot), millis));
    }

    private static long hash(String queue, String job, Instant slot) {
        String name = queue + '\n' + job + '\n' + slot;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getLeastSignificantBits();
    }
}
