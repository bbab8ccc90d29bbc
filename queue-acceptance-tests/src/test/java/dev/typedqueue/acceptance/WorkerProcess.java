package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, mostly a {@link ChoreWorker}. */
final class WorkerProcess implements AutoCloseable {

    /** What the JVM answers to SIGTERM: 128 and the signal's number. */
    static final int TERMINATED = 128 + 15;

    private final Process process;
    private final Thread reader;
    private final List<String> output = new CopyOnWriteArrayList<>();

    private WorkerProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of process " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a worker, and waits until its runtime runs. */
    static WorkerProcess start(TestedStore store, String address, Duration lease, Duration graceTime)
            throws IOException {
        WorkerProcess worker = launch(store, address, lease, graceTime);
        await().until(() -> worker.says(ChoreWorker.READY));
        return worker;
    }

    /** Starts a worker. */
    static WorkerProcess launch(TestedStore store, String address, Duration lease, Duration graceTime)
            throws IOException {
        return launch(ChoreWorker.class, store.name(), address, lease.toString(), graceTime.toString());
    }

    /** Starts a JVM with that main class. */
    static WorkerProcess launch(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-classpath",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return new WorkerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(output::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it has written a line that contains the text. */
    boolean says(String text) {
        return output.stream().anyMatch(line -> line.contains(text));
    }

    /** How many lines of that text it has written. */
    long times(String line) {
        return output.stream().filter(line::equals).count();
    }

    /** The chores that it has started, in order. */
    List<Integer> started() {
        return chores(ChoreWorker.STARTED);
    }

    /** The chores that it has ended, in order. */
    List<Integer> ended() {
        return chores(ChoreWorker.ENDED);
    }

    private List<Integer> chores(String what) {
        return output.stream()
                .filter(line -> line.startsWith(what))
                .map(line -> Integer.valueOf(line.substring(what.length())))
                .toList();
    }

    /** Lets the chores that are held go on. */
    void goOn() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Sends a signal, such as {@code STOP}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the process has ended, and returns its exit code. */
    int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        reader.join();
        return process.exitValue();
    }

    /** Kills the process, without a chance to put anything in order: {@code SIGKILL}. */
    void kill() throws InterruptedException {
        close();
        awaitEnd();
    }

    /** Through the handle: the process itself would drop what was written and has not been read. */
    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
