package dev.typedqueue.processor;

import dev.typedqueue.processor.reporting.Problem;
import org.junit.jupiter.api.Test;

/** What has no effect on a queue that another service runs. */
final class ExternalQueueTest {
    @Test
    void howAQueueRunsIsDecidedWhereItRuns() {
        Mistake.in("""
                @Queue(external = true, concurrency = ^5, runOnStartup = ^false, onCrash = CrashPolicy^.DELETE)
                ^@Retain ^@Retry interface Q {
                    @Job void send(String text);
                    @Job ^@Retry(maxAttempts = 3) @Timeout(^"30s") void resend(String text);
                }
                """)
                .areReported(
                        "[TypedQueue:external-no-effect] concurrency has no effect on Q. It is an external "
                                + "queue, and the service that runs it decides. Remove it, or remove external = true.",
                        "[TypedQueue:external-no-effect] runOnStartup has no effect on Q. It is an external "
                                + "queue, and the service that runs it decides. Remove it, or remove external = true.",
                        "[TypedQueue:external-no-effect] onCrash has no effect on Q. It is an external queue, "
                                + "and the service that runs it decides. Remove it, or remove external = true.",
                        "[TypedQueue:external-no-effect] @Retain has no effect on Q. It is an external queue, "
                                + "and the service that runs it decides. Remove it, or remove external = true.",
                        "[TypedQueue:external-no-effect] @Retry has no effect on Q. It is an external queue, "
                                + "and the service that runs it decides. Remove it, or remove external = true.",
                        "[TypedQueue:external-no-effect] @Retry has no effect on Q. It is an external queue, "
                                + "and the service that runs it decides. Remove it, or remove external = true.",
                        "[TypedQueue:external-no-effect] @Timeout has no effect on Q. It is an external queue, "
                                + "and the service that runs it decides. Remove it, or remove external = true.");
    }

    @Test
    void aRuleBeforeARunIsAskedWhereJobsRun() {
        Mistake.in("""
                @Queue(external = true) interface Q {
                    @Job void send(String text);
                    ^@BeforeRun RunDecision later();
                }
                """)
                .isReported(
                        Problem.RULE_EXTERNAL,
                        "@BeforeRun later belongs to the external queue Q. It would be asked where the jobs "
                                + "run, and that is another service. Declare it there.");
    }

    @Test
    void aDeadLetterIsHandledWhereJobsRun() {
        Mistake.in("""
                @Queue(external = true) interface Q {
                    @Job void send(String text);
                    ^@OnExhausted void tell();
                }
                """)
                .isReported(
                        Problem.RULE_EXTERNAL,
                        "@OnExhausted tell belongs to the external queue Q. It would be asked where the jobs "
                                + "run, and that is another service. Declare it there.");
    }

    @Test
    void whatIsDecidedWhereJobsAreAddedHasItsEffect() {
        Sources.of("""
                @Queue(external = true, store = "billing", name = "invoices") interface Q {
                    @Job @Unique @Priority(5) void send(String text);
                    @BeforeAdd static Admission never() { return Admission.refuse("closed"); }
                }
                """).compilesWithoutErrors();
    }
}
