package dev.typedqueue.benchmarks.postgres.agent;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts how often each job ran in this process, and when those that are watched were added and begun. */
final class Runs {

    private static final int CHUNK = 1 << 16;

    private final Map<Integer, AtomicIntegerArray> counts = new ConcurrentHashMap<>();
    private final LongAdder total = new LongAdder();
    private final AtomicLong begun = new AtomicLong();
    private volatile Watch watch = new Watch(0, 0);

    /** The times of the jobs {@code first} to {@code first + count - 1}, in microseconds since 1970. */
    private record Watch(int first, AtomicLongArray added, AtomicLongArray begun) {

        Watch(int first, int count) {
            this(first, new AtomicLongArray(count), new AtomicLongArray(count));
        }

        boolean covers(int number) {
            return number >= first && number < first + added.length();
        }
    }

    static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    void watch(int first, int count) {
        watch = new Watch(first, count);
    }

    /** From here on, the first run is another. */
    void restart() {
        begun.set(0);
    }

    void adding(int number) {
        Watch watched = watch;
        if (watched.covers(number)) {
            watched.added.set(number - watched.first, now());
        }
    }

    void run(int number) {
        Watch watched = watch;
        if (watched.covers(number)) {
            watched.begun.compareAndSet(number - watched.first, 0, now());
        }
        if (begun.get() == 0) {
            begun.compareAndSet(0, now());
        }
        counts.computeIfAbsent(number / CHUNK, chunk -> new AtomicIntegerArray(CHUNK))
                .incrementAndGet(number % CHUNK);
        total.increment();
    }

    long total() {
        return total.sum();
    }

    /** When the first job ran, in microseconds since 1970; 0 if none did. */
    long first() {
        return begun.get();
    }

    void writeCounts(Path file) throws IOException {
        int chunks = counts.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int chunk = 0; chunk < chunks; chunk++) {
                AtomicIntegerArray numbers = counts.getOrDefault(chunk, new AtomicIntegerArray(CHUNK));
                for (int i = 0; i < CHUNK; i++) {
                    out.writeByte(Math.min(numbers.get(i), Byte.MAX_VALUE));
                }
            }
        }
    }

    void writeTimes(Path file) throws IOException {
        Watch watched = watch;
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int i = 0; i < watched.added.length(); i++) {
                out.writeLong(watched.added.get(i));
                out.writeLong(watched.begun.get(i));
            }
        }
    }
}
