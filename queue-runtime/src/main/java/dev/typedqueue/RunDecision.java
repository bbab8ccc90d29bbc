package dev.typedqueue;

import java.time.Duration;

/** What a {@code @BeforeRun} rule answers. */
public sealed interface RunDecision {

    /** The attempt may start. */
    record Run() implements RunDecision {}

    /**
     * The job is asked again later. This costs no attempt.
     *
     * @param delay after which time; positive
     */
    record Postpone(Duration delay) implements RunDecision {
        public Postpone {
            if (delay.isNegative() || delay.isZero()) {
                throw new IllegalArgumentException("delay must be positive, but is " + delay);
            }
        }
    }

    /** The attempt may start. */
    static RunDecision run() {
        return new Run();
    }

    /**
     * The job is asked again after the delay.
     *
     * @throws IllegalArgumentException if the delay is not positive
     */
    static RunDecision postpone(Duration delay) {
        return new Postpone(delay);
    }
}
