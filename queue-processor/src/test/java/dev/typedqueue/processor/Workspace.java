package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A directory with sources and classes, in which the real compiler is run as a build tool runs it. */
final class Workspace {

    static final String SERVICES = "META-INF/services/dev.typedqueue.spi.QueueProvider";

    private final Path sources;
    private final Path classes;
    private final List<String> options = new ArrayList<>();
    private final List<Processor> otherProcessors = new ArrayList<>();
    private String classPath = System.getProperty("java.class.path");

    Workspace(Path directory) {
        this.sources = directory.resolve("src");
        this.classes = directory.resolve("classes");
    }

    Workspace option(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Replaces the class path, which is that of the tests by default. */
    Workspace classPath(String newClassPath) {
        classPath = newClassPath;
        return this;
    }

    /** A processor that runs before ours. */
    Workspace processor(Processor other) {
        otherProcessors.add(other);
        return this;
    }

    Workspace write(String path, String text) {
        try {
            Path file = sources.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path source(String path) {
        return sources.resolve(path);
    }

    Path classes() {
        return classes;
    }

    /** Compiles all sources, and asserts that there is not even a warning. */
    Workspace compile() {
        assertThat(messages()).isEmpty();
        return this;
    }

    /** Compiles some of the sources against the classes of the others, and asserts the same. */
    Workspace compileOnly(String... paths) {
        assertThat(messagesOf(Arrays.stream(paths).map(sources::resolve).toList()))
                .isEmpty();
        return this;
    }

    /** Compiles all sources. */
    List<String> messages() {
        try (Stream<Path> files = Files.walk(sources)) {
            return messagesOf(files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> messagesOf(List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            Files.createDirectories(classes);
            List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "--release", "17"));
            arguments.addAll(List.of("-classpath", classes + System.getProperty("path.separator") + classPath));
            arguments.addAll(options);
            JavaCompiler.CompilationTask task = compiler.getTask(
                    null, manager, diagnostics, arguments, null, manager.getJavaFileObjectsFromPaths(files));
            List<Processor> processors = new ArrayList<>(otherProcessors);
            processors.addAll(List.of(new QueueProcessor(), new RegistrationProcessor()));
            task.setProcessors(processors);
            boolean isDone = task.call();
            List<String> messages =
                    diagnostics.getDiagnostics().stream().map(Object::toString).toList();
            return !isDone && messages.isEmpty() ? List.of("The compiler failed without a word") : messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file among the classes. */
    String read(String path) {
        try {
            return Files.readString(classes.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> services() {
        return read(SERVICES).lines().toList();
    }

    /** Deletes what came out of a source, as build tools do before they compile it again. */
    Workspace forget(String... paths) {
        try {
            for (String path : paths) {
                Files.delete(classes.resolve(path));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The compiled classes, on top of those of the tests. */
    URLClassLoader load() {
        try {
            return new URLClassLoader(new URL[] {classes.toUri().toURL()}, Workspace.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
