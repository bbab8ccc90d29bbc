package dev.typedqueue.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.AddInterceptor;
import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.Admission;
import dev.typedqueue.JobContext;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.RunDecision;
import dev.typedqueue.RunInterceptor;
import dev.typedqueue.definition.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What stands around the adding and the running of jobs. */
final class InterceptorTest {

    private final World world = new World();
    private final TextQueue texts = TextQueue.sequential();
    private final List<String> events = new ArrayList<>();

    @AfterEach
    void close() {
        MDC.clear();
        world.close();
    }

    private void note(String payload, JobContext job) {
        events.add(payload + " " + job.context());
    }

    private static AddInterceptor changing(Consumer<dev.typedqueue.JobAddition> change) {
        return addition -> {
            change.accept(addition);
            return Admission.admit();
        };
    }

    private RunInterceptor around(String name) {
        return (job, chain) -> {
            events.add(name + " before");
            chain.proceed();
            events.add(name + " after");
        };
    }

    private JobId run(RunInterceptor interceptor) {
        Node node = world.node(builder -> builder.intercept(interceptor), texts.handledBy(this::note));
        JobId id = texts.addTo(node, "text");
        world.settle();
        return id;
    }

    @Test
    void entriesOfTheContextReachTheHandlerOnAnotherNode() {
        Node adding = world.node(builder -> builder.intercept(changing(addition -> addition.put("tenant", "acme"))));
        world.node(texts.handledBy(this::note));
        texts.addTo(adding, "text");
        world.advance(Duration.ofSeconds(2));
        assertThat(events).containsExactly("text {tenant=acme}");
    }

