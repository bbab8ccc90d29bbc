package dev.typedqueue.benchmarks.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The processor time of a server and of all its children, also of those that have ended; from Linux's {@code /proc}.
 */
final class ServerProcesses {

    /** Linux counts in hundredths of a second, whatever the kernel's own clock. */
    private static final long MILLIS_PER_TICK = 10;

    private final long parent;

    ServerProcesses(long parent) {
        this.parent = parent;
    }

    /** The time so far, or nothing where there is no {@code /proc}. */
    Optional<Duration> cpu() {
        if (!Files.exists(stat(parent))) {
            return Optional.empty();
        }
        long ticks = ticks(parent, 4);
        ticks += ProcessHandle.of(parent).stream()
                .flatMap(ProcessHandle::children)
                .mapToLong(child -> ticks(child.pid(), 2))
                .sum();
        return Optional.of(Duration.ofMillis(ticks * MILLIS_PER_TICK));
    }

    /**
     * The sum of a process's first so many times: its own in user and kernel mode, then those of its ended children.
     */
    private static long ticks(long process, int times) {
        try {
            String line = Files.readString(stat(process));
            // After the name, which is in parentheses and may hold blanks, comes the third field.
            List<String> fields =
                    List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
            long sum = 0;
            for (int i = 0; i < times; i++) {
                sum += Long.parseLong(fields.get(11 + i));
            }
            return sum;
        } catch (IOException e) {
            // It ended between being listed and being read: its time is in its parent's.
            return 0;
        }
    }

    private static Path stat(long process) {
        return Path.of("/proc", String.valueOf(process), "stat");
    }
}
