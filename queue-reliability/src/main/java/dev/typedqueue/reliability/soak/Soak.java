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
import java.util.concurrent.TimeUnit;

/** Two nodes under a mixed load for a long time, without faults, on one database after the other. */
public final class Soak {

    private static final int SAMPLES = 200;
    private static final double MEBIBYTE = 1024 * 1024;
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private Soak() {}

    /** Runs half of the time on each database. */
    public static SoakResult run(Path scratch, Duration duration) throws Exception {
        Path folder = Files.createDirectories(scratch.toAbsolutePath());
        Folders.empty(folder);
        List<Course> courses = new ArrayList<>();
        try (Database file = new SqliteDatabase(folder.resolve("jobs.db"))) {
            courses.add(course(file, folder, duration.dividedBy(2)));
        }
        try (Database server = PostgresDatabase.start(folder.resolve("postgres"))) {
            courses.add(course(server, folder, duration.dividedBy(2)));
        }
        Folders.empty(folder);
        return new SoakResult(Machine.here(), courses);
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
