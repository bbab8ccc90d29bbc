package dev.typedqueue.internal.engine;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobContext;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.RunDecision;
import dev.typedqueue.definition.BackoffRule;
import dev.typedqueue.definition.JobHandler;
import dev.typedqueue.definition.RetentionPolicy;
import dev.typedqueue.definition.RetryDelays;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.test.simulation.Simulation;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What becomes of a job at the end of an attempt. */
class AttemptTest {

    private final World world = new World();
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void endWorld() {
        world.close();
    }

    private QueuedJob run(TextQueue texts, JobHandler<String> handler) {
        Node node = world.node(texts.handledBy(handler));
        JobId id = texts.addTo(node, "text");
        world.settle();
        return world.job(id);
    }

    private static TextQueue retried(RetryPolicy policy) {
        return TextQueue.withJob(job -> job.retry(policy));
    }

    private static RetryPolicy steady(int attempts, Duration delay) {
        return RetryPolicy.upTo(attempts).withDelays(delay, delay).withGrowth(1, 0);
    }

    @Test
    void aHandlerThatReturnsHasCompletedItsJob() {
        QueuedJob job = run(TextQueue.sequential(), TextQueue::ignore);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.finishedAt()).isEqualTo(world.now());
    }

    @Test
    void aHandlerThatThrowsHasFailedAndItsJobIsTriedAgain() {
        QueuedJob job = run(retried(steady(2, ofSeconds(10))), (text, context) -> {
            throw new IllegalArgumentException("no such mailbox");
        });
        assertThat(job.state()).isEqualTo(JobState.SCHEDULED);
        assertThat(job.runAt()).isEqualTo(world.now().plusSeconds(10));
        assertThat(job.failedAttempts()).isEqualTo(1);
        assertThat(job.note()).startsWith("java.lang.IllegalArgumentException: no such mailbox");
    }

    @Test
    void anErrorIsTheFailureOfItsAttemptAndNotOfTheWorker() {
        TextQueue texts = TextQueue.sequential();
        List<String> ran = new ArrayList<>();
        Node node = world.node(texts.handledBy((text, context) -> {
            ran.add(text);
            throw new StackOverflowError();
        }));
        texts.addTo(node, 3);
        world.settle();
        assertThat(ran).hasSize(3);
    }

    @Test
    void anExceptionWhoseMessageFailsIsAFailureLikeAnyOther() {
        QueuedJob job = run(retried(steady(1, ofSeconds(1))), (text, context) -> {
            throw new IllegalStateException() {
                private static final long serialVersionUID = 1L;

                @Override
                public String getMessage() {
                    throw new UnsupportedOperationException();
                }
            };
        });
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.note()).contains("whose message cannot be read");
    }

    @Test
    void retriesGrowApartUpToTheLongestDelay() {
        List<Duration> starts = new ArrayList<>();
        RetryPolicy policy =
                RetryPolicy.upTo(6).withDelays(ofSeconds(10), ofSeconds(60)).withGrowth(2, 0);
        run(retried(policy), (text, context) -> {
            starts.add(Duration.between(Simulation.START, world.now()));
            throw new IllegalStateException("again");
        });
        world.advance(Duration.ofHours(1));
        assertThat(starts)
                .containsExactly(
                        Duration.ZERO, ofSeconds(10), ofSeconds(30), ofSeconds(70), ofSeconds(130), ofSeconds(190));
    }

    @Test
    void jitterSpreadsTheRetriesOfJobsThatFailedTogether() {
        TextQueue texts = retried(
                RetryPolicy.upTo(2).withDelays(ofSeconds(100), ofSeconds(100)).withGrowth(1, 0.2));
        Node node = world.node(texts.handledBy((text, context) -> {
            throw new IllegalStateException("all at once");
        }));
        List<JobId> ids = texts.addTo(node, 50);
        world.settle();
        List<Instant> retries =
                ids.stream().map(id -> world.job(id).runAt()).distinct().toList();
        assertThat(retries)
                .hasSizeGreaterThan(40)
                .allSatisfy(at ->
                        assertThat(at).isBetween(Simulation.START.plusSeconds(80), Simulation.START.plusSeconds(120)));
    }

    @Test
    void anExceptionThatStopsEndsTheJobWhateverAttemptsAreLeft() {
        QueuedJob job = run(
                retried(steady(8, ofSeconds(1)).withStopOn(List.of(IllegalArgumentException.class))),
                (text, context) -> {
                    throw new NumberFormatException("never a number");
                });
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.failedAttempts()).isEqualTo(1);
    }

    @Test
    void anExceptionThatRequeuesCostsNoAttemptNotEvenTheLast() {
        List<Integer> attempts = new ArrayList<>();
        QueuedJob job = run(
                retried(steady(1, ofSeconds(5)).withRequeueOn(ofSeconds(30), List.of(IllegalStateException.class))),
                (text, context) -> {
                    attempts.add(context.attempt());
                    throw new IllegalStateException("429");
                });
        assertThat(job.state()).isEqualTo(JobState.SCHEDULED);
        assertThat(job.runAt()).isEqualTo(world.now().plusSeconds(30));
        assertThat(job.failedAttempts()).isZero();
        assertThat(job.note()).contains("IllegalStateException: 429");
        world.advance(ofSeconds(60));
        assertThat(attempts).containsExactly(1, 1, 1);
    }

    @Test
    void theMostSpecificExceptionDecidesBetweenStopAndRequeue() {
        QueuedJob job = run(
                retried(steady(8, ofSeconds(5))
                        .withRequeueOn(ofSeconds(30), List.of(IllegalArgumentException.class))
                        .withStopOn(List.of(NumberFormatException.class))),
                (text, context) -> {
                    throw new NumberFormatException("never a number");
                });
        assertThat(job.state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void anExceptionHasDelaysOfItsOwn() {
        RetryPolicy policy = steady(4, ofSeconds(10))
                .withDelaysOn(List.of(IllegalStateException.class), RetryDelays.of(List.of(ofMinutes(1), ofMinutes(5))))
                .withDelaysOn(List.of(RuntimeException.class), RetryDelays.growing(ofSeconds(1), ofSeconds(3), 3));
        List<Exception> failures = new ArrayList<>(List.of(
                new IllegalStateException("the first delay of its own"),
                new CancellationException("the second, as a subclass"),
                new IllegalArgumentException("the third of another, at its longest")));
        TextQueue texts = retried(policy);
        Node node = world.node(texts.handledBy((text, context) -> {
            throw failures.remove(0);
        }));
        JobId id = texts.addTo(node, "text");

        world.settle();
        assertThat(world.job(id).runAt()).isEqualTo(world.now().plus(ofMinutes(1)));
        world.advance(ofMinutes(1));
        assertThat(world.job(id).runAt()).isEqualTo(world.now().plus(ofMinutes(5)));
        world.advance(ofMinutes(5));
        assertThat(world.job(id).runAt()).isEqualTo(world.now().plus(ofSeconds(3)));
        assertThat(world.job(id).failedAttempts()).isEqualTo(3);
    }

    @Test
    void theMostSpecificExceptionDecidesBetweenStopAndDelays() {
        RetryPolicy policy = steady(4, ofSeconds(10))
                .withStopOn(List.of(CancellationException.class))
                .withDelaysOn(List.of(IllegalStateException.class), RetryDelays.of(List.of(ofMinutes(1))));
        QueuedJob job = run(retried(policy), (text, context) -> {
            throw new CancellationException();
        });
        assertThat(job.state()).isEqualTo(JobState.FAILED);
    }

    private static TextQueue backedOff(BackoffRule rule) {
        return TextQueue.withJob(job -> job.retry(steady(3, ofSeconds(10))).backoff(rule));
    }

    @Test
    void aBackoffRuleIsAskedWithTheNumberOfTheAttemptAndItsFailure() {
        TextQueue texts = backedOff((failedAttempts, failure) -> {
            told.add(failedAttempts + " " + failure.getMessage());
            return ofMinutes(failedAttempts);
        });
        Node node = world.node(texts.handledBy((text, context) -> {
            throw new IllegalStateException("full");
        }));
        JobId id = texts.addTo(node, "text");

        world.settle();
        assertThat(world.job(id).runAt()).isEqualTo(world.now().plus(ofMinutes(1)));
        world.advance(ofMinutes(1));
        assertThat(world.job(id).runAt()).isEqualTo(world.now().plus(ofMinutes(2)));
        world.advance(ofMinutes(2));
        assertThat(world.state(id)).isEqualTo(JobState.FAILED);
        assertThat(told).containsExactly("1 full", "2 full");
    }

    @Test
    void aBackoffRuleThatGivesNoDelayLeavesItToTheDeclaredOnesAndTheLogSaysSo() {
        Map<String, BackoffRule> rules = Map.of(
                "gave the delay null",
                (failedAttempts, failure) -> null,
                "gave the delay PT-1S",
                (failedAttempts, failure) -> ofSeconds(-1),
                "failed",
                (failedAttempts, failure) -> {
                    throw new StackOverflowError();
                });
        rules.forEach((words, rule) -> {
            try (EngineLog log = new EngineLog();
                    World other = new World()) {
                TextQueue texts = backedOff(rule);
                Node node = other.node(texts.handledBy((text, context) -> {
                    throw new IllegalStateException("full");
                }));
                JobId id = texts.addTo(node, "text");
                other.settle();
                assertThat(other.job(id).runAt()).isEqualTo(other.now().plusSeconds(10));
                assertThat(log.containing("The @Backoff of job write " + id))
                        .singleElement()
                        .satisfies(line -> assertThat(line)
                                .startsWith("WARN")
                                .contains(words)
                                .endsWith("the declared delays count"));
            }
        });
    }

    @Test
    void aBackoffRuleMayAskForLongerThanAStoreCanKeep() {
        QueuedJob job =
                run(backedOff((failedAttempts, failure) -> Duration.ofSeconds(Long.MAX_VALUE)), (text, context) -> {
                    throw new IllegalStateException("full");
                });
        assertThat(job.state()).isEqualTo(JobState.SCHEDULED);
        assertThat(job.runAt()).isAfter(world.now().plus(Duration.ofDays(300_000)));
    }

    @Test
    void aJobThatHasUsedUpItsAttemptsIsADeadLetterAndItsHandlerOfThatIsToldOnce() {
        TextQueue texts = retried(steady(3, ofSeconds(1)));
        Node node = world.node(texts.handledBy(
                (text, context) -> {
                    throw new IllegalStateException("attempt " + context.attempt() + " of " + context.maxAttempts());
                },
                (text, context, cause) -> told.add(text + ": " + cause.getMessage())));
        JobId id = texts.addTo(node, "text");
        world.advance(ofMinutes(1));
        assertThat(world.state(id)).isEqualTo(JobState.FAILED);
        assertThat(world.job(id).failedAttempts()).isEqualTo(3);
        assertThat(told).containsExactly("text: attempt 3 of 3");
    }

    @Test
    void aFailureOfTheHandlerOfDeadLettersIsHarmless() {
        TextQueue texts = retried(steady(1, ofSeconds(1)));
        Node node = world.node(texts.handledBy(
                (text, context) -> {
                    throw new IllegalStateException("the cause");
                },
                (text, context, cause) -> {
                    told.add(text);
                    throw new IllegalStateException("in the handler of dead letters");
                }));
        List<JobId> ids = texts.addTo(node, 2);
        world.settle();
        assertThat(ids).allSatisfy(id -> {
            assertThat(world.state(id)).isEqualTo(JobState.FAILED);
            assertThat(world.job(id).note()).contains("the cause");
        });
        assertThat(told).hasSize(2);
    }

    @Test
    void aRunRulePostponesWithoutTheLossOfAnAttempt() {
        TextQueue texts = TextQueue.sequential();
        List<Instant> starts = new ArrayList<>();
        Instant opening = Simulation.START.plusSeconds(90);
        Node node = world.node(texts.handledBy(
                (text, context) -> starts.add(world.now()),
                (text, context) ->
                        world.now().isBefore(opening) ? RunDecision.postpone(ofSeconds(30)) : RunDecision.run()));
        JobId id = texts.addTo(node, "text");
        world.settle();
        assertThat(world.state(id)).isEqualTo(JobState.SCHEDULED);
        world.advance(ofMinutes(2));
        assertThat(starts).containsExactly(opening);
        assertThat(world.job(id).failedAttempts()).isZero();
    }

    @Test
    void aRunRuleThatThrowsFailsTheAttempt() {
        TextQueue texts = retried(steady(1, ofSeconds(1)));
        Node node = world.node(texts.handledBy(TextQueue::ignore, (text, context) -> {
            throw new IllegalStateException("rule");
        }));
        JobId id = texts.addTo(node, "text");
        world.settle();
        assertThat(world.state(id)).isEqualTo(JobState.FAILED);
    }

    @Test
    void completeIsWhatAPlainReturnIs() {
        assertThat(run(TextQueue.sequential(), (text, context) -> context.complete())
                        .state())
                .isEqualTo(JobState.COMPLETED);
    }

    @Test
    void failIsAFailureWithAReasonInWords() {
        QueuedJob job = run(retried(steady(2, ofSeconds(5))), (text, context) -> context.fail("the mailbox is full"));
        assertThat(job.state()).isEqualTo(JobState.SCHEDULED);
        assertThat(job.failedAttempts()).isEqualTo(1);
        assertThat(job.note()).isEqualTo("the mailbox is full");
    }

    @Test
    void requeueRunsAgainAtItsTimeWithoutTheLossOfAnAttempt() {
        List<Instant> starts = new ArrayList<>();
        QueuedJob first = run(TextQueue.sequential(), (text, context) -> {
            starts.add(world.now());
            if (starts.size() == 1) {
                context.requeue(world.now().plusSeconds(40));
            }
        });
        assertThat(first.state()).isEqualTo(JobState.SCHEDULED);
        world.advance(ofMinutes(1));
        assertThat(starts).containsExactly(Simulation.START, Simulation.START.plusSeconds(40));
        assertThat(world.job(first.id()).failedAttempts()).isZero();
    }

    @Test
    void requeueForATimeThatHasPassedRunsAgainAtOnce() {
        List<Integer> attempts = new ArrayList<>();
        run(TextQueue.sequential(), (text, context) -> {
            attempts.add(context.attempt());
            if (attempts.size() < 3) {
                context.requeue(world.now().minusSeconds(1));
            }
        });
        assertThat(attempts).containsExactly(1, 1, 1);
    }

    @Test
    void deleteLeavesNoTrace() {
        TextQueue texts = TextQueue.sequential();
        Node node = world.node(texts.handledBy((text, context) -> context.delete()));
        JobId id = texts.addTo(node, "text");
        world.settle();
        assertThat(world.store.find(id)).isEmpty();
    }

    @Test
    void anExceptionAfterCompleteCountsForMore() {
        QueuedJob job = run(TextQueue.sequential(), (text, context) -> {
            context.complete();
            throw new IllegalStateException("after all");
        });
        assertThat(job.state()).isEqualTo(JobState.SCHEDULED);
        assertThat(job.note()).contains("after all");
    }

    @Test
    void onlyOneWordMayBeSaidInAnAttempt() {
        QueuedJob job = run(TextQueue.sequential(), (text, context) -> {
            context.delete();
            assertThatIllegalStateException()
                    .isThrownBy(() -> context.fail("changed my mind"))
                    .withMessageContaining("job write")
                    .withMessageContaining("of queue texts has said already: Delete");
            throw new IllegalStateException("so that the job is kept");
        });
        assertThat(job.note()).contains("so that the job is kept");
    }

    @Test
    void afterItsAttemptAContextHearsNoMore() {
        List<JobContext> contexts = new ArrayList<>();
        run(TextQueue.sequential(), (text, context) -> contexts.add(context));
        assertThatIllegalStateException()
                .isThrownBy(contexts.get(0)::complete)
                .withMessageContaining("has ended already");
    }

    @Test
    void completeInNeedsAStoreThatTakesPartInTransactions() {
        QueuedJob job = run(TextQueue.sequential(), (text, context) -> context.completeIn(someConnection()));
        assertThat(job.state()).isEqualTo(JobState.SCHEDULED);
        assertThat(job.note()).contains("The store of queue \"texts\" takes no part in JDBC transactions");
    }

    /** A connection that nobody may call. */
    private static Connection someConnection() {
        return (Connection) Proxy.newProxyInstance(
                AttemptTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void aJobCannotBeRequeuedForTimesThatNoStoreCanKeep() {
        run(
                TextQueue.sequential(),
                (text, context) -> assertThatThrownBy(() -> context.requeue(Instant.MAX))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("9999"));
    }

    @Test
    void theHandlerIsToldWhichAttemptOfWhatItRuns() {
        TextQueue texts = retried(steady(3, ofSeconds(1)));
        QueuedJob job = run(texts, (text, context) -> {
            told.add(context.queue() + "/" + context.job() + " " + context.attempt() + " of " + context.maxAttempts());
            assertThat(context.addedAt()).isEqualTo(Simulation.START);
            assertThat(context.fencingToken()).isEqualTo(told.size());
            assertThat(context.isCancelled()).isFalse();
            throw new IllegalStateException("again");
        });
        world.advance(ofMinutes(1));
        assertThat(told).containsExactly("texts/write 1 of 3", "texts/write 2 of 3", "texts/write 3 of 3");
        assertThat(world.job(job.id()).note()).contains("again");
    }

    @Test
    void logLinesOfAHandlerCarryItsJobAndNothingOfTheOneBefore() {
        List<Map<String, String>> seen = new ArrayList<>();
        TextQueue texts = TextQueue.sequential();
        Node node = world.node(builder -> builder.paused(true), texts.handledBy((text, context) -> {
            seen.add(MDC.getCopyOfContextMap());
            MDC.put("user", "42");
        }));
        List<JobId> ids = texts.addTo(node, 50);
        node.runtime().run(texts.queue);
        world.settle();
        assertThat(seen)
                .containsExactlyElementsOf(ids.stream()
                        .map(id -> Map.of("queue", "texts", "job", "write", "jobId", id.toString()))
                        .toList());
    }

    @Test
    void retentionOfZeroDeletesAtOnce() {
        RetentionPolicy none = new RetentionPolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO);
        TextQueue texts = TextQueue.with(job -> job.retry(steady(1, ofSeconds(1))), queue -> queue.retention(none));
        Node node = world.node(texts.handledBy((text, context) -> {
            if (text.equals("text 2")) {
                throw new IllegalStateException("fails");
            }
        }));
        List<JobId> ids = texts.addTo(node, 2);
        world.settle();
        assertThat(ids).allSatisfy(id -> assertThat(world.store.find(id)).isEmpty());
    }
}
