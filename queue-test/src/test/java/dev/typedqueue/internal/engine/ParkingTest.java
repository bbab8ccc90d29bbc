package dev.typedqueue.internal.engine;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.NewJob;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs that nobody knows or can read are set aside, seen, and taken up again. */
class ParkingTest {

    private final World world = new World();
    private final List<String> ran = new ArrayList<>();

    @AfterEach
    void endWorld() {
        world.close();
    }

    private JobId insert(JobKind kind, String json) {
        JobId id = JobId.next(world.now());
        world.store.insert(List.of(new NewJob(id, "texts", kind, json, 0, null, null)));
        return id;
    }

    @Test
    void aJobThatNoLiveNodeKnowsIsParkedAndRunsOnceOneDoes() {
        world.node(TextQueue.sequential().handledBy((text, job) -> ran.add(text)));
        JobId unknown = insert(new JobKind("write_more", 1), "\"more\"");
        JobId known = insert(new JobKind("write", 1), "\"text\"");
        world.advance(ofSeconds(20));
        assertThat(world.state(known)).isEqualTo(JobState.COMPLETED);
        assertThat(world.state(unknown)).isEqualTo(JobState.PARKED);
        assertThat(world.job(unknown).note()).isEqualTo("No live node knows this job");

        TextQueue newer = TextQueue.withJob(job -> job.formerNames("write_more"));
        world.node(newer.handledBy((text, job) -> ran.add("newer node: " + text)));
        world.advance(ofSeconds(20));
        assertThat(ran).containsExactly("text", "newer node: more");
    }

    @Test
    void aJobThatAnotherLiveNodeKnowsWaitsForItAndIsNotParked() {
        world.node(TextQueue.sequential().handledBy(TextQueue::ignore));
        TextQueue newer = TextQueue.withJob(job -> job.version(2, 1));
        Node second = world.node(builder -> builder.paused(true), newer.handledBy((text, job) -> ran.add(text)));
        JobId id = newer.addTo(second, "of version 2");
        world.advance(ofMinutes(5));
        assertThat(world.state(id)).isEqualTo(JobState.READY);
        second.runtime().run(newer.queue);
        world.settle();
        assertThat(ran).containsExactly("of version 2");
    }

    @Test
    void aNewerVersionIsNotTakenByANodeThatCannotReadIt() {
        world.node(TextQueue.sequential().handledBy((text, job) -> ran.add(text)));
        JobId id = insert(new JobKind("write", 2), "\"text\"");
        world.advance(ofMinutes(5));
        assertThat(ran).isEmpty();
        assertThat(world.state(id)).isEqualTo(JobState.PARKED);
        assertThat(world.job(id).failedAttempts()).isZero();
    }

    @Test
    void aJobUnderAFormerNameRunsUnderItsPresentOne() {
        TextQueue renamed = TextQueue.withJob(job -> job.formerNames("scribble"));
        world.node(renamed.handledBy((text, job) -> ran.add(job.job() + " " + text)));
        insert(new JobKind("scribble", 1), "\"text\"");
        world.advance(ofSeconds(2));
        assertThat(ran).containsExactly("write text");
    }

    @Test
    void anUnreadablePayloadIsParkedWithTheReasonAndTriedAgain() {
        world.node(TextQueue.sequential().handledBy((text, job) -> ran.add(text)));
        JobId id = insert(new JobKind("write", 1), "{\"not\": \"a text\"}");
        world.advance(ofSeconds(2));
        QueuedJob parked = world.job(id);
        assertThat(parked.state()).isEqualTo(JobState.PARKED);
        assertThat(parked.note()).contains("not a java.lang.String");
        assertThat(parked.runAt())
                .isBetween(world.now().plusSeconds(298), world.now().plusSeconds(300));
        assertThat(parked.failedAttempts()).isZero();
        world.advance(ofMinutes(6));
        assertThat(world.state(id)).isEqualTo(JobState.PARKED);
        assertThat(world.job(id).runAt()).isAfter(parked.runAt());
        assertThat(ran).isEmpty();
    }
}
