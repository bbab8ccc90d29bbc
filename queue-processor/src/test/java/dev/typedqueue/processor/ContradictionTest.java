package dev.typedqueue.processor;

import dev.typedqueue.processor.reporting.Problem;
import org.junit.jupiter.api.Test;

/** Rules that can have no effect beside one another, and those that only seem so. */
final class ContradictionTest {

    @Test
    void whatRunsInOrderNeedsNoLimit() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Ordered ^@Limit(concurrency = 3) void send(String account, String bank);
                    @Job @Ordered(by = "account") ^@Limit(concurrency = 3, by = {"bank", "account"}) void resend(String account, String bank);
                }
                """)
                .areReported(
                        "[TypedQueue:rules-contradict] @Limit of the job send has no effect beside @Ordered. At most"
                                + " one of those that it counts together runs at a time. Remove one of the two.",
                        "[TypedQueue:rules-contradict] @Limit of the job resend has no effect beside @Ordered. At most"
                                + " one of those that it counts together runs at a time. Remove one of the two.");
    }

    @Test
    void whatIsThereOnceNeedsNeitherLimitNorOrder() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique(by = "id") ^@Ordered(by = "id") void send(String id, String text);
                    @Job @Unique(by = "id", until = Unique.Until.REMOVED) ^@Limit(concurrency = 3, by = "id") void resend(String id);
                    @Job @Every("1h") @Unique ^@Ordered void count();
                }
                """)
                .areReported(
                        "[TypedQueue:rules-contradict] @Ordered of the job send has no effect beside @Unique. There is"
                                + " at most one unfinished job for each of its keys. Remove one of the two.",
                        "[TypedQueue:rules-contradict] @Limit of the job resend has no effect beside @Unique. There is"
                                + " at most one unfinished job for each of its keys. Remove one of the two.",
                        "[TypedQueue:rules-contradict] @Ordered of the job count has no effect beside @Unique. There"
                                + " is at most one unfinished job for each of its keys. Remove one of the two.");
    }

    @Test
    void oneAttemptHasNoDelay() {
        Mistake.in("""
                @Queue @Retry(maxAttempts = 1, jitter = ^0.0) interface Q {
                    @Job void send(String id);
                    @Job @Retry(maxAttempts = 1, firstDelay = ^"1s", maxDelay = ^"1m", multiplier = ^3) void resend(String id);
                }
                """)
                .areReported(
                        "[TypedQueue:rules-contradict] jitter has no effect beside maxAttempts = 1. There is no second "
                                + "attempt. Remove one of the two.",
                        "[TypedQueue:rules-contradict] firstDelay has no effect beside maxAttempts = 1. There is no"
                                + " second attempt. Remove one of the two.",
                        "[TypedQueue:rules-contradict] maxDelay has no effect beside maxAttempts = 1. There is no"
                                + " second attempt. Remove one of the two.",
                        "[TypedQueue:rules-contradict] multiplier has no effect beside maxAttempts = 1. There is no"
                                + " second attempt. Remove one of the two.");
    }

    @Test
    void afterOneAttemptNoDelayMatters() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry(maxAttempts = 1) void send(String id);
                    @Job @Retry(maxAttempts = 1, on = ^@Retry.On(value = java.io.IOException.class, firstDelay = "1s")) void resend(String id);
                    @Job void repeat(String id);
                    ^@Backoff({"send", "resend"}) static java.time.Duration soon(int attempt) { return java.time.Duration.ZERO; }
                    @Backoff("repeat") static java.time.Duration later(int attempt) { return java.time.Duration.ZERO; }
                }
                """)
                .areReported(
                        "[TypedQueue:rules-contradict] @Retry.On has no effect beside maxAttempts = 1. There is no"
                                + " second attempt. Remove one of the two.",
                        "[TypedQueue:rules-contradict] @Backoff has no effect beside maxAttempts = 1. There is no"
                                + " second attempt. Remove one of the two.");
    }

    @Test
    void aScheduleAddsNoMoreThanItsRateLetsThrough() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Every("10s") @RateLimit(permits = 5, per = ^"1m") void count();
                }
                """)
                .isReported(
                        Problem.RULES_CONTRADICT,
                        "@RateLimit of the job count lets fewer through than @Every adds. They would wait longer and "
                                + "longer. Let more through, add fewer, or add @Unique.");
    }

    @Test
    void rulesThatOnlySeemToContradictAreAllowed() {
        Sources.of("""
                @Queue @Limit(concurrency = 50) interface Q {
                    @Job @Ordered(by = "account") @Limit(concurrency = 3) void send(String account, String bank);
                    @Job @Ordered(by = "account") @Limit(concurrency = 3, by = "bank") void resend(String account, String bank);
                    @Job @Unique(by = "id", until = Unique.Until.STARTED) @Ordered(by = "id") void later(String id, int number);
                    @Job @Unique(by = "id") @Ordered(by = "id", onFailure = Ordered.OnFailure.STOP) void stop(String id);
                    @Job @Unique @Ordered(by = "id") void write(String id, String text);
                    @Job @Unique(by = "id") @RateLimit(permits = 1, per = "1m", by = "id") void rate(String id);
                    @Job @Every("10s") @RateLimit(permits = 6, per = "1m") void count();
                    @Job @Every("10s") @Unique @RateLimit(permits = 1, per = "1h") void once();
                    @Job @Every(value = "10s", from = Every.From.END) @RateLimit(permits = 1, per = "1h") void after();
                    @Job @Retry(maxAttempts = 1, stopOn = IllegalStateException.class) void try1(String text);
                }
                """).compilesWithoutErrors();
    }
}
