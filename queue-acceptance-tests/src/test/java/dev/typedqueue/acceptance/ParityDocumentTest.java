package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/parity.md} names tests. */
final class ParityDocumentTest {

    private static final Pattern REFERENCE = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    @Test
    void everyTestThatItNamesIsThere() throws IOException {
        List<MatchResult> references = REFERENCE
                .matcher(Files.readString(Path.of("../docs/parity.md")))
                .results()
                .toList();

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            Class<?> test = Class.forName(getClass().getPackageName() + "." + reference.group(1));
            assertThat(reference.group(2) == null || isTest(test, reference.group(2)))
                    .as(reference.group())
                    .isTrue();
        });
    }

    private static boolean isTest(Class<?> test, String method) {
        return Arrays.stream(test.getDeclaredMethods())
                .anyMatch(each -> each.getName().equals(method) && each.isAnnotationPresent(Test.class));
    }
}
