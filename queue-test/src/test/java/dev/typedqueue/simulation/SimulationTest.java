package dev.typedqueue.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever befalls the nodes, the promises hold. */
class SimulationTest {

    /** Replays one seed. */
    private static final @Nullable Long ONLY = Long.getLong("simulation.seed");

    /** Runs as many seeds as that time allows, rather than a number of them. */
    private static final @Nullable Integer MINUTES = Integer.getInteger("simulation.minutes");

    /** A long run would not look at the same seeds again. */
    private static final long FIRST =
            Long.getLong("simulation.first", MINUTES == null ? 1 : System.currentTimeMillis() * 1_000);

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 2_000);

    private static final String RUN =
            MINUTES == null ? "the default build" : "the profile simulation, " + MINUTES + " minutes";

    private static final int MOST_COMPLAINTS = 3;

    private static final Path SUMMARY = Path.of("target", "simulation.json");

    @Test
    void thePromisesHoldInEveryHistory() {
        List<String> complaints = new ArrayList<>();
        Tally tally = Tally.NONE;
        BooleanSupplier goesOn = goesOn();
        long first = ONLY == null ? FIRST : ONLY;
        long started = System.nanoTime();
        for (long seed = first; goesOn.getAsBoolean() && complaints.size() < MOST_COMPLAINTS; seed++) {
            History history = Scenario.of(seed);
            tally = tally.plus(history.tally());
            if (history.breach().isPresent()) {
                Path whole = Path.of("target", "simulation-" + seed + ".txt");
                write(whole, history.text());
                complaints.add(history.complaint() + "\nThe whole history is in " + whole.toAbsolutePath());
            }
        }
        if (ONLY == null) { // a replay is not what a report is to tell of
            Duration duration = Duration.ofNanos(System.nanoTime() - started);
            String today = LocalDate.now(ZoneOffset.UTC).toString();
            write(SUMMARY, new Summary(today, RUN, tally, first, duration).json());
        }
        if (!complaints.isEmpty()) {
            fail(String.join("\n\n", complaints));
        }
        assertThat(tally.attempts()).isPositive();
    }

    private static BooleanSupplier goesOn() {
        if (MINUTES == null || ONLY != null) {
            int[] left = {ONLY == null ? SEEDS : 1};
            return () -> left[0]-- > 0;
        }
        long end = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos();
        return () -> System.nanoTime() - end < 0;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
