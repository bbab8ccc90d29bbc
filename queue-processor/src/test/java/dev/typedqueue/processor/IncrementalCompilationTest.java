package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when a build tool compiles a part of the files only. */
final class IncrementalCompilationTest {

    @TempDir
    Path directory;

    private Workspace workspace;

    @BeforeEach
    void compileTwoQueues() {
        workspace = new Workspace(directory)
                .write("p/First.java", queue("p", "First", "sendFirst(String text)"))
                .write("q/Second.java", queue("q", "Second", "sendSecond()"))
                .compile();
    }

    private static String queue(String packageName, String name, String job) {
        return "package " + packageName + "; import dev.typedqueue.annotation.*; @Queue public interface " + name
                + " { @Job void " + job + "; }";
    }

    /** As Gradle, Maven and IntelliJ do: what came out of a file is deleted before it is compiled again. */
    private void compileFirstAgain() {
        workspace
                .forget(
                        "p/First.class",
                        "p/FirstQueue.java",
                        "p/FirstQueue.class",
                        "p/FirstQueue$1.class",
                        "p/FirstQueue$Client.class",
                        "p/FirstQueue$Registration.class",
                        "p/SendFirstPayload.java",
                        "p/SendFirstPayload.class")
                .compileOnly("p/First.java");
    }

    @Test
    void aQueueThatIsNotCompiledStaysRegistered() {
        compileFirstAgain();

        assertThat(workspace.services()).containsExactly("p.FirstQueue$Registration", "q.SecondQueue$Registration");
    }

    @Test
    void aQueueIsCompiledOverWhatCameOutOfItBefore() {
        workspace.forget("q/SecondQueue.java", "q/SendSecondPayload.java").compileOnly("q/Second.java");

        assertThat(workspace.services()).containsExactly("p.FirstQueue$Registration", "q.SecondQueue$Registration");
    }

    @Test
    void aNewQueueIsAdded() {
        workspace
                .write("p/Third.java", queue("p", "Third", "sendThird(int number)"))
                .compileOnly("p/Third.java");

        assertThat(workspace.services())
                .containsExactly(
                        "p.FirstQueue$Registration", "p.ThirdQueue$Registration", "q.SecondQueue$Registration");
    }

    @Test
    void aQueueWhoseClassIsGoneIsRemoved() {
        workspace.forget("q/SecondQueue$Registration.class");

        compileFirstAgain();

        assertThat(workspace.services()).containsExactly("p.FirstQueue$Registration");
    }

    @Test
    void anInterfaceThatIsNoQueueAnyMoreIsRemoved() {
        workspace
                .write("q/Second.java", "package q; public interface Second {}")
                .write("q/Third.java", queue("q", "Third", "sendThird()"))
                .compileOnly("q/Second.java", "q/Third.java");

        assertThat(workspace.services()).containsExactly("p.FirstQueue$Registration", "q.ThirdQueue$Registration");
    }

    @Test
    void codeThatUsesAQueueIsCompiledAgainstItsClasses() {
        workspace
                .write(
                        "q/Caller.java",
                        "package q; class Caller { Object call() {"
                                + " return p.FirstQueue.add(new p.SendFirstPayload(\"\")); } }")
                .compileOnly("q/Caller.java");
    }

    @Test
    void whatIsGeneratedForAQueueDoesNotDependOnOthers() {
        String together = workspace.read("p/FirstQueue.java") + workspace.read("p/SendFirstPayload.java");

        compileFirstAgain();

        assertThat(workspace.read("p/FirstQueue.java") + workspace.read("p/SendFirstPayload.java"))
                .isEqualTo(together);
    }

    @Test
    void gradleIsToldOfBothProcessors() throws IOException {
        try (var gradle =
                QueueProcessor.class.getResourceAsStream("/META-INF/gradle/incremental.annotation.processors")) {
            assertThat(new String(Objects.requireNonNull(gradle).readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactlyInAnyOrder(
                            QueueProcessor.class.getName() + ",isolating",
                            RegistrationProcessor.class.getName() + ",aggregating");
        }
    }
}
