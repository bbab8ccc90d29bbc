package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.typedqueue.processor.reporting.Problem;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are annotated: which rule they belong to, and mistakes in them. */
final class KeyTest {

    @TempDir
    Path directory;

    private String facade(String queue) {
        return facade(queue, "record Mail() {}");
    }

    private String facade(String queue, String mail) {
        return new Workspace(directory)
                .write("p/Q.java", Sources.textOf(queue))
                .write("p/Mail.java", Sources.textOf(mail))
                .compile()
                .read("p/QQueue.java")
                .replaceAll("\\n +", " ");
    }

    @Test
    void aKeyBelongsToTheOnlyRuleThatTakesOne() {
        assertThat(facade("""
                @Queue interface Q {
                    @Job @Limit(concurrency = 3) @Retry void send(@Key String bank, long cents);
                    @Job @Unique void pay(@Key String bank, long cents);
                }
                """))
                .contains("\"send.concurrency\", 3), payload -> List.of(payload.bank()))")
                .contains("UniqueRule.by(payload -> List.of(payload.bank()))");
    }

    @Test
    void aKeyNamesTheRulesItBelongsToWhereThereAreMore() {
        assertThat(facade("""
                @Queue @Limit(concurrency = 50) interface Q {
                    @Job @Limit(concurrency = 3) @Ordered @RateLimit(permits = 1, per = "1s", by = "bank")
                    void send(@Key(Ordered.class) String account, @Key(Ordered.class) String part, String bank);
                }
                """))
                .contains("OnFailure.WAIT), payload -> List.of(payload.account(), payload.part())")
                .contains(".limit(new Limit.Concurrency(\"send.concurrency\", 3))")
                .contains("payload -> List.of(payload.bank()))");
    }

    @Test
    void aKeyStandsOnAComponentOfThePayload() {
        assertThat(facade(
                        """
                @Queue interface Q {
                    @Job @Unique @Ordered void send(Mail mail);
                }
                """,
                        "record Mail(@Key({Unique.class, Ordered.class}) String to, @Key(Unique.class) int number) {}"))
                .contains("UniqueRule.by(payload -> List.of(payload.to(), payload.number()))")
                .contains("OnFailure.WAIT), payload -> List.of(payload.to()))");
    }

    @Test
    void aKeyStaysOffTheRecordThatIsMade() {
        String record = new Workspace(directory)
                .write("p/Q.java", Sources.textOf("""
                        @Queue interface Q {
                            @Job @Unique void send(@Key String bank, long cents);
                        }
                        """))
                .compile()
                .read("p/SendPayload.java");
        assertThat(record).contains("record SendPayload(String bank, long cents)");
    }

