package dev.typedqueue.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.Admission;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.PayloadException;
import dev.typedqueue.QueueClient;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.UniqueRule;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What add does before a job is in the store. */
class IntakeTest {

    private final World world = new World();

    @AfterEach
    void endWorld() {
        world.close();
    }

    private QueueClient client(TextQueue texts) {
        return world.node().runtime().client(texts.queue);
    }

    @Test
    void anAdmissionRuleMayRefuse() {
        TextQueue texts = TextQueue.withJob(job ->
                job.beforeAdd((text, context) -> text.isEmpty() ? Admission.refuse("it is empty") : Admission.admit()));
        QueueClient client = client(texts);
        assertThat(client.add(texts.job, "", AddOptions.now())).isEqualTo(new AddResult.Refused("it is empty"));
        assertThat(client.add(texts.job, "text", AddOptions.now())).isInstanceOf(AddResult.Added.class);
        assertThat(world.store.counts().get("texts")).containsEntry(JobState.READY, 1L);
    }

    @Test
    void theFirstRuleThatRefusesDecides() {
        TextQueue texts = TextQueue.withJob(job -> job.beforeAdd((text, context) -> Admission.admit())
                .beforeAdd((text, context) -> Admission.refuse("second"))
                .beforeAdd((text, context) -> Admission.refuse("third")));
        assertThat(client(texts).add(texts.job, "text", AddOptions.now())).isEqualTo(new AddResult.Refused("second"));
    }

    @Test
    void inBulkEachPayloadIsAnsweredInItsPlace() {
        TextQueue texts = TextQueue.withJob(job ->
                job.beforeAdd((text, context) -> text.startsWith("bad") ? Admission.refuse(text) : Admission.admit()));
        List<AddResult> results = client(texts).addAll(texts.job, List.of("bad 1", "good", "bad 2"), AddOptions.now());
        assertThat(results).hasSize(3);
        assertThat(results.get(0)).isEqualTo(new AddResult.Refused("bad 1"));
        assertThat(world.job(results.get(1).id()).payload()).isEqualTo("\"good\"");
        assertThat(results.get(2)).isEqualTo(new AddResult.Refused("bad 2"));
    }

    @Test
    void theExceptionOfARuleReachesTheCallerAndNothingIsAdded() {
        TextQueue texts = TextQueue.withJob(job -> job.beforeAdd((text, context) -> {
            if (text.equals("text 2")) {
                throw new IllegalStateException("the rule failed");
            }
            return Admission.admit();
        }));
        QueueClient client = client(texts);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> client.addAll(texts.job, List.of("text 1", "text 2"), AddOptions.now()))
                .withMessage("the rule failed");
        assertThat(world.store.counts()).isEmpty();
    }

    @Test
    void aPayloadThatIsTooLargeIsRefusedWithItsSizeAndTheRemedy() {
        TextQueue texts = TextQueue.sequential();
        Node node = world.node(builder -> builder.maxPayloadSize(10));
        assertThat(texts.addTo(node, "12345678")).isNotNull();
        assertThatExceptionOfType(PayloadException.class)
                .isThrownBy(() -> texts.addTo(node, "ääääa"))
                .withMessageContaining("job \"write\" of queue \"texts\" has 11 bytes, and 10 are allowed")
                .withMessageContaining("raise maxPayloadSize");
    }

    @Test
    void aJobOfAnotherQueueIsRefused() {
        TextQueue texts = TextQueue.sequential();
        JobDefinition<String> stranger = TextQueue.jobNamed("stranger").build();
        QueueClient client = client(texts);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.add(stranger, "text", AddOptions.now()))
                .withMessageContaining("Job \"stranger\" is not one of queue \"texts\"");
    }

    @Test
    void oneIdCannotStandForTwoJobs() {
        TextQueue texts = TextQueue.sequential();
        AddOptions options = AddOptions.now().withId(JobId.next(Simulation.START));
        QueueClient client = client(texts);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.addAll(texts.job, List.of("one", "two"), options))
                .withMessageContaining("One id cannot stand for 2 jobs");
    }

    @Test
    void aTimeBeyondTheYear9999IsRefused() {
        TextQueue texts = TextQueue.sequential();
        QueueClient client = client(texts);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.add(texts.job, "text", AddOptions.at(Instant.MAX)))
                .withMessageContaining("A job cannot run later than 9999-12-31T23:59:59Z");
    }

    @Test
    void aTimeInThePastIsNow() {
        TextQueue texts = TextQueue.sequential();
        AddResult result = client(texts).add(texts.job, "text", AddOptions.at(Instant.MIN));
        assertThat(world.state(result.id())).isEqualTo(JobState.READY);
    }

    @Test
    void anEqualKeyKeepsTheEarlierJobAndSaysWhichItIs() {
        TextQueue texts = TextQueue.withJob(job -> job.unique(UniqueRule.by(text -> List.of(text))));
        QueueClient client = client(texts);
        AddResult first = client.add(texts.job, "same", AddOptions.now());
        assertThat(client.add(texts.job, "same", AddOptions.now())).isEqualTo(new AddResult.Kept(first.id()));
        assertThat(client.add(texts.job, "other", AddOptions.now())).isInstanceOf(AddResult.Added.class);
    }

    @Test
    void aReplacedJobRunsOnceAtTheLaterTimeWithTheLaterPayload() {
        TextQueue texts = TextQueue.withJob(
                job -> job.unique(UniqueRule.<String>by(text -> List.of()).onConflict(Unique.OnConflict.REPLACE)));
        List<String> ran = new ArrayList<>();
        Node node = world.node(texts.handledBy((text, job) -> ran.add(text + " at " + world.now())));
        JobId first = node.addIn(texts.queue, texts.job, "first", Duration.ofSeconds(10));
        world.advance(Duration.ofSeconds(5));
        AddResult second = node.runtime()
                .client(texts.queue)
                .add(texts.job, "second", AddOptions.at(world.now().plusSeconds(10)));
        assertThat(second).isEqualTo(new AddResult.Replaced(first));
        world.advance(Duration.ofMinutes(1));
        assertThat(ran).containsExactly("second at 2030-01-01T00:00:15Z");
    }

    @Test
    void jobsWithEqualKeysShareASlot() {
        TextQueue texts = TextQueue.withJob(
                job -> job.unique(UniqueRule.<String>by(text -> List.of(text)).until(Unique.Until.STARTED)));
        QueueClient client = client(texts);
        JobId first = client.add(texts.job, "same", AddOptions.now()).id();
        client.add(texts.job, "other", AddOptions.now());
        world.store.act(first, new JobAction.Cancel());
        JobId second = client.add(texts.job, "same", AddOptions.now()).id();
        assertThat(second).isNotEqualTo(first);
        assertThat(second.slot()).isEqualTo(first.slot());
    }
}
