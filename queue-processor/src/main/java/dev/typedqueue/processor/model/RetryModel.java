package dev.typedqueue.processor.model;

import com.palantir.javapoet.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code @Retry}; null stands for what the user left to the default.
 *
 * @param position where the annotation stands
 * @param maxAttempts how often a job is tried
 * @param delays the delays between the attempts
 * @param jitter the share of a delay by which it is changed
 * @param stopOn exceptions after which the job is not tried again
 * @param requeueOn exceptions after which the job runs again without the loss of an attempt
 * @param requeueDelay after which time it does so
 * @param on exceptions with delays of their own
 */
public record RetryModel(
        Position position,
        @Nullable Setting<Integer> maxAttempts,
        DelaysModel delays,
        @Nullable Setting<Double> jitter,
        List<ExceptionClass> stopOn,
        List<ExceptionClass> requeueOn,
        @Nullable Setting<String> requeueDelay,
        List<On> on) {

    /** What holds where no jitter is written. */
    public static final double DEFAULT_JITTER = 0.2;

    /** What holds where no number of attempts is written. */
    public static final int DEFAULT_MAX_ATTEMPTS = 8;

    /** Keeps copies of the lists. */
    public RetryModel {
        stopOn = List.copyOf(stopOn);
        requeueOn = List.copyOf(requeueOn);
        on = List.copyOf(on);
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

    /**
     * A {@code @Retry.On}.
     *
     * @param exceptions the exceptions
     * @param delays the delays after them
     */
    public record On(List<ExceptionClass> exceptions, DelaysModel delays) {
        /** Keeps a copy of the list. */
        public On {
            exceptions = List.copyOf(exceptions);
        }
    }

    /** How often a job is tried: each delay that is written out is one before another attempt. */
    public int maxAttemptsOrDefault() {
        if (maxAttempts != null) {
            return maxAttempts.value();
        }
        return delays.writtenOut().isEmpty()
                ? DEFAULT_MAX_ATTEMPTS
                : delays.writtenOut().size() + 1;
    }

    /** Whether anything is written that is no default. */
    public boolean isSaid() {
        return maxAttempts != null
                || delays.areSaid()
                || jitter != null
                || !stopOn.isEmpty()
                || !requeueOn.isEmpty()
                || !on.isEmpty();
    }
}
