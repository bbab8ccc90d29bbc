package dev.typedqueue.processor.model;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The delays between attempts; null stands for what the user left to the default.
 *
 * @param position where the annotation stands
 * @param firstDelay the delay before the second attempt
 * @param maxDelay the longest delay
 * @param multiplier by how much each delay is longer than the one before
 * @param writtenOut each delay, or none
 */
public record DelaysModel(
        Position position,
        @Nullable Setting<String> firstDelay,
        @Nullable Setting<String> maxDelay,
        @Nullable Setting<Double> multiplier,
        List<Setting<String>> writtenOut) {

    /** What holds where no first delay is written, by the Javadoc of the annotation. */
    public static final WrittenDuration DEFAULT_FIRST_DELAY = new WrittenDuration(10, ChronoUnit.SECONDS);

    /** What holds where no longest delay is written, by the Javadoc of the annotation. */
    public static final WrittenDuration DEFAULT_MAX_DELAY = new WrittenDuration(1, ChronoUnit.HOURS);

    /** What holds where no multiplier is written. */
    public static final double DEFAULT_MULTIPLIER = 2.0;

    /** Keeps a copy of the list. */
    public DelaysModel {
        writtenOut = List.copyOf(writtenOut);
    }

    /** Whether anything is written. */
    public boolean areSaid() {
        return firstDelay != null || maxDelay != null || multiplier != null || !writtenOut.isEmpty();
    }
}
