package dev.typedqueue.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A promise whose breach nobody would notice is worth nothing: what is broken on purpose is found. */
class PlantedBugsTest {

    /** Each bug is found by the first few dozen; the bound leaves room for changes of the scenario. */
    private static final int MOST_SEEDS = 400;

    static List<PlantedBug> bugs() {
        return PlantedBugs.ALL;
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void aPlantedBugIsFound(PlantedBug bug) {
        for (long seed = 1; seed <= MOST_SEEDS; seed++) {
            History history = Scenario.of(seed, bug);
            if (history.breach().isPresent()) {
                assertThat(history.breach().get().promise())
                        .as("%s", history.complaint())
                        .isEqualTo(bug.promise());
                assertThat(history.complaint())
                        .contains("Seed " + seed, bug.promise(), "-Dsimulation.seed=" + seed, "The last events");
                return;
            }
        }
        throw new AssertionError("No seed up to " + MOST_SEEDS + " finds " + bug);
    }
}
