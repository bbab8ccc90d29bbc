package dev.typedqueue.processor;

import dev.typedqueue.processor.reporting.Problem;
import org.junit.jupiter.api.Test;

/** Mistakes in limits, rates and orders. */
final class LimitTest {

    @Test
    void aLimitLetsAtLeastOneJobThrough() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Limit(concurrency = ^0) void send(String text);
                }
                """)
                .isReported(
                        Problem.LIMIT_RANGE,
                        "concurrency is 0. No job would ever be let through. Write 1 or more, or pause the queue if "
                                + "its jobs are not to run.");
    }

    @Test
    void aRateHasAtLeastOnePermit() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @RateLimit(permits = ^-1, per = "1s") void send(String text);
                }
                """)
                .isReported(
                        Problem.LIMIT_RANGE,
                        "permits is -1. No job would ever be let through. Write 1 or more, or pause the queue if its "
                                + "jobs are not to run.");
    }

    @Test
    void aBurstHasAtLeastOneJob() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @RateLimit(permits = 5, per = "1s", burst = ^0) void send(String text);
                }
                """)
                .isReported(
                        Problem.LIMIT_RANGE,
                        "burst is 0. No job would ever be let through. Write 1 or more, or pause the queue if its "
                                + "jobs are not to run.");
    }

    @Test
    void theTimeOfARateIsADuration() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @RateLimit(permits = 5, per = ^"minute") void send(String text);
                }
                """)
                .isReported(
                        Problem.DURATION_INVALID,
                        "\"minute\" is not a duration. The compiler cannot tell how long is meant. Write a whole "
                                + "number and ms, s, m, h or d, at most a hundred years. For example \"10s\".");
    }

    @Test
    void theTimeOfARateIsNotNothing() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @RateLimit(permits = 5, per = ^"0s") void send(String text);
                }
                """)
                .isReported(
                        Problem.RATE_LIMIT_PER_ZERO,
                        "per is 0s. There would be no limit. Write a longer time, or leave @RateLimit out.");
    }

    @Test
    void aKeyIsMadeOfComponentsOfThePayload() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Limit(concurrency = 2, by = ^"tennant") void send(String tenant, String text);
                }
                """)
                .isReported(
                        Problem.KEY_COMPONENT_UNKNOWN,
                        "\"tennant\" is not a component of SendPayload. The key could not be made. Did you mean "
                                + "\"tenant\"?");
    }

    @Test
    void theKeyOfAQueuesOrderIsInThePayloadOfEachJob() {
        Mistake.in("""
                @Queue @Ordered(by = ^"account") interface Q {
                    @Job void deposit(String account, long amount);
                    @Job void report(int year);
                }
                """)
                .isReported(
                        Problem.KEY_COMPONENT_UNKNOWN,
                        "\"account\" is not a component of ReportPayload. The key could not be made. Write " + "year.");
    }

    @Test
    void aComponentIsNamedOnce() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Ordered(by = {"account", ^"account"}) void deposit(String account, long amount);
                }
                """)
                .isReported(
                        Problem.KEY_COMPONENT_TWICE,
                        "\"account\" is named twice. A key has each component once. Remove one of them.");
    }
}
