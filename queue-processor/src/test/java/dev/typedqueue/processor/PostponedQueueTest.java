package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues that use types which another annotation processor makes. */
final class PostponedQueueTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Job void send(Made payload);",
                "@Job void send(String text, java.util.List<Made> all);",
                "@Job void send(Made[] all);",
                "@Job void send(Holder payload); record Holder(Made made) {}",
                "@Job void send(Holder payload); record Holder(java.util.Map<String, Made> made) {}",
                "@Job void send(String text); @OnExhausted(\"send\") default void tell(SendPayload payload) {}"
                        + " @Job void sendMade(Made payload);",
                "@Job @Retry(stopOn = MadeException.class) void send(String text);",
                "@Job void send(String text) throws MadeException;"
            })
    void aQueueWaitsForTypesToBeMade(String members) {
        Workspace workspace = new Workspace(directory)
                .processor(new Maker())
                .write(
                        "p/Q.java",
                        "package p; import dev.typedqueue.annotation.*; @Queue interface Q { " + members + " }")
                .write("p/Caller.java", "package p; class Caller { Object definition = QQueue.DEFINITION; }");
        workspace.compile();

        assertThat(workspace.services()).containsExactly("p.QQueue$Registration");
    }

    @Test
    void aPayloadOfTheQueueItselfIsNotWaitedFor() {
        new Workspace(directory)
                .write(
                        "p/Q.java",
                        "package p; import dev.typedqueue.*; import dev.typedqueue.annotation.*;"
                                + " @Queue interface Q { @Job void send(String text);"
                                + " @BeforeAdd static Admission ok(SendPayload payload, AddContext add)"
                                + " { return payload.text().isEmpty() ? Admission.refuse(\"empty\") : Admission.admit(); } }")
                .compile();
    }

    @Test
    void aPayloadOfAnotherQueueIsWaitedFor() {
        new Workspace(directory)
                .write(
                        "p/A.java",
                        "package p; import dev.typedqueue.annotation.*;"
                                + " @Queue interface A { @Job void repeat(SendPayload original, int times); }")
                .write(
                        "p/B.java",
                        "package p; import dev.typedqueue.annotation.*; @Queue interface B { @Job void send(String text); }")
                .compile();
    }

    @Test
    void aTypeThatNobodyMakesIsReportedAtTheEnd() {
        List<String> messages = new Workspace(directory)
                .write(
                        "p/Q.java",
                        "package p; import dev.typedqueue.annotation.*;\n"
                                + "@Queue interface Q { @Job void send(Nowhere payload, Neither other); }")
                .messages();

        assertThat(messages)
                .anySatisfy(message -> assertThat(message)
                        .contains("Q.java:2: error: [TypedQueue:type-missing] Nothing is generated for Q, since it uses"
                                + " types that do not exist: Neither, Nowhere. The generated code would not compile"
                                + " either. Declare or import them, or see why another annotation processor does not"
                                + " make them."));
    }

    @Test
    void aTypeThatCannotBeReadIsReportedWhereverItStands() {
        List<String> messages = new Workspace(directory).write("p/Q.java", """
                        package p;
                        import dev.typedqueue.annotation.*;
                        import java.util.Map;
                        @Queue interface Q {
                            record Box<T>(T content) {}
                            @Job void send(Box<sealed<String>> box, Map<String, Box<? extends sealed<int[]>>> boxes);
                        }
                        """).messages();

        assertThat(messages).anySatisfy(message -> assertThat(message).contains("[TypedQueue:type-missing]"));
    }

    /** Makes a record and an exception, in the first round. */
    @SupportedAnnotationTypes("*")
    private static final class Maker extends AbstractProcessor {

        private boolean isDone;

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!isDone) {
                isDone = true;
                write("p.Made", "package p; record Made(int number) {}");
                write(
                        "p.MadeException",
                        "package p; class MadeException extends Exception { private static final long serialVersionUID = 1; }");
            }
            return false;
        }

        private void write(String name, String text) {
            try (Writer writer = processingEnv.getFiler().createSourceFile(name).openWriter()) {
                writer.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
