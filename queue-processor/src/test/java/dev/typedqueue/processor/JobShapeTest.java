package dev.typedqueue.processor;

import dev.typedqueue.processor.reporting.Problem;
import org.junit.jupiter.api.Test;

/** Mistakes in the shape of a job. */
final class JobShapeTest {
    @Test
    void aJobHasNoBody() {
        Mistake.in("""
                @Queue interface Q {
                    @Job default void ^send(String text) {}
                }
                """)
                .isReported(
                        Problem.JOB_NOT_ABSTRACT,
                        "The job send is default. The class that implements Q does its work. Declare it "
                                + "without a body and modifiers.");
    }

    @Test
    void aJobIsNotStatic() {
        Mistake.in("""
                @Queue interface Q {
                    @Job static void ^send(String text) {}
                }
                """)
                .isReported(
                        Problem.JOB_NOT_ABSTRACT,
                        "The job send is static. The class that implements Q does its work. Declare it without "
                                + "a body and modifiers.");
    }

    @Test
    void aJobIsNotPrivate() {
        Mistake.in("""
                @Queue interface Q {
                    @Job private void ^send(String text) {}
                }
                """)
                .isReported(
                        Problem.JOB_NOT_ABSTRACT,
                        "The job send is private. The class that implements Q does its work. Declare it "
                                + "without a body and modifiers.");
    }

    @Test
    void aJobHasNoTypeParameters() {
        Mistake.in("""
                @Queue interface Q {
                    @Job <T> void ^send(String text);
                }
                """)
                .isReported(
                        Problem.JOB_GENERIC,
                        "The job send has type parameters. A stored job has one payload type. Remove them.");
    }

    @Test
    void aJobIsNotOverloaded() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job(name = "send_number") void ^send(int number);
                }
                """)
                .isReported(
                        Problem.JOB_OVERLOADED,
                        "There are two jobs send. Rules refer to a job by its method's name. Rename one of " + "them.");
    }

    @Test
    void aJobReturnsNothing() {
        Mistake.in("""
                @Queue interface Q {
                    @Job Map<String, Duration> ^send(String text);
                }
                """)
                .isReported(
                        Problem.JOB_RESULT,
                        "The job send returns Map<String, Duration>. Nobody waits for the result of a job. Let "
                                + "it return void, and store the result or add another job.");
    }

    @Test
    void aJobThrowsExceptionsAlone() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void ^send(String text) throws Throwable;
                    @Job void resend(String text) throws java.io.IOException, IllegalStateException, OutOfMemoryError;
                }
                """)
                .isReported(
                        Problem.JOB_THROWS,
                        "The job send throws more than an Exception. What is no Exception is no failure that "
                                + "could be retried. Declare \"throws Exception\".");
    }

    @Test
    void aJobIsNoRule() {
        Mistake.in("""
                @Queue interface Q {
                    @Job ^@OnExhausted void send(String text);
                    @Job void resend(String text);
                }
                """)
                .areReported("[TypedQueue:job-and-rule] send is a job and has @OnExhausted. A method is the one or "
                        + "the other. Remove one of the two annotations.");
    }

    @Test
    void aJobTakesOneContext() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(JobContext one, JobContext ^two);
                }
                """)
                .isReported(
                        Problem.CONTEXT_TWICE,
                        "The job send takes two JobContexts. An attempt has one. Remove one of them.");
    }

    @Test
    void theContextComesLast() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(JobContext ^job, String text);
                }
                """)
                .isReported(
                        Problem.CONTEXT_NOT_LAST,
                        "JobContext is not the last parameter of the job send. What stands before it is the "
                                + "payload. Move it to the end.");
    }
}
