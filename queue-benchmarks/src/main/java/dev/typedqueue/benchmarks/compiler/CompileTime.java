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
 * How long a build takes for 500 jobs in 50 queues, in a fresh {@code javac} as builds start it: with the processor;
 * with one that only copies the files that ours has generated, which is what any processor costs that writes as many;
 * and without a processor for the very same classes, the generated ones being given as sources.
 */
public final class CompileTime {

    private static final int QUEUES = 50;
    private static final int JOBS = 10;
    private static final String PROCESSORS =
            "dev.typedqueue.processor.QueueProcessor,dev.typedqueue.processor.RegistrationProcessor";

    private CompileTime() {}

    /** The cell with the processor, the one with a copying processor, and the one without. */
    public static List<Cell> cells() {
        return List.of(
                cell("with the processor", CompileTime::withProcessor),
                cell("with one that copies", CompileTime::withCopies),
                cell("plain javac", CompileTime::withoutProcessor));
    }

    private static Cell cell(String system, Compilation compilation) {
        return new Cell(
                "compile", system, "500 jobs", folder -> Measurement.of(Figure.SECONDS, compilation.seconds(folder)));
    }

    /** One way to compile, in an empty folder. */
    private interface Compilation {

        double seconds(Path folder) throws Exception;
    }

    private static double withProcessor(Path folder) throws Exception {
        return seconds(
                folder, declarations(folder), List.of("-processor", PROCESSORS, "-s", folder("generated", folder)));
    }

    private static double withCopies(Path folder) throws Exception {
        Path sources = declarations(folder);
        String copied = folder("copied", folder);
        seconds(
                Files.createDirectory(folder.resolve("generation")),
                sources,
                List.of("-processor", PROCESSORS, "-s", copied));
        return seconds(
                folder,
                sources,
                List.of(
                        "-processor",
                        CopyingProcessor.class.getName(),
                        "-A" + CopyingProcessor.FOLDER + "=" + copied,
                        "-s",
                        folder("generated", folder)));
    }

    private static double withoutProcessor(Path folder) throws Exception {
        Path sources = declarations(folder);
        seconds(
                Files.createDirectory(folder.resolve("generation")),
                sources,
                List.of("-processor", PROCESSORS, "-s", sources.toString()));
        return seconds(folder, sources, List.of("-proc:none"));
    }

    private static String folder(String name, Path within) throws IOException {
        return Files.createDirectory(within.resolve(name)).toString();
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
        command.addAll(List.of("-d", folder("classes", folder), "-cp", System.getProperty("java.class.path")));
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
}
