package dev.typedqueue.test.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is done in whatever order, the store and a simple model of it agree after every step.
 *
 * <p>{@code -Dproperty.sequences} says how many sequences are tried, 6 by default, and {@code -Dproperty.seed} the seed
 * of the first, 1 by default. A sequence that fails is shortened, and shown step by step.
 */
abstract class HistoryContract extends StoreContract {

    private static final int STEPS = 200;
    private static final int MOST_REPLAYS = 400;

    static LongStream seeds() {
        long first = Long.getLong("property.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("property.sequences", 6));
    }

    /** A sequence that ends with the step after which store and model differ. */
    private record Disagreement(List<Long> steps, List<String> trace, Throwable failure) {}

    @ParameterizedTest
    @MethodSource("seeds")
    void theStoreAgreesWithAModelOfIt(long seed) {
        List<Long> steps = new Random(seed).longs(STEPS).boxed().toList();
        play(steps).ifPresent(found -> {
            Disagreement shortest = shortened(found);
            throw new AssertionError(
                    "-Dproperty.seed=" + seed + " -Dproperty.sequences=1 fails at step "
                            + found.steps().size() + ", and with these steps alone:\n"
                            + String.join("\n", shortest.trace()) + "\n" + shortest.failure(),
                    shortest.failure());
        });
    }

    private Optional<Disagreement> play(List<Long> steps) {
        History history = new History(this);
        for (int i = 0; i < steps.size(); i++) {
            try {
                history.step(new Random(steps.get(i)));
            } catch (AssertionError | RuntimeException failure) {
                return Optional.of(new Disagreement(steps.subList(0, i + 1), history.trace(), failure));
            }
        }
        return Optional.empty();
    }

    /**
     * Leaves out what it can: halves first, single steps last. A step does not depend on how often chance was asked.
     */
    private Disagreement shortened(Disagreement found) {
        Disagreement shortest = found;
        int replays = 0;
        for (int size = found.steps().size() / 2; size >= 1; size /= 2) {
            for (int from = shortest.steps().size() - size; from >= 0 && replays < MOST_REPLAYS; from -= size) {
                List<Long> without = new ArrayList<>(shortest.steps());
                without.subList(from, Math.min(from + size, without.size())).clear();
                closeStore();
                openStore();
                replays++;
                shortest = play(without).orElse(shortest);
                from = Math.min(from, shortest.steps().size());
            }
        }
        return shortest;
    }
}
