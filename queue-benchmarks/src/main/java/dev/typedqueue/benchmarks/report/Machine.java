package dev.typedqueue.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/**
 * Where and when something was measured.
 *
 * @param memory in gibibytes; 0 if it is not known
 */
public record Machine(String date, String processor, int processors, long memory, String java, String system) {

    /** This machine, today. */
    public static Machine here() {
        return new Machine(
                LocalDate.now(ZoneOffset.UTC).toString(),
                value("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                kibibytes(value("/proc/meminfo", "MemTotal")) / (1024 * 1024),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
    }

    private static String value(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            // Not Linux.
            return "";
        }
    }

    private static long kibibytes(String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text.substring(0, text.indexOf(' ')));
    }

    String sentence() {
        return "%s, %d processors%s%s, Java %s, %s"
                .formatted(
                        date,
                        processors,
                        processor.isEmpty() ? "" : " (" + processor + ")",
                        memory == 0 ? "" : ", " + memory + " GiB",
                        java,
                        system);
    }
}
