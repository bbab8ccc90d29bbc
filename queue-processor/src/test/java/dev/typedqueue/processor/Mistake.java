package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.typedqueue.processor.reporting.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * A declaration with a mistake. The place at which the compiler has to report it is marked with {@value #MARK} before
 * it, to the column.
 *
 * <pre>{@code
 * Mistake.in("""
 *         @Queue(concurrency = ^0) interface Q { @Job void send(String text); }
 *         """)
 *         .isReported(Problem.CONCURRENCY_RANGE, "The concurrency is 0. ...");
 * }</pre>
 */
final class Mistake {

    static final String MARK = "^";

    private final Sources sources;
    private final List<String> places = new ArrayList<>();

    private Mistake(Sources sources, String marked) {
        this.sources = sources;
        locate(marked);
    }

    /** A file with marks. */
    static Mistake in(String text) {
        String marked = Sources.textOf(text);
        return new Mistake(Sources.of(marked.replace(MARK, "")), marked);
    }

    /** Another file, without marks, which the compiler is given before the first one. */
    Mistake with(String text) {
        sources.before(text);
        return this;
    }

    Mistake option(String option) {
        sources.option(option);
        return this;
    }

    /** What an earlier release declared, which left its contract in the directory. */
    Mistake after(Path contracts, String text) {
        Sources.of(text).option("-Atypedqueue.contracts=" + contracts).compilesWithoutErrors();
        return option("-Atypedqueue.contracts=" + contracts);
    }

    private void locate(String marked) {
        int number = 0;
        for (String line : marked.lines().toList()) {
            number++;
            int marksBefore = 0;
            for (int at = line.indexOf(MARK); at >= 0; at = line.indexOf(MARK, at + 1)) {
                places.add(number + ":" + (at + 1 - marksBefore));
                marksBefore++;
            }
        }
    }

    /** Asserts that the compiler reports this, at the mark, and nothing else. */
    void isReported(Problem problem, String message) {
        areReported("[TypedQueue:" + problem.tag() + "] " + message);
    }

    /** Asserts that the compiler reports these, one at each mark in their order, and nothing else. */
    void areReported(String... messages) {
        Compilation compilation = sources.compile();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < messages.length; i++) {
            expected.add(places.get(i) + " " + messages[i]);
        }
        assertThat(compilation.errors().stream().map(Mistake::describe)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(places).hasSameSizeAs(messages);
    }

    private static String describe(Diagnostic<? extends JavaFileObject> error) {
        return error.getLineNumber() + ":" + error.getColumnNumber() + " " + error.getMessage(Locale.ROOT);
    }
}
