package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.typedqueue.processor.reporting.Problem;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in the interface itself. */
final class QueueShapeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ^class Q { @Job public void send(String text) {} } | a class
            abstract ^class Q { @Job public abstract void send(String text); } | an abstract class
            ^record Q(int size) { @Job public void send(String text) {} } | a record
            ^enum Q { ONE; @Job public void send(String text) {} } | an enum
            @^interface Q { String text(); } | an annotation
            """)
    void aQueueIsAnInterface(String declaration, String kind) {
        Mistake.in("@Queue " + declaration)
                .isReported(
                        Problem.QUEUE_NOT_INTERFACE,
                        "Q is " + kind
                                + ". The class that does a queue's jobs implements it. Declare it as an interface.");
    }

    @Test
    void aQueueIsNotPrivate() {
        Mistake.in("""
                class Outer {
                    @Queue private ^interface Q { @Job void send(String text); }
                }
                """)
                .isReported(
                        Problem.QUEUE_PRIVATE,
                        "Q is private. The generated class could not see it. Make it package-private or " + "public.");
    }

    @Test
    void aQueueInAPrivateTypeIsPrivate() {
        Mistake.in("""
                class Outer {
                    private static class Inner {
                        @Queue ^interface Q { @Job void send(String text); }
                    }
                }
                """)
                .isReported(
                        Problem.QUEUE_PRIVATE,
                        "Q is private. The generated class could not see it. Make it package-private or " + "public.");
    }

    @Test
    void aQueueHasNoTypeParameters() {
        Mistake.in("""
                @Queue ^interface Q<T> { @Job void send(String text); }
                """)
                .isReported(
                        Problem.QUEUE_GENERIC,
                        "Q has type parameters. A stored job has one payload type. Remove them.");
    }

    @Test
    void aQueueHasJobs() {
        Mistake.in("""
                @Queue ^interface Q { default void help() {} }
                """)
                .isReported(
                        Problem.QUEUE_WITHOUT_JOBS,
                        "Q declares no job. There would be nothing to add. Declare a method with @Job.");
    }

    @Test
    void anInheritedMethodIsNoJob() {
        Mistake.in("""
                @Queue ^interface Q extends Base { @Job void send(String text); }
                """)
                .with("""
                        interface Base { void close(); default void open() {} static void reopen() {} }
                        """)
                .isReported(
                        Problem.QUEUE_INHERITED_METHOD,
                        "Q inherits the abstract method close of Base. It is neither a job nor a rule of this "
                                + "queue. Declare it here with @Job, or give it a body.");
    }

    @Test
    void anAbstractMethodIsAJob() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    void ^resend(String text);
                    default void help() {}
                    static void helpMore() {}
                }
                """)
                .isReported(
                        Problem.METHOD_WITHOUT_JOB,
                        "resend is neither a job nor a rule. It would never be called. Annotate it with @Job, "
                                + "or give it a body.");
    }

    @Test
    void theConcurrencyIsPositive() {
        Mistake.in("""
                @Queue(concurrency = ^0) interface Q { @Job void send(String text); }
                """)
                .isReported(
                        Problem.CONCURRENCY_RANGE,
                        "The concurrency is 0. It is how many jobs one node runs at the same time. Write a "
                                + "number from 1 to 10000.");
    }

    @Test
    void theConcurrencyIsBounded() {
        Mistake.in("""
                @Queue(concurrency = ^10_001) interface Q { @Job void send(String text); }
                """)
                .isReported(
                        Problem.CONCURRENCY_RANGE,
                        "The concurrency is 10001. It is how many jobs one node runs at the same time. Write a "
                                + "number from 1 to 10000.");
    }

    @Test
    void theAgeingOfPrioritiesIsATimeThatCanBeCounted() {
        Mistake.in("""
                @Queue(priorityAgeing = ^"500ms") interface Q { @Job void send(String text); }
                """)
                .isReported(
                        Problem.PRIORITY_AGEING_RANGE,
                        "The priority ageing is 500ms. Waiting is counted in whole seconds, and for a year at most. "
                                + "Write a time from 1s to 365d.");
        Mistake.in("""
                @Queue(priorityAgeing = ^"366d") interface Q { @Job void send(String text); }
                """)
                .isReported(
                        Problem.PRIORITY_AGEING_RANGE,
                        "The priority ageing is 366d. Waiting is counted in whole seconds, and for a year at most. "
                                + "Write a time from 1s to 365d.");
    }

    @Test
    void outsideOfPackagesNothingIsCalledAsTheClassesWithinAFacade() {
        Compilation compilation = new Sources()
                .file("Client.java", "record Client(int x) {}")
                .file(
                        "Q.java",
                        "import dev.typedqueue.annotation.*;\n@Queue interface Q { @Job void greet(Client client); }")
                .compile();

        assertThat(compilation.errors()).singleElement().satisfies(error -> {
            assertThat(error.getMessage(Locale.ROOT))
                    .isEqualTo(
                            "[TypedQueue:facade-name-taken] The class Client would be generated for Q, but there is one"
                                    + " already. A package has one class of a name. Rename one of the two.");
            assertThat(error.getLineNumber()).isEqualTo(2);
            assertThat(error.getColumnNumber()).isEqualTo(8);
        });
    }

    @Test
    void theNameOfAFacadeIsFree() {
        Mistake.in("""
                @Queue ^interface Q { @Job void send(String text); }
                """)
                .with("""
                        class QQueue {}
                        """)
                .isReported(
                        Problem.FACADE_NAME_TAKEN,
                        "The class QQueue would be generated for Q, but there is one already. A package has "
                                + "one class of a name. Rename one of the two.");
    }

    @Test
    void anAnnotationOfAJobOutsideAQueueIsNoJob() {
        Mistake.in("""
                class Handlers { ^@Job public void send(String text) {} }
                """)
                .isReported(
                        Problem.OUTSIDE_QUEUE,
                        "@Job on send has no effect. Jobs and rules belong to a queue. Declare it in an "
                                + "interface with @Queue.");
    }

    @Test
    void aRuleOutsideAQueueIsNoRule() {
        Mistake.in("""
                ^@Retain class Handlers {}
                """)
                .isReported(
                        Problem.OUTSIDE_QUEUE,
                        "@Retain on Handlers has no effect. Jobs and rules belong to a queue. Declare it in an "
                                + "interface with @Queue.");
    }

    @Test
    void aRuleOfAJobBelongsToAJob() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    ^@Retry default void help() {}
                }
                """)
                .isReported(
                        Problem.WITHOUT_JOB,
                        "@Retry on help has no effect. It says something about a job, and this is none. Add "
                                + "@Job, or remove it.");
    }

    @Test
    void whatEveryObjectHasIsNoJob() {
        Sources.of("""
                @Queue interface Q extends Described {
                    @Job void send(String text);
                    @Override boolean equals(Object other);
                    @Override int hashCode();
                }
                """)
                .and("interface Described { String toString(); default void help() {} }")
                .compilesWithoutErrors();
    }

    @Test
    void allMistakesAreReportedTogether() {
        Mistake.in("""
                @Queue(name = ^"Q", concurrency = ^-1) interface Q {
                    @Job int ^send(Object ^thing);
                    @Job @Cron(^"never") void purge();
                    @OnExhausted(^"sent") void tell();
                }
                """)
                .areReported(
                        "[TypedQueue:name-invalid] \"Q\" is not a valid name. It is stored with every job, and typed by"
                                + " those who operate the queue. Write lower-case letters, digits, '_', '-' and '.', at"
                                + " most 100 characters, beginning with a letter. Did you mean \"q\"?",
                        "[TypedQueue:concurrency-range] The concurrency is -1. It is how many jobs one node runs at the"
                                + " same time. Write a number from 1 to 10000.",
                        "[TypedQueue:job-result] The job send returns int. Nobody waits for the result of a job. Let it"
                                + " return void, and store the result or add another job.",
                        "[TypedQueue:payload-not-json] thing of the job send has the type Object, which leaves open what"
                                + " it holds. A job is stored as JSON and read back, perhaps by another process. Name"
                                + " the type that it has.",
                        "[TypedQueue:cron-invalid] \"never\" is not a cron expression: it has 1 field instead of five."
                                + " The job would never run. Write minute, hour, day of month, month and day of week,"
                                + " such as \"0 3 * * *\".",
                        "[TypedQueue:unknown-job] \"sent\" is not a job of Q. The rule would never be asked. Did you mean"
                                + " \"send\"?");
    }
}
