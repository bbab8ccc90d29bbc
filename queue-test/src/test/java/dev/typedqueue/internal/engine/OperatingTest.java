package dev.typedqueue.internal.engine;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.AddOptions;
import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobOperations;
import dev.typedqueue.JobStanding;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueOperations;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.SelectedJobs;
import dev.typedqueue.TimeRange;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.definition.Tags;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.LimitRecord;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Pause;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person does with queues and jobs. */
class OperatingTest {

    private final World world = new World();
    private final List<String> ran = new ArrayList<>();
    private final TextQueue texts = TextQueue.sequential();

    @AfterEach
    void endWorld() {
        world.close();
    }

    private Node fastNode() {
        return world.node(texts.handledBy((text, job) -> ran.add(text)));
    }

    private Node slowNode() {
        return world.node(texts.handledBy((text, job) -> {
            ran.add(text);
            Simulation.sleep(ofHours(1));
        }));
    }

    @Test
    void aWaitingJobIsCancelledAtOnce() {
        Node node = fastNode();
        JobId id = node.addIn(texts.queue, texts.job, "text", ofHours(1));
        assertThat(node.runtime().jobs().cancel(id)).isTrue();
        assertThat(world.state(id)).isEqualTo(JobState.CANCELLED);
        world.advance(ofHours(2));
        assertThat(ran).isEmpty();
    }

    @Test
    void aRunningJobIsCancelledByTellingItsHandler() {
        Node node = slowNode();
        JobId id = texts.addTo(node, "text");
        world.settle();
        assertThat(node.runtime().jobs().cancel(id)).isTrue();
        world.settle();
        assertThat(world.state(id)).isEqualTo(JobState.CANCELLED);
        assertThat(node.runtime().jobs().cancel(id)).isFalse();
    }

