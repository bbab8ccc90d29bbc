package dev.typedqueue.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the Markdown files with the sources that they quote; {@code docs/update} writes the quotations instead, by
 * setting the system property {@code docs.update}.
 */
final class DocumentationTest {

    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final boolean UPDATE = Boolean.getBoolean("docs.update");

    @TempDir
    private Path classes;

    private static Stream<Path> documents() throws IOException {
        try (Stream<Path> root = Files.list(PROJECT);
                Stream<Path> docs = Files.walk(PROJECT.resolve("docs"));
                Stream<Path> example = Files.walk(PROJECT.resolve("example"))) {
            return Stream.of(root, docs, example)
                    .flatMap(paths -> paths)
                    .filter(path ->
                            path.toString().endsWith(".md") && !path.toString().contains("/target/"))
                    .map(PROJECT::relativize)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyQuotationIsWhatTheSourceSays(Path name) throws IOException {
        Document document = Document.read(PROJECT.resolve(name));
        Sources sources = new Sources(List.of(PROJECT.resolve("docs/examples/src"), PROJECT.resolve("example")));
        Document updated = document.rewritten(block -> expected(block, sources));
        if (UPDATE) {
            Files.writeString(document.path(), updated.text());
        } else {
            assertThat(document.text())
                    .as("%s; run docs/update to take the blocks over from the sources", name)
                    .isEqualTo(updated.text());
        }
    }

    private String expected(Block block, Sources sources) {
        try {
            if (block.origin().isEmpty()) {
                return block.text();
            }
            Block.Origin origin = block.origin().get();
            if (origin instanceof Block.Origin.Snippet snippet) {
                return sources.region(snippet.file(), snippet.region());
            }
            Block.Origin.CompileError mistake = (Block.Origin.CompileError) origin;
            return CompilerOutput.of(sources.file(mistake.file()), classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyBlockOfCodeComesFromASource(Path name) throws IOException {
        Stream<String> loose = Document.read(PROJECT.resolve(name)).blocks().stream()
                .filter(block -> block.needsOrigin() && block.origin().isEmpty())
                .map(block -> name + ":" + block.line());
        assertThat(loose)
                .as("blocks without a line <!-- snippet: File.java#region --> before them")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsToAFileAndAHeading(Path name) throws IOException {
        Path file = PROJECT.resolve(name);
        Stream<String> broken = Document.read(file).links().stream()
                .filter(link -> !link.leadsSomewhere(file))
                .map(link -> name + ": " + link);
        assertThat(broken).as("links that lead nowhere").isEmpty();
    }
}
