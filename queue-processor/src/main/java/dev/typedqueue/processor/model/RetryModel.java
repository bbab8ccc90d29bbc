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
 * @param delays each delay, or none
 * @param jitter the share of a delay by which it is changed
 * @param stopOn exceptions after which the job is not tried again
 * @param requeueOn exceptions after which the job runs again without the loss of an attempt
 * @param requeueDelay after which time it does so
 */
public record RetryModel(
        Position position,
        @Nullable Setting<Integer> maxAttempts,
        @Nullable Setting<String> firstDelay,
        @Nullable Setting<String> maxDelay,
        @Nullable Setting<Double> multiplier,
        List<Setting<String>> delays,
        @Nullable Setting<Double> jitter,
        List<ExceptionClass> stopOn,
        List<ExceptionClass> requeueOn,
        @Nullable Setting<String> requeueDelay) {

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

    /** Keeps copies of the lists. */
    public RetryModel {
        delays = List.copyOf(delays);
        stopOn = List.copyOf(stopOn);
        requeueOn = List.copyOf(requeueOn);
    }

    /**
     * An exception that a rule names.
     *
     * @param type the exception
     * @param ancestors its superclasses
     * @param position where it stands
     */
    public record ExceptionClass(TypeName type, List<TypeName> ancestors, Position position) {
        /** Keeps a copy of the list. */
        public ExceptionClass {
            ancestors = List.copyOf(ancestors);
        }
    }
}
