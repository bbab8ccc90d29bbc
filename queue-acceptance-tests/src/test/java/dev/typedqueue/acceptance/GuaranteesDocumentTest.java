package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/guarantees.md} names the tests of each promise, of all modules. */
final class GuaranteesDocumentTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern PROMISE = Pattern.compile("(?m)^(?=## \\d+\\. )");
    private static final Pattern REFERENCE = Pattern.compile("`(\\w+(?:Test|Contract))\\.(\\w+)`");

    @Test
    void everyPromiseNamesTestsAndEachOfThemIsThere() throws IOException {
        List<String> promises = PROMISE.splitAsStream(Files.readString(ROOT.resolve("docs/guarantees.md")))
                .skip(1)
                .toList();
        Map<String, String> sources = sources();

        assertThat(promises).hasSize(10).allSatisfy(promise -> {
            List<MatchResult> references = REFERENCE.matcher(promise).results().toList();
            assertThat(references)
                    .as(promise)
                    .isNotEmpty()
                    .allSatisfy(reference -> assertThat(sources.getOrDefault(reference.group(1), ""))
                            .as(reference.group())
                            .containsPattern("@\\w*Test\\b[^;]*\\bvoid " + reference.group(2) + "\\("));
        });
    }

    /** The classes of one name together: modules have some in common. */
    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(GuaranteesDocumentTest::javaFiles)
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            GuaranteesDocumentTest::text,
                            String::concat));
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
