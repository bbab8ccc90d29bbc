package dev.typedqueue.reliability.arena;

import dev.typedqueue.reliability.node.Entry;
import dev.typedqueue.reliability.node.Entry.Event;
import dev.typedqueue.reliability.node.NodeProcess;
import dev.typedqueue.reliability.node.NodeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A {@link NodeProcess} in a JVM of its own. */
public final class Node {

    private final String name;
    private final Path folder;
    private final NodeSettings settings;
    private final Process process;
    private final CompletableFuture<Long> endedAt;

    private Node(String name, Path folder, NodeSettings settings, Process process) {
        this.name = name;
        this.folder = folder;
        this.settings = settings;
        this.process = process;
        this.endedAt = process.onExit().thenApply(ended -> System.currentTimeMillis());
    }

    static Node start(String name, Path folder, String address, NodeSettings settings) throws IOException {
        Files.createFile(folder.resolve(name + ".journal"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx512m",
                "-Dorg.sqlite.tmpdir=" + folder,
                "-classpath",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName(),
                address,
                folder.resolve(name + ".journal").toString(),
                JsonMapper.shared().writeValueAsString(settings));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        return new Node(name, folder, settings, process);
    }

    /** Its name, which its journal and its log have too. */
    public String name() {
        return name;
    }

    NodeSettings settings() {
        return settings;
    }

    /** Whether the process has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether its runtime has started. */
    boolean isReady() {
        return entries().stream().anyMatch(entry -> entry.event() == Event.READY);
    }

    /** When its process ended, in milliseconds since 1970; nothing if it lives. */
    public Optional<Long> endedAt() {
        return Optional.ofNullable(endedAt.getNow(null));
    }

    /** What it has written down so far. */
    public List<Entry> entries() {
        try (Stream<String> lines = Files.lines(folder.resolve(name + ".journal"))) {
            return lines.flatMap(line -> Entry.parse(line).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of its log that contain a text. */
    public List<String> logLines(String text) {
        try (Stream<String> lines = Files.lines(folder.resolve(name + ".log"))) {
            return lines.filter(line -> line.contains(text)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells one that waits to begin. */
    public void begin() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Sends a signal, such as {@code STOP}. */
    public void signal(String signal) throws IOException, InterruptedException {
        signal(process.pid(), signal);
    }

    /** Stops the process, and returns once none of its threads runs any more. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!isFrozen()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(name + " does not stop");
            }
            Thread.onSpinWait();
        }
    }

    private boolean isFrozen() {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : (Iterable<Path>) threads::iterator) {
                String status = Files.readString(thread.resolve("stat"));
                if (!status.startsWith(" T", status.lastIndexOf(')') + 1)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal to a process; that it has ended already is no error. */
    public static void signal(long process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Kills the process, and returns when it has ended, in milliseconds since 1970. */
    public long kill() {
        process.destroyForcibly();
        return endedAt.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Waits until the process has ended. */
    public boolean awaitEnd(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** Has its JVM write the stacks of all threads into its log. */
    void writeStacks() throws IOException, InterruptedException {
        signal("QUIT");
    }

    @Override
    public String toString() {
        return name;
    }
}
