package dev.typedqueue.processor;

import dev.typedqueue.processor.reporting.Problem;
import org.junit.jupiter.api.Test;

/** Mistakes in the time that an attempt may take. */
final class TimeoutTest {

    @Test
    void aTimeoutIsADuration() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Timeout(^"30 sec") void send(String text);
                }
                """)
                .isReported(
                        Problem.DURATION_INVALID,
                        "\"30 sec\" is not a duration. The compiler cannot tell how long is meant. Write a whole "
                                + "number and ms, s, m, h or d, at most a hundred years. Did you mean \"30s\"?");
    }

    @Test
    void aTimeoutLeavesTime() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Timeout(^"0s") void send(String text);
                }
                """)
                .isReported(
                        Problem.TIMEOUT_ZERO,
                        "The time-out is 0s. An attempt would have failed before it has begun. Write a longer time, "
                                + "or leave @Timeout out.");
    }

    @Test
    void theTimeoutOfAQueueIsCheckedOnce() {
        Mistake.in("""
                @Queue @Timeout(^"0ms") interface Q {
                    @Job void send(String text);
                    @Job void resend(int number);
                }
                """)
                .isReported(
                        Problem.TIMEOUT_ZERO,
                        "The time-out is 0ms. An attempt would have failed before it has begun. Write a longer time, "
                                + "or leave @Timeout out.");
    }
}
