package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.testing.compile.Compilation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/**
 * Whatever a person leaves unfinished or gets wrong, the compiler says where: the processor neither throws, nor lets
 * code through that does not compile. The build looks at the same queues each time, so that what fails fails for whom
 * it was broken by; {@code -Drandom.seed} and {@code -Drandom.queues} say where else to look, and how far.
 */
final class BrokenQueuesTest {

    private static final int QUEUES = Integer.getInteger("random.queues", 80);
    private static final long FIRST = Long.getLong("random.seed", 1);

    /** How many of the broken queues the processor has seen: no syntax error has kept them from it. */
    private int seen;

    @Test
    void theCompilerSaysWhereAQueueIsBroken() {
        LongStream.range(FIRST, FIRST + QUEUES).forEach(seed -> {
            BrokenQueue queue = new BrokenQueue(seed);
            assertThatCode(() -> check(queue))
                    .as("-Drandom.seed=%s -Drandom.queues=1\n%s", seed, queue)
                    .doesNotThrowAnyException();
        });
        if (QUEUES > 20) {
            assertThat(seen).as("seen by the processor").isGreaterThan(QUEUES / 5);
        }
    }

    private void check(BrokenQueue queue) {
        Sources sources = new Sources();
        sources.option("-Xlint:all,-processing,-path", "-Xmaxwarns", "1000", "-Xmaxerrs", "1000");
        queue.files().forEach(sources::file);
        Compilation compilation = sources.compile();

        List<String> inDeclaration = new ArrayList<>();
        List<String> inGeneratedCode = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> error : compilation.errors()) {
            boolean isOfDeclaration = isOurs(error) || isDeclared(error, queue);
            (isOfDeclaration ? inDeclaration : inGeneratedCode).add(describe(error));
        }
        List<String> warnings = compilation.warnings().stream()
                .filter(warning -> !isDeclared(warning, queue))
                .map(BrokenQueuesTest::describe)
                .toList();
        if (inDeclaration.isEmpty()) {
            assertThat(inGeneratedCode).isEmpty();
            assertThat(warnings).isEmpty();
        }
        if (inDeclaration.isEmpty() || inDeclaration.stream().anyMatch(error -> error.contains("[TypedQueue:"))) {
            seen++;
        }
    }

    private static boolean isOurs(Diagnostic<? extends JavaFileObject> diagnostic) {
        return diagnostic.getMessage(Locale.ROOT).contains("[TypedQueue:");
    }

    private static boolean isDeclared(Diagnostic<? extends JavaFileObject> diagnostic, BrokenQueue queue) {
        return diagnostic.getSource() != null
                && queue.files().containsKey(diagnostic.getSource().getName().replaceFirst("^/", ""));
    }

    private static String describe(Diagnostic<? extends JavaFileObject> diagnostic) {
        String source =
                diagnostic.getSource() == null ? "" : diagnostic.getSource().getName();
        return source + ":" + diagnostic.getLineNumber() + ": " + diagnostic.getMessage(Locale.ROOT);
    }
}
