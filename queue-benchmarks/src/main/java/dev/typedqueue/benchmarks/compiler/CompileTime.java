package dev.typedqueue.benchmarks.compiler;

import dev.typedqueue.benchmarks.measure.Cell;
import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Measurement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long a build takes for 500 jobs in 50 queues, in a fresh {@code javac} as builds start it: with the processor,
 * and without it for the very same classes, the ones that it generated being given as sources.
 */
public final class CompileTime {

    private static final int QUEUES = 50;
    private static final int JOBS = 10;

    private CompileTime() {}

    /** The cell with the processor, and the one without. */
    public static List<Cell> cells() {
        return List.of(
                new Cell(
                        "compile",
                        "with the processor",
                        "500 jobs",
                        folder -> Measurement.of(Figure.SECONDS, withProcessor(folder))),
                new Cell(
                        "compile",
                        "plain javac",
                        "500 jobs",
                        folder -> Measurement.of(Figure.SECONDS, withoutProcessor(folder))));
    }

    /** Seconds to compile the declarations with the processor. */
    private static double withProcessor(Path folder) throws Exception {
        Path sources = declarations(folder);
        return seconds(
                folder,
                sources,
                List.of("-s", Files.createDirectory(folder.resolve("generated")).toString()));
    }

    /** Seconds to compile the declarations and what was generated for them, with no processor. */
    private static double withoutProcessor(Path folder) throws Exception {
        Path sources = declarations(folder);
        Path generation = Files.createDirectory(folder.resolve("generation"));
        seconds(generation, sources, List.of("-s", sources.toString()));
        return seconds(folder, sources, List.of("-proc:none"));
    }

    private static Path declarations(Path folder) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        for (int queue = 0; queue < QUEUES; queue++) {
            StringBuilder source = new StringBuilder("package many;\n\nimport dev.typedqueue.annotation.*;\n\n");
            source.append("@Queue(concurrency = 4)\npublic interface Queue")
                    .append(queue)
                    .append(" {\n");
            for (int job = 0; job < JOBS; job++) {
                source.append("    /** Does a thing. */\n    @Job\n    @Retry(maxAttempts = 5)\n    void doQueue")
                        .append(queue)
                        .append("Job")
                        .append(job)
                        .append("(String name, long number, java.time.Instant time, java.util.List<String> more);\n\n");
            }
            Files.writeString(sources.resolve("Queue" + queue + ".java"), source.append("}\n"), StandardCharsets.UTF_8);
        }
        return sources;
    }

    private static double seconds(Path folder, Path sources, List<String> options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        command.addAll(
                List.of("-d", Files.createDirectory(folder.resolve("classes")).toString()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("-processor", processors()));
        if (options.contains("-proc:none")) {
            command.subList(command.size() - 2, command.size()).clear();
        }
        command.addAll(options);
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(command::add);
        }
        Path log = folder.resolve("javac.log");
        long begun = System.nanoTime();
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (exit != 0) {
            throw new IllegalStateException("javac failed: " + Files.readString(log));
        }
        return seconds;
    }

    private static String processors() {
        return "dev.typedqueue.processor.QueueProcessor,dev.typedqueue.processor.RegistrationProcessor";
    }
}
