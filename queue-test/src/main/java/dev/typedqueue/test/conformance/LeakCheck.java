package dev.typedqueue.test.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves threads of TypedQueue behind, or, on Linux, open database files. A module lets it watch all
 * of its tests by naming it in {@code META-INF/services/org.junit.jupiter.api.extension.Extension}, with
 * {@code junit.jupiter.extensions.autodetection.enabled=true} in {@code junit-platform.properties}.
 */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {

    private static final List<String> OUR_THREADS = List.of("typedqueue-", "simulated-");
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private record Before(Set<Thread> threads, Set<String> files) {}

    private final Duration patience;

    /** Called by JUnit. The threads of what was closed have 20 seconds to end. */
    public LeakCheck() {
        this(Duration.ofSeconds(20));
    }

    LeakCheck(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        store(context).put(Before.class, new Before(threads(), databaseFiles()));
    }

    /** After the test's own methods of this sort. */
    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        Before before = store(context).remove(Before.class, Before.class);
        if (before == null) {
            throw new IllegalStateException("Nobody has looked before the test");
        }
        Set<Thread> left = threads();
        left.removeAll(before.threads());
        for (Thread thread : left) {
            thread.join(patience.toMillis());
            if (thread.isAlive()) {
                throw new AssertionError("The test leaves the thread " + thread.getName() + " behind, which is in\n"
                        + Arrays.stream(thread.getStackTrace())
                                .map(StackTraceElement::toString)
                                .collect(Collectors.joining("\n")));
            }
        }
        Set<String> open = databaseFiles();
        open.removeAll(before.files());
        if (!open.isEmpty()) {
            throw new AssertionError("The test leaves these files open: " + open);
        }
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(ExtensionContext.Namespace.create(LeakCheck.class, context.getUniqueId()));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> OUR_THREADS.stream().anyMatch(thread.getName()::startsWith))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** The SQLite files that this process has open, and their logs. */
    private static Set<String> databaseFiles() {
        if (!Files.isDirectory(OPEN_FILES)) {
            return new HashSet<>();
        }
        try (Stream<Path> descriptors = Files.list(OPEN_FILES)) {
            return descriptors
                    .map(LeakCheck::target)
                    .filter(file -> file.contains(".db"))
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
