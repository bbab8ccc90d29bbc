package dev.typedqueue.reliability.soak;

import dev.typedqueue.reliability.arena.Database;
import dev.typedqueue.reliability.arena.Folders;
import dev.typedqueue.reliability.arena.PostgresDatabase;
import dev.typedqueue.reliability.arena.SqliteDatabase;
import dev.typedqueue.reliability.report.Machine;
import dev.typedqueue.reliability.report.SoakResult;
import dev.typedqueue.reliability.report.SoakResult.Course;
import dev.typedqueue.reliability.report.SoakResult.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Two nodes under a mixed load for a long time, without faults, on each database. */
public final class Soak {

    private static final int SAMPLES = 200;
    private static final double MEBIBYTE = 1024 * 1024;
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private Soak() {}

    /** Runs for that long on all databases at once. */
    public static SoakResult run(Path scratch, Duration duration) throws Exception {
        Path folder = Files.createDirectories(scratch.toAbsolutePath());
        Folders.empty(folder);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Database file = new SqliteDatabase(folder.resolve("jobs.db"));
                Database server = PostgresDatabase.start(folder.resolve("postgres"))) {
            List<Callable<Course>> soaks =
                    List.of(() -> course(file, folder, duration), () -> course(server, folder, duration));
            List<Course> courses = new ArrayList<>();
            for (Future<Course> soak : threads.invokeAll(soaks)) {
                courses.add(soak.get());
            }
            return new SoakResult(Machine.here(), courses);
        } finally {
            threads.shutdownNow();
            Folders.empty(folder);
        }
    }

    private static Course course(Database database, Path folder, Duration duration) throws Exception {
        List<Process> nodes = List.of(start(database, folder), start(database, folder));
        try {
            List<BufferedReader> answers =
                    nodes.stream().map(Process::inputReader).toList();
            List<Sample> samples = new ArrayList<>();
            long step = duration.dividedBy(SAMPLES).toNanos();
            long began = System.nanoTime();
            long last = began;
            long ranBefore = 0;
            for (int i = 0; i < SAMPLES; i++) {
                TimeUnit.NANOSECONDS.sleep(began + (i + 1) * step - System.nanoTime());
                long heap = 0;
                long ran = 0;
                for (int node = 0; node < nodes.size(); node++) {
                    String[] answer = ask(nodes.get(node), answers.get(node));
                    heap = Math.max(heap, Long.parseLong(answer[0]));
                    ran += Long.parseLong(answer[1]);
                }
                long now = System.nanoTime();
                samples.add(new Sample(
                        (now - began) / NANOS,
                        heap / MEBIBYTE,
                        database.size() / MEBIBYTE,
                        (ran - ranBefore) * NANOS / (now - last)));
                last = now;
                ranBefore = ran;
            }
            return new Course(database.version(), samples);
        } finally {
            nodes.forEach(Process::destroyForcibly);
            for (Process node : nodes) {
                node.waitFor();
            }
        }
    }

    private static Process start(Database database, Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-Dorg.sqlite.tmpdir=" + folder,
                        "-classpath",
                        System.getProperty("java.class.path"),
                        SoakNode.class.getName(),
                        database.address())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("soak.log").toFile()))
                .start();
    }

    private static String[] ask(Process node, BufferedReader answers) throws IOException {
        node.getOutputStream().write('\n');
        node.getOutputStream().flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IllegalStateException("A node has ended: its log says why");
        }
        return line.split(" ", -1);
    }
}
