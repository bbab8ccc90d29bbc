package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues in modules of the Java platform, and queues that are used from elsewhere. */
final class ModuleTest {

    private static final String QUEUE = "package p; import dev.typedqueue.annotation.*;\n"
            + "@Queue public interface Q { @Job void send(String text); }";

    private static final String PROVIDES = "provides dev.typedqueue.spi.QueueProvider with p.QQueue.Registration;";

    @TempDir
    Path directory;

    private Workspace module(String name, String moduleInfo) {
        String modules = System.getProperty("java.class.path");
        return new Workspace(directory.resolve(name))
                .classPath("")
                .option("--module-path", modules, "-Xlint:all,-processing,-requires-automatic", "-Werror")
                .write("module-info.java", moduleInfo);
    }

    @Test
    void aQueueInAModuleIsCompiledWithoutWarnings() {
        module("m", "module m { requires transitive dev.typedqueue.runtime; exports p; " + PROVIDES + " }")
                .write("p/Q.java", QUEUE)
                .compile();
    }

    @Test
    void aModuleNeedsNotTheCompilerForAnAnnotation() {
        Workspace workspace = module(
                        "m", "module m { requires transitive dev.typedqueue.runtime; exports p; " + PROVIDES + " }")
                .write("p/Q.java", QUEUE)
                .compile();

        assertThat(workspace.read("p/QQueue.java")).doesNotContain("Generated");
    }

    @Test
    void aModuleProvidesItsQueues() {
        assertThat(module("m", "module m { requires transitive dev.typedqueue.runtime; exports p; }")
                        .write("p/Q.java", QUEUE)
                        .messages())
                .singleElement()
                .asString()
                .contains(
                        "Q.java:2: error: [TypedQueue:module-provides] Module m does not provide the queue Q. In a named"
                                + " module META-INF/services is not read, and the runtime would not know the queue. Write in"
                                + " module-info.java: " + PROVIDES);
    }

    @Test
    void aModuleNeedsTheRuntime() {
        assertThat(module("m", "module m { requires dev.typedqueue.annotation; exports p; }")
                        .write("p/Q.java", QUEUE)
                        .messages())
                .singleElement()
                .asString()
                .contains(
                        "Q.java:2: error: [TypedQueue:missing-runtime] Q cannot see TypedQueue's runtime. The generated"
                                + " class needs it. Add the dependency queue-runtime, and in a named module \"requires"
                                + " dev.typedqueue.runtime\".");
    }

    @Test
    void aQueueOfOneModuleIsUsedFromAnother() {
        Workspace declaring = module(
                        "m", "module m { requires transitive dev.typedqueue.runtime; exports p; " + PROVIDES + " }")
                .write("p/Q.java", QUEUE)
                .compile();

        String path =
                declaring.classes() + System.getProperty("path.separator") + System.getProperty("java.class.path");
        new Workspace(directory.resolve("n"))
                .classPath("")
                .option("--module-path", path)
                .write("module-info.java", "module n { requires m; }")
                .write(
                        "q/Caller.java",
                        "package q; import p.*; class Caller { void call() {"
                                + " QQueue.add(new SendPayload(\"hello\"), java.time.Instant.now()); } }")
                .compile();
    }

    @Test
    void aQueueOfOneJarIsUsedFromAnother() {
        Workspace declaring =
                new Workspace(directory.resolve("m")).write("p/Q.java", QUEUE).compile();

        new Workspace(directory.resolve("n"))
                .classPath(declaring.classes()
                        + System.getProperty("path.separator")
                        + System.getProperty("java.class.path"))
                .write(
                        "q/Handlers.java",
                        "package q; import p.*; class Handlers implements Q { public void send(String text) {"
                                + " QQueue.add(new SendPayload(text)); }"
                                + " Object handlers() { return QQueue.with(this); } }")
                .compile();
    }
}
