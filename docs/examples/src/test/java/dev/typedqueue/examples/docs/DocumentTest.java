package dev.typedqueue.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentTest {

    @TempDir
    private Path directory;

    @Test
    void aBlockKnowsItsOrigin() {
        Document document = Document.of("""
                Words.

                <!-- snippet: Retry.java#rule -->
                ```java
                old
                ```

                <!-- compile-error: Wrong.java -->
                ```text
                error
                ```

                ```sh
                ls
                ```
                """);

        assertThat(document.blocks())
                .containsExactly(
                        new Block(4, "java", Optional.of(new Block.Origin.Snippet("Retry.java", "rule")), "old\n"),
                        new Block(9, "text", Optional.of(new Block.Origin.CompileError("Wrong.java")), "error\n"),
                        new Block(13, "sh", Optional.empty(), "ls\n"));
    }

    @Test
    void aBlockInAListKeepsItsIndentation() {
        Document document = Document.of("""
                1. First

                   <!-- snippet: Retry.java#rule -->
                   ```java
                   old
                   ```
                """);

        assertThat(document.rewritten(block -> "one\n\n    two\n").text()).isEqualTo("""
                        1. First

                           <!-- snippet: Retry.java#rule -->
                           ```java
                           one

                               two
                           ```
                        """);
    }

    @Test
    void aCommentThatNamesNoRegionIsRefused() {
        Document document = Document.of("<!-- snippet: Retry.java -->\n```java\n```\n");

        assertThatThrownBy(document::blocks).hasMessageContaining("text.md:1");
    }

    @Test
    void aRegionLosesItsIndentationAndItsPartsAreJoined() throws IOException {
        Files.writeString(directory.resolve("Retry.java"), """
                class Retry {
                    // snippet: rule
                    int first() {
                        return 1;
                    }
                    // end
                    int hidden;
                    // snippet: rule
                    int second;
                    // end
                }
                """);

        assertThat(new Sources(List.of(directory)).region("Retry.java", "rule"))
                .isEqualTo("int first() {\n    return 1;\n}\n\nint second;\n");
    }

    @Test
    void aMissingRegionIsAnError() throws IOException {
        Files.writeString(directory.resolve("Retry.java"), "// snippet: rule\nno end\n");
        Sources sources = new Sources(List.of(directory));

        assertThatThrownBy(() -> sources.region("Retry.java", "rule")).hasMessageContaining("\"snippet: rule\"");
        assertThatThrownBy(() -> sources.region("Other.java", "rule")).hasMessageContaining("Other.java");
    }

    @Test
    void whatJavacPrintsNamesTheFileAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("Wrong.java"), "class Wrong { int x = \"text\"; }\n");

        assertThat(CompilerOutput.of(file, directory)).isEqualTo("""
                        Wrong.java:1: error: incompatible types: String cannot be converted to int
                        class Wrong { int x = "text"; }
                                              ^
                        1 error
                        """);
    }

    @Test
    void aMistakeThatCompilesIsNoMistake() throws IOException {
        Path file = Files.writeString(directory.resolve("Right.java"), "class Right {}\n");

        assertThatThrownBy(() -> CompilerOutput.of(file, directory)).hasMessageContaining("compiles");
    }

    @Test
    void aLinkLeadsToAFileAndAHeading() throws IOException {
        Path guide = Files.writeString(directory.resolve("guide.md"), "# Pause, halt and `run`\n");

        assertThat(Link.in(
                        "See [the web](https://example.com), [pauses](guide.md#pause-halt-and-run) and [this](#here)."))
                .containsExactly(new Link("guide.md", "pause-halt-and-run"), new Link("", "here"));
        assertThat(new Link("guide.md", "pause-halt-and-run").leadsSomewhere(guide))
                .isTrue();
        assertThat(new Link("guide.md", "stop").leadsSomewhere(guide)).isFalse();
        assertThat(new Link("missing.md", "").leadsSomewhere(guide)).isFalse();
    }
}