    @Test
    void whichOfSeveralRulesIsMeantIsNotGuessed() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Limit(concurrency = 3) @Ordered void send(^@Key String account, String bank);
                }
                """)
                .isReported(
                        Problem.KEY_AMBIGUOUS,
                        "@Key on account does not say whose key it makes. The job send has @Limit and @Ordered, and not "
                                + "each of them may be meant by key. Name the rules, such as @Key(Limit.class).");
    }

    @Test
    void aKeyBelongsToARule() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Retry void send(^@Key String account);
                }
                """)
                .isReported(
                        Problem.KEY_UNUSED,
                        "@Key on account has no effect. The job send has no rule with a key of its own. Add such a rule "
                                + "to the job, or remove @Key. A rule of the queue names its key in \"by\".");
    }

    @Test
    void aKeyNamesRulesThatTheJobHas() {
        Mistake.in("""
                @Queue @Ordered(by = "account") interface Q {
                    @Job @Unique void send(@Key({Unique.class, Limit^.class}) String account, @Key(Ordered^.class) int number);
                }
                """)
                .areReported(
                        "[TypedQueue:key-unused] @Key on account has no effect. The job send has no @Limit of its own. "
                                + "Add @Limit to the job, or remove it here.",
                        "[TypedQueue:key-unused] @Key on number has no effect. The job send has no @Ordered of its own. "
                                + "That of the queue names its key in \"by\", for all jobs.");
    }

    @Test
    void aKeyNamesRulesThatTakeOneAndEachOnce() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique @Retry
                    void send(@Key({Unique.class, Retry^.class}) String account, @Key({Unique.class, Unique^.class}) int number);
                }
                """)
                .areReported(
                        "[TypedQueue:key-rule] @Key names @Retry, which takes no key. Name @Unique, @Limit, @RateLimit "
                                + "or @Ordered.",
                        "[TypedQueue:key-rule] @Key names @Unique twice. Once is enough. Remove one.");
    }

    @Test
    void aKeyIsNamedInOneWay() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Ordered(by = "bank") void send(^@Key String account, String bank);
                }
                """)
                .isReported(
                        Problem.KEY_NAMED_TWICE,
                        "The key of @Ordered on send is named by @Key and by \"by\". One of the two would be ignored. "
                                + "Remove one of them.");
    }

    @Test
    void aKeyCanBeCompared() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Ordered void send(String id, ^@Key byte[] image);
                }
                """)
                .isReported(
                        Problem.UNIQUE_NEVER_HOLDS,
                        "The component image is an array of byte. Java never calls two of them equal, so that "
                                + "no two jobs have the same key to your code. Choose components with values that can be "
                                + "compared: a String, a number, a record, a List.");
    }

    @Test
    void aMistakeInARecordIsReportedThere() {
        Mistake.in("""
                record Mail(String to, @Key String ^note) {}
                """)
                .with("""
                        @Queue interface Q { @Job void send(Mail mail); }
                        """)
                .isReported(
                        Problem.KEY_UNUSED,
                        "@Key on note has no effect. The job send has no rule with a key of its own. Add such a rule "
                                + "to the job, or remove @Key. A rule of the queue names its key in \"by\".");
    }

    @Test
    void aPayloadAsAWholeAndAContextAreNoComponents() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique void send(^@Key Mail mail, ^@Key JobContext job);
                }
                """)
                .with("record Mail(String to) {}")
                .areReported(
                        "[TypedQueue:key-misplaced] @Key on mail has no effect. It is the payload as a whole. Write it "
                                + "on a parameter of a job, or on a component of the record that is its payload.",
                        "[TypedQueue:key-misplaced] @Key on job has no effect. It is no part of the payload. Write it on "
                                + "a parameter of a job, or on a component of the record that is its payload.");
    }

    @Test
    void aParameterOfSomethingElseIsNoKey() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique void send(String text);
                    @BeforeAdd static Admission mayAdd(^@Key SendPayload payload) { return Admission.admit(); }
                    record Mail(String to) { Mail(^@Key String to) { this.to = to; } }
                }
                """)
                .areReported(
                        "[TypedQueue:key-misplaced] @Key on payload has no effect. It makes the key of a job's rule, and "
                                + "this is no part of a job. Write it on a parameter of a job, or on a component of the "
                                + "record that is its payload.",
                        "[TypedQueue:key-misplaced] @Key on to has no effect. It makes the key of a job's rule, and this "
                                + "is no part of a job. Write it on a parameter of a job, or on a component of the "
                                + "record that is its payload.");
    }

    @Test
    void aRecordWithinAQueueIsAPayloadIfItHasAKey() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique void send(Mail mail);
                    record Mail(UserId to) {}
                    record UserId(@Key String ^value) {}
                }
                """)
                .isReported(
                        Problem.KEY_MISPLACED,
                        "@Key on value has no effect. UserId is not the payload of a job that is compiled together with "
                                + "it. Write it on a parameter of a job, or on a component of the record that is its "
                                + "payload.");
    }

    @Test
    void aRecordWhoseQueueMayBeElsewhereIsNoMistake() {
        Compilation compilation = Sources.of("record Mail(@Key String to) {}").compilesWithoutErrors();
        assertThat(compilation.notes())
                .anySatisfy(note -> assertThat(note.getMessage(Locale.ROOT))
                        .isEqualTo(
                                "[TypedQueue:key-misplaced] @Key on to has no effect. Mail is not the payload of a job "
                                        + "that is compiled together with it. Write it on a parameter of a job, or on a "
                                        + "component of the record that is its payload."));
    }
}
