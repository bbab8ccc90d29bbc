package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done in whatever order, the store and a simple model of it agree. */
abstract class HistoryContract extends StoreContract {

    private static final int STEPS = 400;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theStoreAgreesWithAModelOfIt(long seed) {
        History history = new History(this, new Random(seed));
        for (int step = 0; step < STEPS; step++) {
            String action = history.step();
            assertThat(history.stored())
                    .as("seed %d, step %d: %s", seed, step, action)
                    .isEqualTo(history.expected());
        }
    }
}