    @Test
    void interceptorsOfAddsAreAskedInOrderAndForEachJob() {
        Node node = world.node(
                builder -> builder.intercept(changing(addition -> addition.put("first", "" + addition.payload())))
                        .intercept(changing(addition ->
                                addition.put("second", addition.context().get("first") + "!"))),
                texts.handledBy(this::note));
        node.runtime().client(texts.queue).addAll(texts.job, List.of("a", "b"), AddOptions.now());
        world.settle();
        assertThat(world.memory.open("default").list(dev.typedqueue.JobFilter.all()))
                .hasSize(2);
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).startsWith("a ").contains("first=a", "second=a!");
        assertThat(events.get(1)).startsWith("b ").contains("first=b", "second=b!");
    }

    @Test
    void anInterceptorCanChangeTheOptionsAndTheJobRunsWhenItIsDue() {
        Node node = world.node(
                builder -> builder.intercept(changing(addition -> addition.changeOptions(addition.options()
                        .withRunAt(world.now().plusSeconds(30))
                        .withPriority(7)))),
                texts.handledBy(this::note));
        JobId id = texts.addTo(node, "text");
        assertThat(world.job(id).priority()).isEqualTo(7);
        world.advance(Duration.ofSeconds(29));
        assertThat(events).isEmpty();
        world.advance(Duration.ofSeconds(1));
        assertThat(events).hasSize(1);
    }

    @Test
    void aRefusedJobIsNotAdded() {
        Node node = world.node(builder -> builder.intercept((AddInterceptor) addition -> Admission.refuse("closed")));
        AddResult result = node.runtime().client(texts.queue).add(texts.job, "text", AddOptions.now());
        assertThat(result).isEqualTo(new AddResult.Refused("closed"));
        assertThat(world.store.counts()).isEmpty();
    }

    @Test
    void whatAnInterceptorThrowsFailsTheAddAndNothingIsAdded() {
        QueueRuntime runtime = world.node(builder -> builder.intercept(changing(addition -> {
                    if (addition.payload().equals("b")) {
                        throw new IllegalStateException("no tenant");
                    }
                })))
                .runtime();
        assertThatThrownBy(() -> runtime.client(texts.queue).addAll(texts.job, List.of("a", "b"), AddOptions.now()))
                .hasMessage("no tenant");
        assertThat(world.store.counts()).isEmpty();
    }

    @Test
    void jobsOfSchedulesPassTheInterceptors() {
        TextQueue hourly = TextQueue.withJob(job -> job.schedule(Schedule.every(Duration.ofHours(1)), () -> "text"));
        world.node(
                builder -> builder.intercept(changing(addition -> addition.put("from", "schedule"))),
                hourly.handledBy(this::note));
        world.advance(Duration.ofHours(1).plusSeconds(10));
        assertThat(events).containsOnly("text {from=schedule}");
    }

    @Test
    void theContextIsBounded() {
        Node node = world.node(builder -> builder.intercept(changing(addition -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> addition.put("name", "x".repeat(1_001)))
                    .withMessageContaining("job \"write\" of queue \"texts\"")
                    .withMessageContaining("longer than 1000 characters");
            assertThatIllegalArgumentException().isThrownBy(() -> addition.put("", "x"));
            assertThatIllegalArgumentException().isThrownBy(() -> addition.put("n".repeat(101), "x"));
            assertThatIllegalArgumentException().isThrownBy(() -> addition.put("name", "a\0b"));
            assertThatIllegalArgumentException().isThrownBy(() -> addition.put("name", "\uD800"));
            for (int i = 0; i < 32; i++) {
                addition.put("entry " + i, "x".repeat(1_000));
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> addition.put("one more", ""))
                    .withMessageContaining("one more than the 32");
            addition.put("entry 0", "replaced");
        })));
        assertThat(texts.addTo(node, "text")).isNotNull();
    }

    @Test
    void theFirstInterceptorOfRunsIsTheOutermost() {
        Node node = world.node(
                builder -> builder.intercept(around("outer")).intercept(around("inner")), texts.handledBy(this::note));
        texts.addTo(node, "text");
        world.settle();
        assertThat(events).containsExactly("outer before", "inner before", "text {}", "inner after", "outer after");
    }

    @Test
    void whatAnInterceptorThrowsAfterTheHandlerIsTheFailureOfTheAttempt() {
        JobId id = run((job, chain) -> {
            chain.proceed();
            throw new IllegalStateException("too late");
        });
        assertThat(events).hasSize(1);
        assertThat(world.job(id).failedAttempts()).isEqualTo(1);
        assertThat(world.job(id).note()).contains("too late");
    }

    @Test
    void whatTheHandlerThrowsReachesTheInterceptorsAndFailsTheAttempt() {
        Node node = world.node(
                builder -> builder.intercept((job, chain) -> {
                    try {
                        chain.proceed();
                    } catch (IllegalStateException e) {
                        events.add("saw " + e.getMessage());
                        throw e;
                    }
                }),
                texts.handledBy((text, job) -> {
                    throw new IllegalStateException("no mailbox");
                }));
        JobId id = texts.addTo(node, "text");
        world.settle();
        assertThat(events).containsExactly("saw no mailbox");
        assertThat(world.job(id).note()).contains("no mailbox");
    }

    @Test
    void anInterceptorThatForgetsToProceedDoesNotCompleteTheJob() {
        JobId id = run((job, chain) -> {});
        assertThat(world.job(id).failedAttempts()).isEqualTo(1);
        assertThat(world.job(id).note()).contains("neither proceeded nor said what becomes of job write");
    }

    @Test
    void anInterceptorMayPutTheJobOffWithoutTheLossOfAnAttempt() {
        JobId id = run((job, chain) -> job.requeue(world.now().plusSeconds(60)));
        assertThat(events).isEmpty();
        assertThat(world.state(id)).isEqualTo(JobState.SCHEDULED);
        assertThat(world.job(id).failedAttempts()).isZero();
    }

    @Test
    void aHandlerRunsOnceThoughAnInterceptorProceedsTwice() {
        JobId id = run((job, chain) -> {
            chain.proceed();
            chain.proceed();
        });
        assertThat(events).hasSize(1);
        assertThat(world.job(id).note()).contains("proceeded twice");
    }

    @Test
    void rulesAreAskedWithinTheInterceptors() {
        Node node =
                world.node(builder -> builder.intercept(around("tenant")), texts.handledBy(this::note, (text, job) -> {
                    events.add("rule");
                    return RunDecision.postpone(Duration.ofMinutes(1));
                }));
        JobId id = texts.addTo(node, "text");
        world.settle();
        assertThat(events).containsExactly("tenant before", "rule", "tenant after");
        assertThat(world.state(id)).isEqualTo(JobState.SCHEDULED);
    }

    @Test
    void chosenEntriesOfTheMdcReachTheHandlerAndNoLaterJob() {
        Node node = world.node(
                builder -> builder.propagateMdc("requestId", "tenant"),
                texts.handledBy((text, job) -> events.add(text + " " + MDC.get("requestId") + " " + MDC.get("user"))));
        MDC.put("requestId", "r-1");
        MDC.put("user", "ada");
        texts.addTo(node, "first");
        MDC.clear();
        texts.addTo(node, "second");
        world.settle();
        assertThat(events).containsExactly("first r-1 null", "second null null");
    }

    @Test
    void aLongEntryOfTheMdcIsCutRatherThanFailTheAdd() {
        Node node = world.node(
                builder -> builder.propagateMdc("requestId"),
                texts.handledBy((text, job) -> events.add(
                        "" + job.context().getOrDefault("requestId", "").length())));
        MDC.put("requestId", "\0" + "x".repeat(5_000));
        texts.addTo(node, "text");
        world.settle();
        assertThat(events).containsExactly("1000");
    }

    @Test
    void entriesThatTheRuntimeSetsAreNotPropagated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueueRuntime.builder().propagateMdc("jobId"))
                .withMessageContaining("\"jobId\"");
    }

    @Test
    void theCodecOfRuntimesCanBeWrapped() {
        assertThat(QueueRuntime.jsonCodec().write("text", texts.job.payloadType()))
                .isEqualTo("\"text\"");
    }
}
