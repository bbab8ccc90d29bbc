package dev.typedqueue.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A seed says all: whoever runs it sees the same. */
class ReplayTest {

    private static final int SEEDS = 25;

    @Test
    void aSeedReplaysToTheLetter() {
        History history = Scenario.of(7);

        assertThat(Scenario.of(7).text()).isEqualTo(history.text()).contains("the faults stop");
        assertThat(Scenario.of(8).text()).isNotEqualTo(history.text());
    }

    @Test
    void aSeedReplaysInAnotherProcess() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReplayTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> seenHere = texts();
        List<String> seenThere = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertThat(other.waitFor()).isZero();
        for (int i = 0; i < Math.min(seenHere.size(), seenThere.size()); i++) {
            assertThat(seenThere.get(i))
                    .as("%s, line %d", seed(seenHere.subList(0, i)), i)
                    .isEqualTo(seenHere.get(i));
        }
        assertThat(seenThere).hasSameSizeAs(seenHere);
    }

    private static String seed(List<String> before) {
        return before.stream().filter(line -> line.startsWith("seed ")).reduce("", (earlier, later) -> later);
    }

    private static List<String> texts() {
        return LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> "seed " + seed + "\n" + Scenario.of(seed).text())
                .flatMap(String::lines)
                .toList();
    }

    /** What another process sees. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        texts().forEach(out::println);
    }
}