    @Test
    void aJobThatRunsElsewhereIsCancelledWithTheNextHeartbeat() {
        Node node = slowNode();
        JobId id = texts.addTo(node, "text");
        world.advance(ofSeconds(1));
        world.node().runtime().jobs().cancel(id);
        assertThat(world.state(id)).isEqualTo(JobState.RUNNING);
        world.advance(World.LEASE.dividedBy(3));
        assertThat(world.state(id)).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void aJobThatIsHeldHereIsCancelledBeforeItBegins() {
        Node node = world.node(builder -> builder.paused(true), texts.handledBy((text, job) -> {
            ran.add(text);
            Simulation.sleep(ofMillis(10));
        }));
        List<JobId> ids = texts.addTo(node, 10);
        node.runtime().run(texts.queue);
        world.advance(ofMillis(15));
        JobId last = ids.get(9);
        assertThat(world.state(last)).isEqualTo(JobState.RUNNING);
        node.runtime().jobs().cancel(last);
        world.settle();
        assertThat(world.state(last)).isEqualTo(JobState.CANCELLED);
        world.advance(ofSeconds(5));
        assertThat(ran).hasSize(9).doesNotContain("text 10");
    }

    @Test
    void tagsAreKeptWithTheJob() {
        Node node = fastNode();
        JobId id = node.runtime()
                .client(texts.queue)
                .add(
                        texts.job,
                        "text",
                        AddOptions.now().withTags("import", "customer 7").withTags("import"))
                .id();
        assertThat(world.job(id).tags()).containsExactlyInAnyOrder("import", "customer 7");
    }

    @Test
    void aJobHasTheTagsOfItsDeclarationToo() {
        TextQueue tagged = TextQueue.withJob(job -> job.tags("import", "nightly"));
        Node node = world.node(tagged.handledBy((text, job) -> ran.add(text)));
        JobId plain = tagged.addTo(node, "text");
        JobId more = node.runtime()
                .client(tagged.queue)
                .add(tagged.job, "text", AddOptions.now().withTags("import", "eu"))
                .id();
        assertThat(world.job(plain).tags()).containsExactlyInAnyOrder("import", "nightly");
        assertThat(world.job(more).tags()).containsExactlyInAnyOrder("import", "nightly", "eu");
    }

    @Test
    void badTagsAreRefused() {
        AddOptions full = AddOptions.now()
                .withTags(IntStream.range(0, Tags.MAX_COUNT)
                        .mapToObj(i -> "tag " + i)
                        .toArray(String[]::new));
        assertThat(full.withTags("tag 1").tags().values()).hasSize(Tags.MAX_COUNT);
        assertThatThrownBy(() -> full.withTags("one more")).hasMessageContaining("at most 20 tags");
        assertThatThrownBy(() -> full.withTags(" ")).hasMessageContaining("must not be blank");
        assertThatThrownBy(() -> full.withTags("a\nb")).hasMessageContaining("no control characters");
        assertThatThrownBy(() -> full.withTags("x".repeat(Tags.MAX_LENGTH + 1)))
                .hasMessageContaining("at most 100 characters");
    }

    @Test
    void allJobsOfAFilterAreChangedPageByPage() {
        Node node = fastNode();
        node.runtime().queues().pause(texts.queue, "anna");
        texts.addTo(node, 25);
        JobFilter ready = JobFilter.all()
                .inQueue(texts.queue)
                .of(texts.job)
                .inState(JobState.READY)
                .limit(10);
        assertThat(node.runtime().jobs().all(ready).cancel()).isEqualTo(new SelectedJobs.Report(25, 0, 0));
        assertThat(node.runtime().queues().count(texts.queue, JobState.CANCELLED))
                .isEqualTo(25);
    }

    @Test
    void jobsThatStayInTheFilterAreMetOnce() {
        Node node = fastNode();
        node.runtime().queues().pause(texts.queue, "anna");
        texts.addTo(node, 25);
        JobFilter all = JobFilter.all().limit(10);
        Instant later = world.now().plus(ofHours(1));
        assertThat(node.runtime().jobs().all(all).reschedule(later)).isEqualTo(new SelectedJobs.Report(25, 0, 0));
        assertThat(node.runtime().jobs().all(all).cancel()).isEqualTo(new SelectedJobs.Report(25, 0, 0));
        assertThat(node.runtime().jobs().all(all).cancel()).isEqualTo(new SelectedJobs.Report(0, 25, 0));
    }

    @Test
    void aRetriedJobThatFailsAgainIsNotTriedASecondTime() {
        TextQueue once = TextQueue.withJob(job -> job.retry(RetryPolicy.upTo(1)));
        Node node = world.node(once.handledBy((text, job) -> {
            ran.add(text);
            throw new IllegalStateException("broken");
        }));
        once.addTo(node, 25);
        world.settle();
        ran.clear();
        SelectedJobs dead = node.runtime()
                .jobs()
                .all(JobFilter.all().inState(JobState.FAILED).limit(10));
        assertThat(dead.count()).isEqualTo(25);
        node.store.afterNext("act", () -> world.advance(ofSeconds(5)));
        assertThat(dead.retry()).isEqualTo(new SelectedJobs.Report(25, 0, 0));
        world.settle();
        assertThat(ran).hasSize(25);
        assertThat(dead.count()).isEqualTo(25);
    }

    @Test
    void jobsThatOthersDeleteMeanwhileAreGone() {
        Node node = fastNode();
        node.runtime().queues().pause(texts.queue, "anna");
        List<JobId> ids = texts.addTo(node, 5);
        node.store.afterNext("list", () -> world.store.act(ids.get(2), new JobAction.Delete()));
        assertThat(node.runtime().jobs().all(JobFilter.all()).cancel()).isEqualTo(new SelectedJobs.Report(4, 0, 1));
    }

    @Test
    void filtersThatMakeNoSenseAreRefused() {
        Instant now = world.now();
        assertThatThrownBy(() -> TimeRange.between(now, now.minusSeconds(1)))
                .hasMessageContaining("must not end before it begins");
        for (String path : List.of("", ".", "a..b", "a.", "$.a\"", "a[0]", "1a", "a b")) {
            assertThatThrownBy(() -> JobFilter.all().withPayload(path, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("names of components with dots between them");
        }
        assertThatThrownBy(() -> JobFilter.all().withPayload("a", Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> JobFilter.all().tagged("import", " ")).hasMessageContaining("blank tag");
    }

    @Test
    void aHaltHereLeavesOtherNodesAtWork() {
        Node first = fastNode();
        Node second = world.node(texts.handledBy((text, job) -> ran.add("second: " + text)));
        world.settle();
        first.runtime().halt(texts.queue);
        texts.addTo(first, "text");
        world.advance(ofSeconds(2));
        assertThat(ran).containsExactly("second: text");
        second.runtime().halt(texts.queue);
        texts.addTo(first, "more");
        world.advance(ofMinutes(1));
        assertThat(ran).hasSize(1);
        first.runtime().run(texts.queue);
        world.settle();
        assertThat(ran).containsExactly("second: text", "more");
    }

    @Test
    void aPauseHoldsEverywhereUntilItIsResumed() {
        Node first = fastNode();
        Node second = fastNode();
        first.runtime().queues().pause("texts", "anna");
        texts.addTo(second, "text");
        world.advance(ofMinutes(1));
        assertThat(ran).isEmpty();
        assertThat(second.runtime().queues().pauses())
                .containsExactly(new Pause("texts", null, "anna", Simulation.START));
        second.runtime().queues().resume("texts");
        world.settle();
        assertThat(ran).containsExactly("text");
    }

    @Test
    void aPauseOutlivesAllNodesThatWereThere() {
        Node first = fastNode();
        first.runtime().queues().pause("texts", "anna");
        first.close();
        Node second = fastNode();
        texts.addTo(second, "text");
        world.advance(ofMinutes(1));
        second.platform.crash();
        Node third = fastNode();
        world.advance(ofMinutes(1));
        assertThat(ran).isEmpty();
        third.runtime().queues().resume("texts");
        world.settle();
        assertThat(ran).containsExactly("text");
    }

    @Test
    void aPauseOfAllQueuesAndOneOfASingleQueueEndSeparately() {
        Node node = fastNode();
        node.runtime().queues().pause("texts", "anna");
        node.runtime().queues().pauseAll("bert");
        texts.addTo(node, "text");
        node.runtime().queues().resumeAll();
        world.advance(ofMinutes(1));
        assertThat(ran).isEmpty();
        node.runtime().queues().resume("texts");
        world.settle();
        assertThat(ran).containsExactly("text");
    }

    @Test
    void aSingleJobIsPausedWithItsFormerNames() {
        JobDefinition<String> write =
                TextQueue.jobNamed("write").formerNames("scribble").build();
        JobDefinition<String> read = TextQueue.jobNamed("read").build();
        QueueDefinition queue =
                TextQueue.queueNamed("texts").job(write).job(read).build();
        Node node = world.node(QueueHandlers.of(queue)
                .handle(write, (text, job) -> ran.add(text))
                .handle(read, (text, job) -> ran.add(text))
                .build());
        node.runtime().queues().pauseJob("texts", "write", "anna");
        JobId id = node.add(queue, write, "written");
        node.add(queue, read, "read");
        JobId former = JobId.next(world.now());
        world.store.insert(
                List.of(new NewJob(former, "texts", new JobKind("scribble", 1), "\"scribbled\"", 0, null, null)));
        world.advance(ofMinutes(1));
        assertThat(ran).containsExactly("read");
        assertThat(node.runtime().jobs().why(id))
                .isEqualTo(new JobStanding.Paused("texts", "write", "anna", Simulation.START))
                .asString()
                .contains("Job \"write\" of queue \"texts\" is paused by anna");
        assertThat(node.runtime().jobs().why(former)).isInstanceOf(JobStanding.Paused.class);
        node.runtime().queues().resumeJob("texts", "write");
        world.settle();
        assertThat(ran).containsExactlyInAnyOrder("read", "written", "scribbled");
        assertThat(node.runtime().queues().pauses()).isEmpty();
    }

    @Test
    void aJobThatTheQueueDoesNotHaveIsNotPaused() {
        Node node = fastNode();

        assertThatThrownBy(() -> node.runtime().queues().pauseJob("texts", "wirte", "anna"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Queue \"texts\" has no job named \"wirte\". Did you mean \"write\"?");
        assertThatThrownBy(() -> node.runtime().queues().resumeJob("texts", "wirte"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(node.runtime().queues().pauses()).isEmpty();
    }

    @Test
    void aJobThatHasGoneSinceItWasPausedIsResumed() {
        Node node = fastNode();
        JobId last = JobId.next(world.now());
        world.store.insert(List.of(new NewJob(last, "texts", new JobKind("read", 1), "{}", 0, null, null)));
        node.runtime().queues().pauseJob("texts", "read", "anna");
        node.runtime().jobs().delete(last);
        node.runtime().queues().resumeJob("texts", "read");
        assertThat(node.runtime().queues().pauses()).isEmpty();
    }

    @Test
    void aJobOfAnotherServiceIsPausedIfANodeKnowsItOrOneIsQueued() {
        texts.addTo(fastNode(), "text");
        QueueRuntime dashboard = world.node().runtime();
        JobId queued = JobId.next(world.now());
        world.store.insert(List.of(new NewJob(queued, "texts", new JobKind("read", 1), "{}", 0, null, null)));
        dashboard.queues().pauseJob("texts", "write", "anna");
        dashboard.queues().pauseJob("texts", "read", "anna");
        assertThat(dashboard.queues().pauses()).extracting(Pause::job).containsExactlyInAnyOrder("write", "read");
    }

    @Test
    void aQueueOfWhichNobodyHasHeardIsRefused() {
        Node node = fastNode();
        texts.addTo(node, "text");
        JobOperations jobs = node.runtime().jobs();
        QueueOperations queues = node.runtime().queues();
        for (ThrowingCallable operation : List.<ThrowingCallable>of(
                () -> jobs.list(JobFilter.all().inQueue("text")),
                () -> jobs.all(JobFilter.all().inQueue("text")),
                () -> queues.count("text"),
                () -> queues.count("text", JobState.READY),
                () -> queues.pause("text", "anna"),
                () -> queues.pauseJob("text", "write", "anna"),
                () -> queues.resume("text"),
                () -> queues.resumeJob("text", "write"),
                () -> queues.changeLimit("text", new Limit.Concurrency("limit", 1)),
                () -> queues.resetLimit("text", "limit"))) {
            assertThatThrownBy(operation)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("No queue named \"text\" is declared here, and no store has heard of one."
                            + " Did you mean \"texts\"?");
        }
        assertThat(queues.pauses()).isEmpty();
    }

    @Test
    void aQueueMayBeNamedByItsConstant() {
        Limit declared = new Limit.Concurrency("write.concurrency", 3);
        Limit changed = new Limit.Concurrency("write.concurrency", 1);
        TextQueue limited = TextQueue.withJob(job -> job.limit(declared));
        QueueOperations queues =
                world.node(limited.handledBy(TextQueue::ignore)).runtime().queues();
        QueueDefinition queue = limited.queue;
        assertThat(queues.list()).containsExactly(queue);

        queues.pause(queue, "anna");
        queues.pauseJob(queue, "write", "bert");
        assertThat(queues.pauses()).extracting(Pause::by).containsExactlyInAnyOrder("anna", "bert");
        queues.resumeJob(queue, "write");
        assertThat(queues.pauses()).extracting(Pause::by).containsExactly("anna");
        queues.resume(queue);
        assertThat(queues.pauses()).isEmpty();

        queues.changeLimit(queue, changed);
        assertThat(queues.limits()).containsExactly(new LimitRecord("texts", declared, changed));
        queues.resetLimit(queue, "write.concurrency");
        assertThat(queues.limits()).containsExactly(new LimitRecord("texts", declared, null));

        queues.changeConcurrency(queue, 4);
        assertThat(queues.changedConcurrencies()).containsExactly(Map.entry("texts", 4));
        queues.resetConcurrency(queue);
        assertThat(queues.changedConcurrencies()).isEmpty();

        assertThat(queues.count(queue)).isEqualTo(queues.count("texts"));
        assertThat(queues.drain(queue, ofSeconds(1))).isTrue();
    }

    @Test
    void aQueueOfAnotherServiceIsKnownByTheStore() {
        texts.addTo(fastNode(), "text");
        world.settle();
        assertThat(world.node().runtime().queues().count("texts", JobState.COMPLETED))
                .isOne();
    }

    @Test
    void aDeadLetterRunsAgainWithAllItsAttempts() {
        TextQueue once = TextQueue.withJob(job -> job.retry(RetryPolicy.upTo(1)));
        Node node = world.node(once.handledBy((text, job) -> {
            ran.add(text + " " + job.attempt());
            if (ran.size() == 1) {
                throw new IllegalStateException("not yet");
            }
        }));
        JobId id = once.addTo(node, "text");
        world.settle();
        assertThat(world.state(id)).isEqualTo(JobState.FAILED);
        assertThat(node.runtime().jobs().retry(id)).isTrue();
        world.settle();
        assertThat(ran).containsExactly("text 1", "text 1");
        assertThat(world.state(id)).isEqualTo(JobState.COMPLETED);
        assertThat(node.runtime().jobs().retry(id)).isFalse();
    }

    @Test
    void aRescheduledJobIsMetByTheTimer() {
        List<Instant> starts = new ArrayList<>();
        Node node = world.node(
                builder -> builder.pollInterval(ofHours(1)), texts.handledBy((text, job) -> starts.add(world.now())));
        JobId id = node.addIn(texts.queue, texts.job, "text", ofHours(5));
        world.settle();
        assertThat(node.runtime().jobs().reschedule(id, world.now().plusSeconds(90)))
                .isTrue();
        world.advance(ofMinutes(2));
        assertThat(starts).containsExactly(Simulation.START.plusSeconds(90));
    }

    @Test
    void theEndOfADeletedJobChangesNothing() {
        Node node = slowNode();
        JobId id = texts.addTo(node, "text");
        world.settle();
        assertThat(node.runtime().jobs().delete(id)).isTrue();
        world.advance(ofHours(2));
        assertThat(node.runtime().jobs().find(id)).isEmpty();
        assertThat(node.runtime().jobs().delete(id)).isFalse();
    }

    @Test
    void jobsAreListedNewestFirstAndCountedByState() {
        Node node = world.node(builder -> builder.paused(true), texts.handledBy((text, job) -> ran.add(text)));
        List<JobId> ids = texts.addTo(node, 3);
        assertThat(node.runtime().jobs().list(JobFilter.all().limit(2)))
                .extracting(QueuedJob::id)
                .containsExactly(ids.get(2), ids.get(1));
        assertThat(node.runtime().queues().count("texts"))
                .hasSize(JobState.values().length)
                .containsEntry(JobState.READY, 3L)
                .containsEntry(JobState.RUNNING, 0L);
    }

    @Test
    void whyAJobDoesNotRunIsToldFromAnyNode() {
        Node adder = world.node();
        JobId id = texts.addTo(adder, "text");
        assertThat(adder.runtime().jobs().why(id)).isEqualTo(new JobStanding.NoNodeForQueue("texts"));
        adder.runtime().queues().pause("texts", "anna");
        assertThat(adder.runtime().jobs().why(id))
                .isEqualTo(new JobStanding.Paused("texts", null, "anna", Simulation.START))
                .asString()
                .contains("paused by anna");
        JobId later = adder.addIn(texts.queue, texts.job, "later", ofHours(1));
        assertThat(adder.runtime().jobs().why(later))
                .isEqualTo(new JobStanding.NotDue(Simulation.START.plusSeconds(3600), 0, null));
        slowNode();
        adder.runtime().queues().resume("texts");
        world.advance(ofSeconds(1));
        assertThat(adder.runtime().jobs().why(id)).isInstanceOf(JobStanding.Running.class);
        adder.runtime().jobs().delete(id);
        assertThat(adder.runtime().jobs().why(id)).isEqualTo(new JobStanding.NotKnown(id));
    }
}
