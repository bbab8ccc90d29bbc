package dev.typedqueue.reliability.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.reliability.report.Report.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page tells what runs have left: the texts of the simulation are those of real runs. */
final class ReportTest {

    private static final String OF_THE_BUILD = """
            {
              "date": "2026-11-25",
              "run": "the default build",
              "firstSeed": 1,
              "seeds": 2000,
              "addsAcknowledged": 31779,
              "attempts": 52548,
              "crashes": 2197,
              "refusedStaleWrites": 1367,
              "violations": 0,
              "seconds": 50.6
            }
            """;

    private static final String OF_THE_PROFILE = """
            {
              "date": "2026-11-25",
              "run": "the profile simulation, 10 minutes",
              "firstSeed": 1795630891171000,
              "seeds": 36907,
              "addsAcknowledged": 588410,
              "attempts": 975433,
              "crashes": 41078,
              "refusedStaleWrites": 23964,
              "violations": 1,
              "seconds": 600.0
            }
            """;

    @TempDir
    Path folder;

    private Path simulation;
    private Report report;

    @BeforeEach
    void prepare() {
        simulation = folder.resolve("simulation.json");
        report = new Report(folder.resolve("docs"), simulation);
    }

    private String page() throws IOException {
        report.faults(new Run(Machine.here(), "--smoke", 7, List.of()));
        return Files.readString(report.page());
    }

    @Test
    void theSimulationOfABuildIsOnThePage() throws IOException {
        Files.writeString(simulation, OF_THE_BUILD);

        assertThat(page())
                .contains("Run on 2026-11-25 by the default build, from seed 1.")
                .contains("| 2,000 | 31,779 | 52,548 | 2,197 | 1,367 | 0 | 50.6 |");
    }

    @Test
    void soIsALongOneWithItsBreaches() throws IOException {
        Files.writeString(simulation, OF_THE_PROFILE);

        assertThat(page())
                .contains("Run on 2026-11-25 by the profile simulation, 10 minutes, from seed 1795630891171000.")
                .contains("| 36,907 | 588,410 | 975,433 | 41,078 | 23,964 | **1** | 600.0 |");
    }

    @Test
    void whatWasRunBeforeStaysUntilItIsRunAgain() throws IOException {
        assertThat(page()).contains("## Simulation\n\nNot run.");
        Files.writeString(simulation, OF_THE_BUILD);
        assertThat(page()).contains("the default build");
        Files.delete(simulation);
        assertThat(page()).contains("the default build");
    }
}
