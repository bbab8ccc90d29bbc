package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written for a queue must hold whatever else its package has, and whatever its comments say. */
final class HiddenNamesTest {

    @TempDir
    Path directory;

    private Workspace workspace() {
        return new Workspace(directory).option("-Xlint:all,-processing", "-Werror");
    }

    @Test
    void aPackageMayHideTheTypesOfJavaLang() {
        Workspace workspace = workspace()
                .write("p/Override.java", "package p; class Override {}")
                .write("p/String.java", "package p; class String {}")
                .write("p/Integer.java", "package p; record Integer(int value) {}")
                .write(
                        "p/Q.java",
                        "package p; import dev.typedqueue.annotation.*; @Queue interface Q {"
                                + " @Job void send(java.lang.String text, Integer number, Long id); }")
                .compile();

        assertThat(workspace.read("p/SendPayload.java"))
                .contains("record SendPayload(java.lang.String text, Integer number, Long id)");
        assertThat(workspace.read("p/QQueue.java")).contains("@java.lang.Override");
    }

    @Test
    void aBackslashInACommentDoesNotBecomeAnEscape() {
        workspace().write("p/Q.java", """
                        package p;
                        import dev.typedqueue.annotation.*;
                        @Queue
                        interface Q {
                            /** Reads C:\\u005cusers and C:\\\\users. */
                            @Job void send(String text);
                        }
                        """).compile();
    }

    @Test
    void aDeprecationThatOnlyTheCommentTellsLeadsToNoWarning() {
        new Workspace(directory)
                .option("-Xlint:all,-processing,-dep-ann", "-Werror")
                .write("p/Q.java", """
                        package p;
                        import dev.typedqueue.annotation.*;
                        @Queue
                        interface Q {
                            /**
                             * Sends {@code {}.
                             *
                             * @deprecated use another
                             */
                            @Job void send(String text);
                        }
                        """)
                .compile();
    }

    @Test
    void annotationsOfParametersGoToTheComponents() {
        Workspace workspace = workspace()
                .write("p/Pattern.java", "package p; public @interface Pattern { String[] value(); }")
                .write("p/Q.java", """
                        package p;
                        import com.fasterxml.jackson.annotation.JsonProperty;
                        import dev.typedqueue.annotation.*;
                        import java.util.List;
                        import java.util.Map;
                        @Queue
                        interface Q {
                            @Job void send(@JsonProperty("a") @SuppressWarnings("unused") String address,
                                    @Pattern({"a), b", "(<\\""}) String text, Map<String, List<Integer>> numbersOfAllThatMatters);
                        }
                        """)
                .compile();

        assertThat(workspace.read("p/SendPayload.java")).contains("""
                record SendPayload(
                        @JsonProperty("a") String address,
                        @Pattern({"a), b", "(<\\""}) String text,
                        Map<String, List<Integer>> numbersOfAllThatMatters) {}
                """);
    }
}
