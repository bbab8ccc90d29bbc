package dev.typedqueue.processor;

import dev.typedqueue.processor.reporting.Problem;
import org.junit.jupiter.api.Test;

/** Mistakes in rule methods. */
final class RuleMethodTest {
    @Test
    void aRuleNamesJobs() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @BeforeAdd(^"sned") static Admission ok() { return Admission.admit(); }
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.UNKNOWN_JOB,
                        "\"sned\" is not a job of Q. The rule would never be asked. Did you mean \"send\"?");
    }

    @Test
    void theJobsAreNamedWhereNoneIsNear() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @BeforeRun({"send", ^"deliver"}) RunDecision ok();
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.UNKNOWN_JOB,
                        "\"deliver\" is not a job of Q. The rule would never be asked. Write the name of a "
                                + "job's method: send or resend.");
    }

    @Test
    void theStoredNameIsNotTheMethodsName() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @OnExhausted(^"SEND_NOW") void tell();
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.UNKNOWN_JOB,
                        "\"SEND_NOW\" is not a job of Q. The rule would never be asked. Write the name of a "
                                + "job's method: send or resend.");
    }

    @Test
    void aJobIsNamedOnce() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @OnExhausted({"send", ^"send"}) void tell();
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_JOB_TWICE, "\"send\" is named twice. The rule is asked once. Remove one of them.");
    }

    @Test
    void aRuleTakesThePayloadOfAJob() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @BeforeRun RunDecision ok(Maill ^payload);
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .with("""
                        record Maill(String id) {}
                        """)
                .isReported(
                        Problem.RULE_PAYLOAD_UNKNOWN,
                        "Maill is not the payload of a job of Q. The rule would never be asked. Did you mean "
                                + "\"Mail\"?");
    }

    @Test
    void thePayloadsAreNamedWhereNoneIsNear() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @BeforeRun RunDecision ok(String ^text);
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_PAYLOAD_UNKNOWN,
                        "String is not the payload of a job of Q. The rule would never be asked. Take the "
                                + "payload of a job, SendPayload or Mail, or none for all jobs.");
    }

    @Test
    void aRuleTakesThePayloadOfTheJobsItNames() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @BeforeRun({"resend", ^"send"}) RunDecision ok(Mail payload);
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_PAYLOAD_OTHER,
                        "The rule ok takes Mail, but the job send has SendPayload. It could not be called. "
                                + "Name jobs with that payload, or take none.");
    }

    @Test
    void aRuleBeforeAddingAdmitsOrRefuses() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @BeforeAdd static boolean ^ok() { return true; }
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_RETURN,
                        "@BeforeAdd ok returns boolean. Its answer is to admit the job, or to refuse it with a "
                                + "reason. Let it return Admission.");
    }

    @Test
    void aRuleBeforeRunningRunsOrPostpones() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @BeforeRun void ^ok();
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_RETURN,
                        "@BeforeRun ok returns void. Its answer is to run the job, or to postpone it. Let it "
                                + "return RunDecision.");
    }

    @Test
    void nobodyLooksAtAnAnswerAboutADeadLetter() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @OnExhausted String ^tell();
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_RETURN,
                        "@OnExhausted tell returns String. Its answer is not looked at. Let it return void.");
    }

    @Test
    void aRuleBeforeAddingIsStatic() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @BeforeAdd Admission ^ok();
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_NOT_STATIC,
                        "@BeforeAdd ok is not static. Jobs are added where there are no handlers too. Declare "
                                + "it as a static method with a body.");
    }

    @Test
    void aRuleBeforeAddingIsNotPrivate() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @BeforeAdd private static Admission ^ok() { return Admission.admit(); }
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_NOT_STATIC,
                        "@BeforeAdd ok is not static. Jobs are added where there are no handlers too. Declare "
                                + "it as a static method with a body.");
    }

    @Test
    void aRuleBeforeRunningIsNotStatic() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @BeforeRun static RunDecision ^ok() { return RunDecision.run(); }
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_STATIC,
                        "@BeforeRun ok is static. It is asked where the jobs run, and the class that "
                                + "implements Q answers. Declare it without static or private.");
    }

    @Test
    void aDeadLetterIsNotHandledInPrivate() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @OnExhausted private void ^tell() {}
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_STATIC,
                        "@OnExhausted tell is private. It is asked where the jobs run, and the class that "
                                + "implements Q answers. Declare it without static or private.");
    }

    @Test
    void aRuleBeforeAddingSeesNoAttempt() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @BeforeAdd static Admission ok(Mail payload, JobContext ^job) { return Admission.admit(); }
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_PARAMETERS,
                        "@BeforeAdd ok takes JobContext job. There is nothing to pass for it there. It can "
                                + "take, in this order: the payload, AddContext.");
    }

    @Test
    void aRuleBeforeRunningSeesNoFailure() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @BeforeRun RunDecision ok(Throwable ^cause);
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_PARAMETERS,
                        "@BeforeRun ok takes Throwable cause. There is nothing to pass for it there. It can "
                                + "take, in this order: the payload, JobContext.");
    }

    @Test
    void theParametersOfARuleHaveAnOrder() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @OnExhausted void tell(Mail payload, Throwable cause, JobContext ^job);
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_PARAMETERS,
                        "@OnExhausted tell takes JobContext job. There is nothing to pass for it there. It can "
                                + "take, in this order: the payload, JobContext, Throwable.");
    }

    @Test
    void thePayloadComesFirst() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @OnExhausted void tell(Throwable cause, Mail ^payload);
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_PARAMETERS,
                        "@OnExhausted tell takes Mail payload. There is nothing to pass for it there. It can "
                                + "take, in this order: the payload, JobContext, Throwable.");
    }

    @Test
    void aRuleTakesOnePayload() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @OnExhausted void tell(Mail payload, String ^text);
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_PARAMETERS,
                        "@OnExhausted tell takes String text. There is nothing to pass for it there. It can "
                                + "take, in this order: the payload, JobContext, Throwable.");
    }

    @Test
    void aRuleHasNoTypeParameters() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @OnExhausted <T> void ^tell();
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_GENERIC,
                        "@OnExhausted tell has type parameters. There is nothing that would decide them. "
                                + "Remove them.");
    }

    @Test
    void aRuleBeforeAddingThrowsNothingChecked() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @BeforeAdd static Admission ^ok() throws Exception { return Admission.admit(); }
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_THROWS,
                        "@BeforeAdd ok throws a checked exception. It would reach those who call add, and they "
                                + "are not prepared for it. Declare unchecked exceptions, or refuse the job.");
    }

    @Test
    void aRuleThrowsExceptionsAlone() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(Mail payload);
                    @BeforeRun RunDecision ^ok() throws Throwable;
                }
                """)
                .with("""
                        record Mail(String id) {}
                        """)
                .isReported(
                        Problem.RULE_THROWS,
                        "@BeforeRun ok throws more than an Exception. What is no Exception is no failure that "
                                + "could be handled. Declare \"throws Exception\".");
    }

    @Test
    void aBackoffIsAStaticMethodThatGivesADuration() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Backoff("send") Duration ^abstractOne();
                    @Job void resend(String text);
                    @Backoff("resend") static long ^inMillis(int failedAttempts) { return 0; }
                }
                """)
                .areReported(
                        "[TypedQueue:rule-not-static] @Backoff abstractOne is not static. It is a part of the "
                                + "declaration, like the delays that it replaces. Declare it as a static method with a body.",
                        "[TypedQueue:rule-return] @Backoff inMillis returns long. Its answer is when the job is tried "
                                + "again. Let it return java.time.Duration.");
    }

    @Test
    void aBackoffReturnsADurationOfTheJdk() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Backoff static Own.Duration ^later() { return null; }
                }
                """)
                .with("class Own { static class Duration {} }")
                .isReported(
                        Problem.RULE_RETURN,
                        "@Backoff later returns Own.Duration. Its answer is when the job is tried again. Let it return "
                                + "java.time.Duration.");
    }

    @Test
    void aBackoffTakesTheNumberOfTheAttemptAndItsFailure() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Mail mail);
                    @Backoff("send") static Duration byPayload(Mail ^payload) { return Duration.ZERO; }
                    @Job void resend(String text);
                    @Backoff("resend") static Duration turned(Throwable failure, int ^failedAttempts) { return Duration.ZERO; }
                    @Job void send2(String text);
                    @Backoff("send2") static Duration narrow(IllegalStateException ^failure) { return Duration.ZERO; }
                }
                """)
                .with("record Mail(String to) {}")
                .areReported(
                        "[TypedQueue:rule-parameters] @Backoff byPayload takes Mail payload. There is nothing to "
                                + "pass for it there. It can take, in this order: int, Throwable.",
                        "[TypedQueue:rule-parameters] @Backoff turned takes int failedAttempts. There is nothing to pass "
                                + "for it there. It can take, in this order: int, Throwable.",
                        "[TypedQueue:rule-parameters] @Backoff narrow takes IllegalStateException failure. There is "
                                + "nothing to pass for it there. It can take, in this order: int, Throwable.");
    }

    @Test
    void aBackoffIsForJobsOfTheQueueAndAJobHasOne() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job void resend(String text);
                    @Backoff(^"sned") static Duration later(int failedAttempts) throws Exception { return Duration.ZERO; }
                    @Backoff static Duration forAll() { return Duration.ZERO; }
                    ^@Backoff({"send"}) static Duration forSend() { return Duration.ZERO; }
                }
                """)
                .areReported(
                        "[TypedQueue:unknown-job] \"sned\" is not a job of Q. The rule would never be asked. Did you mean "
                                + "\"send\"?",
                        "[TypedQueue:backoff-twice] The job send has the back-offs forAll and forSend. A failed attempt has "
                                + "one delay. Let each of them name its jobs, or remove one.");
    }

    @Test
    void aBackoffThrowsNoMoreThanExceptionsAndIsNotOfAnExternalQueue() {
        Mistake.in("""
                @Queue(external = true) interface Q {
                    @Job void send(String text);
                    ^@Backoff static Duration ^later() throws Throwable { return Duration.ZERO; }
                }
                """)
                .areReported(
                        "[TypedQueue:rule-external] @Backoff later belongs to the external queue Q. It would be asked "
                                + "where the jobs run, and that is another service. Declare it there.",
                        "[TypedQueue:rule-throws] @Backoff later throws more than an Exception. What is no Exception is no "
                                + "failure that could be handled. Declare \"throws Exception\".");
    }
}
