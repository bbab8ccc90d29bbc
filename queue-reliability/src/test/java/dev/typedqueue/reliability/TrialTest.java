package dev.typedqueue.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.typedqueue.reliability.check.Verdict;
import dev.typedqueue.reliability.report.TrialResult;
import dev.typedqueue.reliability.scenario.Scenario;
import dev.typedqueue.reliability.scenario.TrialRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Some trials for a few seconds each; the profile "reliability" runs all of them for long. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
final class TrialTest {

    private static final long SEED = 7;

    @TempDir
    Path scratch;

    @ParameterizedTest
    @CsvSource({"killed workers, SQLITE", "killed SQLite, SQLITE", "full disk, POSTGRES"})
    void nothingThatWasAcknowledgedIsLost(String name, Scenario.Kind kind) throws Exception {
        TrialResult result = new TrialRunner(scratch, SEED).run(scenario(name), kind, Duration.ofSeconds(4));

        assumeThat(result.isRun()).as("%s", result.failure()).isTrue();
        assertThat(result.failure()).isNull();
        Verdict verdict = Objects.requireNonNull(result.verdict());
        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.acknowledged()).isGreaterThan(100);
        assertThat(result.faults()).isPositive();
    }

    private static Scenario scenario(String name) {
        return Scenario.all().stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
