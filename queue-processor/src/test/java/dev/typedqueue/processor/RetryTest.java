package dev.typedqueue.processor;

import dev.typedqueue.processor.reporting.Problem;
import org.junit.jupiter.api.Test;

/** Mistakes in retries and priorities. */
final class RetryTest {
    @Test
    void aJobIsTriedAtLeastOnce() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(maxAttempts = ^0) void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_RANGE,
                        "maxAttempts is 0. It is how often a job is tried, the first time included. Write 1 or "
                                + "more.");
    }

    @Test
    void delaysDoNotShrink() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(multiplier = ^0.5) void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_RANGE,
                        "multiplier is 0.5. It is by how much each delay is longer than the last. Write 1 or "
                                + "more.");
    }

    @Test
    void theJitterIsAShare() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(jitter = ^1.5) void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_RANGE,
                        "jitter is 1.5. It is the share of a delay by which it is changed. Write a number from "
                                + "0 to 1.");
    }

    @Test
    void theFirstDelayIsADuration() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(firstDelay = ^"10") void send(String text);
                }
                """)
                .isReported(
                        Problem.DURATION_INVALID,
                        "\"10\" is not a duration. The compiler cannot tell how long is meant. Write a whole "
                                + "number and ms, s, m, h or d, at most a hundred years. For example \"10s\".");
    }

    @Test
    void theLongestDelayIsADuration() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(maxDelay = ^"one hour") void send(String text);
                }
                """)
                .isReported(
                        Problem.DURATION_INVALID,
                        "\"one hour\" is not a duration. The compiler cannot tell how long is meant. Write a "
                                + "whole number and ms, s, m, h or d, at most a hundred years. For example \"10s\".");
    }

    @Test
    void theLongestDelayIsTheLongest() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(firstDelay = "5m", maxDelay = ^"1m") void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_DELAYS,
                        "maxDelay (1m) is less than firstDelay (5m). The longest delay cannot be shorter than "
                                + "the first. Raise maxDelay, or lower firstDelay.");
    }

    @Test
    void theFirstDelayIsNotAboveTheDefault() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(firstDelay = ^"2h") void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_DELAYS,
                        "maxDelay (1h) is less than firstDelay (2h). The longest delay cannot be shorter than "
                                + "the first. Raise maxDelay, or lower firstDelay.");
    }

    @Test
    void aDelayThatIsWrittenOutIsADuration() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(delays = {"1m", ^"5"}) void send(String text);
                }
                """)
                .isReported(
                        Problem.DURATION_INVALID,
                        "\"5\" is not a duration. The compiler cannot tell how long is meant. Write a whole "
                                + "number and ms, s, m, h or d, at most a hundred years. For example \"10s\".");
    }

    @Test
    void delaysAreWrittenOutOrReckoned() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(delays = {"1m", "5m"}, multiplier = ^3) void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_WRITTEN_OUT,
                        "multiplier stands beside delays. It says how delays are reckoned, and these are written out. "
                                + "Remove one of them.");
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(delays = {"1m", "5m"}, firstDelay = ^"1m") void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_WRITTEN_OUT,
                        "firstDelay stands beside delays. It says how delays are reckoned, and these are written out. "
                                + "Remove one of them.");
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(delays = {"1m", "5m"}, maxDelay = ^"1h") void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_WRITTEN_OUT,
                        "maxDelay stands beside delays. It says how delays are reckoned, and these are written out. "
                                + "Remove one of them.");
    }

    @Test
    void eachDelayThatIsWrittenOutIsUsed() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(maxAttempts = ^3, delays = {"1m", "5m", "1h"}) void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_WRITTEN_OUT,
                        "maxAttempts is 3 beside 3 delays. The last delays would never be used. Leave maxAttempts out, "
                                + "or write 4 or more.");
    }

    @Test
    void notEveryExceptionStops() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(stopOn = Exception^.class) void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_EXCEPTION,
                        "stopOn names Exception, which every failure is. No job would be tried again. Write "
                                + "maxAttempts = 1 instead.");
    }

    @Test
    void anExceptionIsNamedOnce() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(stopOn = {IllegalStateException.class, IllegalStateException^.class}) void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_EXCEPTION,
                        "stopOn names IllegalStateException twice. Once is enough. Remove one of them.");
    }

    @Test
    void aSubclassIsIncluded() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(stopOn = {NumberFormatException^.class, IllegalArgumentException.class}) void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_EXCEPTION,
                        "stopOn names NumberFormatException and its superclass IllegalArgumentException. "
                                + "Subclasses are included. Remove it.");
    }

    @Test
    void anExceptionOfEverythingIsNotRequeued() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(requeueOn = Exception^.class, requeueDelay = "30s") void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_EXCEPTION,
                        "requeueOn names Exception, which every failure is. No attempt would ever count. Name what passes by itself.");
    }

    @Test
    void anExceptionEitherStopsOrIsRequeued() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(stopOn = IllegalStateException.class, requeueOn = IllegalStateException^.class, requeueDelay = "30s") void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_EXCEPTION,
                        "requeueOn names IllegalStateException, and so does stopOn. A job cannot do both. Remove one of them.");
    }

    @Test
    void aSubclassIsRequeuedWithItsSuperclass() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(requeueOn = {NumberFormatException^.class, IllegalArgumentException.class}, requeueDelay = "30s") void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_EXCEPTION,
                        "requeueOn names NumberFormatException and its superclass IllegalArgumentException. Subclasses are included. Remove it.");
    }

    @Test
    void aRequeueHasADelay() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(requeueOn = IllegalStateException^.class) void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_REQUEUE,
                        "requeueOn has no requeueDelay. Such a job would run again and again without a pause. Write when it runs again, such as requeueDelay = \"30s\".");
    }

    @Test
    void aRequeueDoesNotLoopHot() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(requeueOn = IllegalStateException.class, requeueDelay = ^"999ms") void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_REQUEUE,
                        "requeueDelay is 999ms. A requeue has no end, and would be a busy loop. Write 1s or more.");
    }

    @Test
    void aRequeueDelayIsOfSomeException() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(requeueDelay = ^"30s") void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_REQUEUE,
                        "requeueDelay has no requeueOn. No exception requeues a job. Name the exceptions in requeueOn, or remove it.");
    }

    @Test
    void theDelaysOfAnExceptionAreCheckedLikeTheOthers() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(on = {
                        @Retry.On(value = IllegalStateException.class, firstDelay = ^"5", maxDelay = "1m"),
                        @Retry.On(value = IllegalArgumentException.class, firstDelay = "5m", maxDelay = ^"1m"),
                        @Retry.On(value = ArithmeticException.class, multiplier = ^0.5),
                        @Retry.On(value = ClassCastException.class, delays = "1s", firstDelay = ^"1s")})
                    void send(String text);
                }
                """)
                .areReported(
                        "[TypedQueue:duration-invalid] \"5\" is not a duration. The compiler cannot tell how long is "
                                + "meant. Write a whole number and ms, s, m, h or d, at most a hundred years. For example "
                                + "\"10s\".",
                        "[TypedQueue:retry-delays] maxDelay (1m) is less than firstDelay (5m). The longest delay cannot be "
                                + "shorter than the first. Raise maxDelay, or lower firstDelay.",
                        "[TypedQueue:retry-range] multiplier is 0.5. It is by how much each delay is longer than the "
                                + "last. Write 1 or more.",
                        "[TypedQueue:retry-written-out] firstDelay stands beside delays. It says how delays are reckoned, "
                                + "and these are written out. Remove one of them.");
    }

    @Test
    void eachDelayOfAnExceptionIsUsed() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(maxAttempts = ^2, on = @Retry.On(value = IllegalStateException.class, delays = {"1s", "2s"}))
                    void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_WRITTEN_OUT,
                        "maxAttempts is 2 beside 2 delays. The last delays would never be used. Write 3 or more.");
    }

    @Test
    void anExceptionHasDelaysOnceAndNoneIfItStops() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(stopOn = IllegalStateException.class, on = {
                        @Retry.On(IllegalStateException^.class),
                        @Retry.On(ArithmeticException.class),
                        @Retry.On(ArithmeticException^.class),
                        @Retry.On({RuntimeException.class, ClassCastException^.class}),
                        @Retry.On(Exception^.class)})
                    void send(String text);
                }
                """)
                .areReported(
                        "[TypedQueue:retry-exception] @Retry.On names IllegalStateException, and so does stopOn. A job "
                                + "cannot do both. Remove one of them.",
                        "[TypedQueue:retry-exception] @Retry.On names ArithmeticException twice. Once is enough. Remove "
                                + "one of them.",
                        "[TypedQueue:retry-exception] @Retry.On names ClassCastException and its superclass "
                                + "RuntimeException. Subclasses are included. Remove it.",
                        "[TypedQueue:retry-exception] @Retry.On names Exception, which every failure is. The delays of "
                                + "@Retry would have no effect. Write these there.");
    }

    @Test
    void delaysAreThoseOfSomeException() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(on = ^@Retry.On({})) void send(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_RANGE,
                        "@Retry.On is for no exception. It is what is done after those that it names. Write one or more, "
                                + "or remove it.");
    }

    @Test
    void aSubclassMayHaveOtherDelaysThanItsSuperclass() {
        Sources.of("""
                @Queue interface Q {
                    @Job @Retry(on = {
                        @Retry.On(RuntimeException.class),
                        @Retry.On(value = IllegalStateException.class, delays = {"1s", "2s"})})
                    void send(String text);
                }
                """).compilesWithoutErrors();
    }

    @Test
    void theRuleOfAQueueIsCheckedOnce() {
        Mistake.in("""
                @Queue @Retry(maxAttempts = ^-1) interface Q {
                    @Job void send(String text);
                    @Job void resend(String text);
                }
                """)
                .isReported(
                        Problem.RETRY_RANGE,
                        "maxAttempts is -1. It is how often a job is tried, the first time included. Write 1 "
                                + "or more.");
    }

    @Test
    void aPriorityIsInRange() {
        Mistake.in("""
                @Queue @Priority(^-1001) interface Q {
                    @Job void send(String text);
                    @Job @Priority(^1001) void resend(String text);
                }
                """)
                .areReported(
                        "[TypedQueue:priority-range] The priority is -1001. The higher runs first, and 0 is "
                                + "what other jobs have. Write a number from -1000 to 1000.",
                        "[TypedQueue:priority-range] The priority is 1001. The higher runs first, and 0 is "
                                + "what other jobs have. Write a number from -1000 to 1000.");
    }
}
