package dev.typedqueue.benchmarks.postgres.agent;

import dev.typedqueue.benchmarks.postgres.peers.Contestant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The other end of an agent: starts it, tells it what to do, and reads its answers. */
public final class AgentProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int LOG_LINES = 40;
    private static final ScheduledExecutorService WATCHDOGS = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watchdog");
        thread.setDaemon(true);
        return thread;
    });

    private final String name;
    private final Process process;
    private final Path log;
    private final Writer lines;
    private final BufferedReader answers;

    private AgentProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.lines = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a process for a system in Java.
     *
     * @param folder where its log is kept
     * @throws IOException if it cannot be started
     */
    public static AgentProcess inJava(Contestant contestant, String url, Path folder) throws IOException {
        return start(
                contestant,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms512m",
                        "-Xmx2g",
                        "-XX:+UseParallelGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Agent.class.getName(),
                        contestant.id(),
                        url),
                folder);
    }

    /**
     * Starts a process for a system in Node.
     *
     * @throws IOException if it cannot be started
     */
    public static AgentProcess inNode(Contestant contestant, String url, NodePackages node, Path folder)
            throws IOException {
        return start(
                contestant,
                List.of(node.executable().toString(), node.script().toString(), contestant.id(), url),
                folder);
    }

    private static AgentProcess start(Contestant contestant, List<String> command, Path folder) throws IOException {
        Path log = Files.createTempFile(folder, contestant.id(), ".log");
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        return new AgentProcess(contestant.name(), process, log);
    }

    /**
     * Gives an order and waits until it is carried out.
     *
     * @return the words of the answer
     * @throws IllegalStateException if the agent failed; the message says how
     */
    public List<String> tell(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        try {
            lines.write(line.append('\n').toString());
            lines.flush();
            String answer = answer();
            if (answer == null || !answer.startsWith("ok")) {
                throw failure(line.toString(), answer == null ? "the process has ended" : answer);
            }
            List<String> parts = List.of(answer.strip().split(" ", -1));
            return parts.subList(1, parts.size());
        } catch (IOException e) {
            throw failure(line.toString(), e.toString());
        }
    }

    private @Nullable String answer() throws IOException {
        ScheduledFuture<?> watchdog = WATCHDOGS.schedule(process::destroyForcibly, LIMIT.toMinutes(), TimeUnit.MINUTES);
        try {
            return answers.readLine();
        } finally {
            watchdog.cancel(false);
        }
    }

    private IllegalStateException failure(String line, String answer) {
        System.err.println(log());
        return new IllegalStateException(name + ": \"" + line.strip() + "\": " + answer);
    }

    /** The last lines that it wrote to its standard error. */
    public String log() {
        try {
            List<String> all = Files.readAllLines(log);
            return String.join("\n", all.subList(Math.max(0, all.size() - LOG_LINES), all.size()));
        } catch (IOException e) {
            return "The log cannot be read: " + e;
        }
    }

    /** Processor time that it has used so far. */
    public Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
