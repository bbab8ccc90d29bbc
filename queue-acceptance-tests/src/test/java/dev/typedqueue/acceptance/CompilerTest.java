package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the compiler makes of calls of a generated class: payloads are checked before anything runs. */
final class CompilerTest {

    @TempDir
    Path directory;

    private List<String> errorsOf(String call) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        String source =
                "package dev.typedqueue.acceptance; import java.time.*; import java.util.*; class Caller { void call() { "
                        + call + "; } }";
        List<String> options = List.of(
                "-proc:none",
                "-implicit:none",
                "-d",
                directory.toString(),
                "-classpath",
                System.getProperty("java.class.path"));
        compiler.getTask(null, null, diagnostics, options, null, List.of(new Source(source)))
                .call();
        return diagnostics.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(each -> each.getMessage(Locale.ENGLISH))
                .toList();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///dev/typedqueue/acceptance/Caller.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    @Test
    void aDeclaredPayloadCompiles() {
        assertThat(
                        errorsOf(
                                "NotificationsQueue.add(new SendNotificationViaEmailPayload(UUID.randomUUID()), Instant.now())"))
                .isEmpty();
    }

    @Test
    void aPayloadOfAnotherQueueDoesNot() {
        assertThat(errorsOf("NotificationsQueue.add(new RunErrandPayload(\"milk\"))"))
                .singleElement()
                .asString()
                .contains("no suitable method found for add(dev.typedqueue.acceptance.RunErrandPayload)");
    }

    @Test
    void aComponentOfAnotherTypeDoesNot() {
        assertThat(errorsOf("NotificationsQueue.add(new SendDigestPayload(\"ada\", LocalDate.EPOCH))"))
                .singleElement()
                .asString()
                .contains("incompatible types", "UserId");
    }

    @Test
    void aClassThatHandlesNotAllJobsDoesNot() {
        assertThat(errorsOf("""
                NotificationsQueue.with(new Notifications() {
                    @Override public void sendDigest(UserId user, LocalDate day) {}
                })""")).singleElement().asString().contains("sendNotificationViaEmail");
    }
}
