package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.processor.reporting.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A person who searches for the tag of a message finds what it is about. */
final class ErrorsDocumentationTest {

    private static final Path DOCUMENT = Path.of("../docs/errors.md");
    private static final Pattern SECTION = Pattern.compile("(?m)^### ([a-z0-9-]+)$");

    @Test
    void everyMessageHasASectionAndEverySectionAMessage() throws IOException {
        List<String> sections = SECTION.matcher(Files.readString(DOCUMENT))
                .results()
                .map(section -> section.group(1))
                .toList();

        assertThat(sections)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Problem.values()).map(Problem::tag).toList());
    }

    @Test
    void everyMessageHasATest() throws IOException {
        String tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.filter(Files::isRegularFile)
                    .map(ErrorsDocumentationTest::read)
                    .collect(Collectors.joining());
        }
        assertThat(Problem.values())
                .allSatisfy(problem -> assertThat(tests.contains("Problem." + problem.name() + ",")
                                || tests.contains("[TypedQueue:" + problem.tag() + "]"))
                        .as("%s is reported in a test", problem)
                        .isTrue());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
