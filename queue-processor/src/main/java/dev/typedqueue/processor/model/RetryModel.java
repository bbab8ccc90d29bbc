package dev.typedqueue.processor.model;

import com.palantir.javapoet.TypeName;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code @Retry}; null stands for what the user left to the default.
 *
 * @param position where the annotation stands
 * @param maxAttempts how often a job is tried
 * @param firstDelay the delay before the second attempt
 * @param maxDelay the longest delay
 * @param multiplier by how much each delay is longer than the one before
 * @param jitter the share of a delay by which it is changed
 * @param stopOn exceptions after which the job is not tried again
 */
public record RetryModel(
        Position position,
        @Nullable Setting<Integer> maxAttempts,
        @Nullable Setting<String> firstDelay,
        @Nullable Setting<String> maxDelay,
        @Nullable Setting<Double> multiplier,
        @Nullable Setting<Double> jitter,
        List<StopOn> stopOn) {

    /** What holds where no first delay is written, by the Javadoc of the annotation. */
    public static final WrittenDuration DEFAULT_FIRST_DELAY = new WrittenDuration(10, ChronoUnit.SECONDS);

    /** What holds where no longest delay is written, by the Javadoc of the annotation. */
    public static final WrittenDuration DEFAULT_MAX_DELAY = new WrittenDuration(1, ChronoUnit.HOURS);

    /** What holds where no multiplier is written. */
    public static final double DEFAULT_MULTIPLIER = 2.0;

    /** What holds where no jitter is written. */
    public static final double DEFAULT_JITTER = 0.2;

    /** What holds where no number of attempts is written. */
    public static final int DEFAULT_MAX_ATTEMPTS = 8;

    /** Keeps a copy of the list. */
    public RetryModel {
        stopOn = List.copyOf(stopOn);
    }

    /**
     * An exception after which a job is not tried again.
     *
     * @param type the exception
     * @param ancestors its superclasses
     * @param position where it stands
     */
    public record StopOn(TypeName type, List<TypeName> ancestors, Position position) {
        /** Keeps a copy of the list. */
        public StopOn {
            ancestors = List.copyOf(ancestors);
        }
    }
}
