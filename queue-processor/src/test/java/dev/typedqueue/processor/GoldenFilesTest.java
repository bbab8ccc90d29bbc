package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is generated, to the letter. Each directory of {@code golden} holds declarations and what comes out of them;
 * with {@code -Dgolden.update=true} the latter is written anew, to be reviewed as a difference.
 */
final class GoldenFilesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"notifications", "settings", "nested", "external", "rules", "payloads", "limits", "deprecated"})
    void aDeclarationBecomesReadableCode(String name) throws IOException {
        Workspace workspace = new Workspace(directory)
                // No processor claims what is not its own, @Generated for one.
                .option("-Xlint:all,-processing", "-Werror", "-Xdoclint:all,-missing", "-s")
                .option(Files.createDirectories(directory.resolve("generated")).toString());
        filesIn(GOLDEN.resolve(name).resolve("declared")).forEach(workspace::write);

        workspace.compile();

        SortedMap<String, String> generated = filesIn(directory.resolve("generated"));
        Path expected = GOLDEN.resolve(name).resolve("generated");
        if (Boolean.getBoolean("golden.update")) {
            for (var file : generated.entrySet()) {
                Files.createDirectories(expected.resolve(file.getKey()).getParent());
                Files.writeString(expected.resolve(file.getKey()), file.getValue());
            }
        }
        assertThat(generated).isEqualTo(filesIn(expected));
        assertThat(generated.values().stream().flatMap(String::lines).collect(Collectors.toList()))
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(120).isEqualTo(line.stripTrailing()));
    }

    private static SortedMap<String, String> filesIn(Path root) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            List<Path> paths = walk.filter(Files::isRegularFile).toList();
            for (Path path : paths) {
                files.put(root.relativize(path).toString().replace('\\', '/'), Files.readString(path));
            }
        }
        return files;
    }
}
