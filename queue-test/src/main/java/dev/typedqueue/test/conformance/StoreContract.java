package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** What all parts of the suite have at hand: a store, its clock, jobs and nodes. */
@Timeout(120)
abstract class StoreContract {

    static final String QUEUE = "mails";
    static final String OTHER_QUEUE = "reports";
    static final JobKind SEND = new JobKind("send", 1);
    static final JobKind DIGEST = new JobKind("digest", 1);
    static final Duration LEASE = Duration.ofMinutes(10);
    static final int ALL = 1_000;

    StoreFixture fixture;
    StoreSession store;

    private final List<StoreSession> sessions = new ArrayList<>();

    abstract StoreFixture createFixture();

    @BeforeEach
    final void openStore() {
        fixture = createFixture();
        store = open("main");
    }

    @AfterEach
    final void closeStore() {
        sessions.forEach(StoreSession::close);
        sessions.clear();
        fixture.close();
    }

    /** Another namespace, or another session of the same. */
    final StoreSession open(String namespace) {
        return kept(fixture.open(namespace));
    }

    /** The same namespace, as another process sees it. */
    final StoreSession openElsewhere() {
        return kept(fixture.openElsewhere("main"));
    }

    private StoreSession kept(StoreSession session) {
        sessions.add(session);
        return session;
    }

    final void advance(Duration duration) {
        fixture.advance(duration);
    }

    /** A job that is due now, to be changed and added. */
    final JobBuilder job() {
        return new JobBuilder(store);
    }

    /** Ids of so many jobs, added and due now. */
    final List<JobId> jobs(int count) {
        return IntStream.range(0, count).mapToObj(any -> job().add()).toList();
    }

    /** A registered node that knows both kinds in both queues. */
    final TestNode node() {
        return node(store);
    }

    final TestNode node(StoreSession session) {
        return TestNode.register(session, LEASE);
    }

    final TestNode node(Duration lease) {
        return TestNode.register(store, lease);
    }

    /** A job that a node of its own runs. */
    final ClaimedJob running() {
        job().add();
        return node().claimOne();
    }

    final FinishResult finish(ClaimedJob job, Outcome outcome) {
        return finish(job.id(), job.fencingToken(), outcome);
    }

    final FinishResult finish(JobId id, long fencingToken, Outcome outcome) {
        List<FinishResult> results = store.finish(List.of(new Finish(id, fencingToken, outcome)));
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    final FinishResult complete(ClaimedJob job) {
        return finish(job, new Outcome.Completed());
    }

    /** A job that must exist. */
    final QueuedJob find(JobId id) {
        return store.find(id).orElseThrow(() -> new AssertionError("There is no job " + id));
    }

    final JobState state(JobId id) {
        return find(id).state();
    }

    final long count(String queue, JobState state) {
        var states = store.counts().get(queue);
        Long count = states == null ? null : states.get(state);
        return count == null ? 0 : count;
    }
}
