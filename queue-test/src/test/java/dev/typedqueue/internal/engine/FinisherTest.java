package dev.typedqueue.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.StoreSession;
import dev.typedqueue.test.simulation.FaultyStore;
import dev.typedqueue.test.simulation.SimulatedPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FinisherTest {

    private static final JobKind KIND = new JobKind("write", 1);
    private static final NodeId NODE = new NodeId("node");

    private final World world = new World();
    private final SimulatedPlatform platform = world.simulation.newPlatform();
    private final FaultyStore store = new FaultyStore(world.memory);
    private final StoreSession session = store.open("default");
    private final Finisher finisher = new Finisher(session, platform, new Outages("test", platform));
    private final List<String> answers = new ArrayList<>();

    @BeforeEach
    void start() {
        session.register(new NodeRegistration(NODE, "", 1, Duration.ofHours(1), Map.of("texts", Set.of(KIND))));
        finisher.start();
        world.settle();
    }

    @AfterEach
    void endWorld() {
        world.close();
    }

    private List<ClaimedJob> claim(int count) {
        List<NewJob> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(new NewJob(JobId.next(world.now()), "texts", KIND, "\"text\"", 0, null, null));
        }
        session.insert(jobs);
        return session.claim(new ClaimRequest(NODE, "texts", Set.of(KIND), count));
    }

    private void complete(ClaimedJob job) {
        finisher.finish(
                new Finish(job.id(), job.fencingToken(), new Outcome.Completed()),
                (result, repeated) -> answers.add(result + (repeated ? " (repeated)" : "")));
    }

    @Test
    void whatIsFinishedWhileTheStoreIsBusyTravelsTogether() {
        claim(100).forEach(this::complete);
        world.settle();
        assertThat(answers).hasSize(100).containsOnly("ACCEPTED");
        assertThat(store.calls("finish")).isEqualTo(1);
    }

    @Test
    void aLostLeaseIsReportedAndNotSentAgain() {
        ClaimedJob job = claim(1).get(0);
        complete(job);
        complete(job);
        world.advance(Duration.ofMinutes(1));
        assertThat(answers).containsExactly("ACCEPTED", "LEASE_LOST");
        assertThat(store.calls("finish")).isEqualTo(1);
    }

    @Test
    void onlyWhatWasSentBeforeIsCalledRepeated() {
        List<ClaimedJob> jobs = claim(2);
        store.loseNextAnswer("finish");
        complete(jobs.get(0));
        world.settle();
        complete(jobs.get(1));
        world.advance(Duration.ofSeconds(1));
        assertThat(answers).containsExactly(FinishResult.LEASE_LOST + " (repeated)", "ACCEPTED");
        complete(jobs.get(1));
        world.settle();
        assertThat(answers).last().isEqualTo("LEASE_LOST");
    }

    @Test
    void itIsDrainedOnceAllIsStored() {
        assertThat(finisher.drained()).isCompleted();
        store.failNext("finish");
        claim(3).forEach(this::complete);
        CompletableFuture<Void> drained = finisher.drained();
        world.settle();
        assertThat(drained).isNotDone();
        world.advance(Duration.ofSeconds(1));
        assertThat(drained).isCompleted();
        assertThat(answers).hasSize(3);
    }
}
