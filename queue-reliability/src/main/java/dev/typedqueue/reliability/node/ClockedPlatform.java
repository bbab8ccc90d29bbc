package dev.typedqueue.reliability.node;

import dev.typedqueue.internal.engine.SystemPlatform;
import dev.typedqueue.spi.Platform;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** The JVM's threads and timers with another clock. */
record ClockedPlatform(Platform platform, InstantSource clock) implements Platform {

    static ClockedPlatform with(InstantSource clock) {
        return new ClockedPlatform(new SystemPlatform(false), clock);
    }

    @Override
    public long nanoTime() {
        return platform.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return platform.schedule(delay, task);
    }

    @Override
    public Executor background() {
        return platform.background();
    }

    @Override
    public Executor handlers(String queue) {
        return platform.handlers(queue);
    }

    @Override
    public RandomGenerator random() {
        return platform.random();
    }

    @Override
    public void close() {
        platform.close();
    }
}
