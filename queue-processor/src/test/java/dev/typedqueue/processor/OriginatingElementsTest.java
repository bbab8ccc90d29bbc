package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/** An isolating processor promises that each file comes from exactly one type; Gradle trusts the files' origins. */
final class OriginatingElementsTest {

    private final Map<String, List<String>> origins = new TreeMap<>();

    @Test
    void eachGeneratedFileComesFromItsQueueAlone() {
        Compilation compilation = Compiler.javac()
                .withProcessors(new Recording())
                .compile(
                        JavaFileObjects.forSourceString(
                                "p.First",
                                "package p; import dev.typedqueue.annotation.*;"
                                        + " @Queue interface First { @Job void send(String a); }"),
                        JavaFileObjects.forSourceString(
                                "p.Outer",
                                "package p; import dev.typedqueue.annotation.*;"
                                        + " class Outer { @Queue interface Second { @Job void resend(String a); } }"));

        assertThat(compilation.errors()).isEmpty();
        assertThat(origins)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "p.FirstQueue", List.of("p.First"),
                        "p.SendPayload", List.of("p.First"),
                        "p.Outer_SecondQueue", List.of("p.Outer.Second"),
                        "p.ResendPayload", List.of("p.Outer.Second")));
    }

    /** The processor with a filer that writes down the origins that it is given. */
    private final class Recording extends AbstractProcessor {

        private final QueueProcessor processor = new QueueProcessor();

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return processor.getSupportedAnnotationTypes();
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public synchronized void init(ProcessingEnvironment environment) {
            super.init(environment);
            Filer filer = (Filer) Proxy.newProxyInstance(
                    Filer.class.getClassLoader(), new Class<?>[] {Filer.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("createSourceFile")) {
                            origins.put(
                                    arguments[0].toString(),
                                    Arrays.stream((Element[]) arguments[1])
                                            .map(Object::toString)
                                            .toList());
                        }
                        return method.invoke(environment.getFiler(), arguments);
                    });
            processor.init((ProcessingEnvironment) Proxy.newProxyInstance(
                    ProcessingEnvironment.class.getClassLoader(),
                    new Class<?>[] {ProcessingEnvironment.class},
                    (proxy, method, arguments) ->
                            method.getName().equals("getFiler") ? filer : method.invoke(environment, arguments)));
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            processor.process(annotations, round);
            return false;
        }
    }
}
