package dev.typedqueue.reliability.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/**
 * A clock that is wrong by up to an hour, forward or back, and wrong otherwise every three seconds. Clocks with one
 * seed agree. In the end it is an hour ahead, so that everything becomes due.
 */
record JumpingClock(long seed, long endsAt) implements InstantSource {

    private static final long STEP = 3_000;
    private static final int HOUR = (int) Duration.ofHours(1).toMillis();

    @Override
    public Instant instant() {
        long now = System.currentTimeMillis();
        int offset = now >= endsAt ? HOUR : new Random(seed + now / STEP).nextInt(-HOUR, HOUR);
        return Instant.ofEpochMilli(now + offset);
    }
}
