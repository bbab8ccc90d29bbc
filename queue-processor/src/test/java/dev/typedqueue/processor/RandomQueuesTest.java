package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.testing.compile.Compilation;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/**
 * Whatever is declared, the processor reports what is wrong with it, or generates code that compiles without a warning.
 * The build looks at the same queues each time, so that what fails fails for whom it was broken by;
 * {@code -Drandom.seed} and {@code -Drandom.queues} say where else to look, and how far.
 */
final class RandomQueuesTest {

    private static final int QUEUES = Integer.getInteger("random.queues", 40);
    private static final long FIRST = Long.getLong("random.seed", 1);

    @Test
    void aQueueIsReportedOrItsCodeCompilesWithoutWarnings() {
        LongStream.range(FIRST, FIRST + QUEUES).forEach(seed -> {
            RandomQueue queue = new RandomQueue(seed);
            assertThatCode(() -> check(queue))
                    .as("-Drandom.seed=%s -Drandom.queues=1\n%s", seed, queue)
                    .doesNotThrowAnyException();
        });
    }

    private static void check(RandomQueue queue) {
        Sources sources = new Sources();
        sources.option("-Xlint:all,-processing,-path", "-Xmaxwarns", "1000");
        queue.files().forEach(sources::file);
        Compilation compilation = sources.compile();

        List<String> errors =
                compilation.errors().stream().map(RandomQueuesTest::describe).toList();
        List<String> warnings = compilation.warnings().stream()
                .filter(warning -> !isDeclared(warning, queue))
                .map(RandomQueuesTest::describe)
                .toList();
        assertThat(warnings).isEmpty();
        assertThat(errors).allMatch(error -> error.contains("[TypedQueue:"), "is one of ours");
    }

    private static boolean isDeclared(Diagnostic<? extends JavaFileObject> diagnostic, RandomQueue queue) {
        return diagnostic.getSource() != null
                && queue.files().containsKey(diagnostic.getSource().getName().replaceFirst("^/", ""));
    }

    private static String describe(Diagnostic<? extends JavaFileObject> diagnostic) {
        String source =
                diagnostic.getSource() == null ? "" : diagnostic.getSource().getName();
        return source + ":" + diagnostic.getLineNumber() + ": " + diagnostic.getMessage(Locale.ROOT);
    }
}
