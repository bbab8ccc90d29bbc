package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.Outcome;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How jobs that no live node knows are set aside. */
abstract class ParkingContract extends StoreContract {

    private static final JobKind NEWER = new JobKind("send", 2);

    @Test
    void aReadyJobThatNobodyKnowsIsParkedAndSaysWhy() {
        JobId unknown = job().kind(NEWER).add();
        JobId known = job().add();
        JobId elsewhere = job().kind(NEWER).queue(OTHER_QUEUE).add();

        assertThat(store.park(QUEUE, Set.of(SEND), ALL)).isEqualTo(1);

        assertThat(state(unknown)).isEqualTo(JobState.PARKED);
        assertThat(find(unknown).note()).isNotBlank();
        assertThat(state(known)).isEqualTo(JobState.READY);
        assertThat(state(elsewhere)).isEqualTo(JobState.READY);
        assertThat(node().claim(QUEUE, Set.of(NEWER), ALL)).isEmpty();
    }

    @Test
    void onlyReadyJobsAreParked() {
        job().kind(DIGEST).add();
        node().claimOne();
        JobId scheduled = job().kind(DIGEST).in(Duration.ofDays(1)).add();

        assertThat(store.park(QUEUE, Set.of(SEND), ALL)).isZero();
        assertThat(state(scheduled)).isEqualTo(JobState.SCHEDULED);
    }

    @Test
    void whenNobodyKnowsAnythingAllAreParked() {
        jobs(2);

        assertThat(store.park(QUEUE, Set.of(), ALL)).isEqualTo(2);
    }

    @Test
    void parkingGoesPageByPage() {
        for (int i = 0; i < 5; i++) {
            job().kind(i % 2 == 0 ? DIGEST : NEWER).add();
        }

        assertThat(store.park(QUEUE, Set.of(SEND), 2)).isEqualTo(2);
        assertThat(store.park(QUEUE, Set.of(SEND), 2)).isEqualTo(2);
        assertThat(store.park(QUEUE, Set.of(SEND), 2)).isEqualTo(1);
        assertThat(store.park(QUEUE, Set.of(SEND), 2)).isZero();
        assertThat(store.unpark(QUEUE, Set.of(DIGEST, NEWER), 3)).isEqualTo(3);
        assertThat(store.unpark(QUEUE, Set.of(DIGEST, NEWER), 3)).isEqualTo(2);
        assertThat(store.unpark(QUEUE, Set.of(DIGEST, NEWER), 3)).isZero();
        assertThat(count(QUEUE, JobState.READY)).isEqualTo(5);
    }

    @Test
    void aJobIsReadyOnceANodeKnowsIt() {
        JobId newer = job().kind(NEWER).priority(3).add();
        JobId digest = job().kind(DIGEST).add();
        store.park(QUEUE, Set.of(), ALL);

        assertThat(store.unpark(QUEUE, Set.of(NEWER, SEND), ALL)).isEqualTo(1);
        assertThat(store.unpark(OTHER_QUEUE, Set.of(DIGEST), ALL)).isZero();
        assertThat(store.unpark(QUEUE, Set.of(), ALL)).isZero();

        assertThat(state(newer)).isEqualTo(JobState.READY);
        assertThat(find(newer).failedAttempts()).isZero();
        assertThat(state(digest)).isEqualTo(JobState.PARKED);
        assertThat(node().claim(QUEUE, Set.of(NEWER), ALL)).hasSize(1);
    }

    @Test
    void aJobParkedAgainWaitsForWhatItWasParkedForLast() {
        JobId id = job().add();
        store.park(QUEUE, Set.of(), ALL);
        store.unpark(QUEUE, Set.of(SEND), ALL);
        finish(node().claimOne(), new Outcome.Parked("unreadable", Duration.ofHours(1)));

        assertThat(store.unpark(QUEUE, Set.of(SEND), ALL)).isZero();
        advance(Duration.ofHours(2));
        assertThat(store.promoteDue(ALL).promoted()).isEqualTo(1);
        store.park(QUEUE, Set.of(), ALL);
        assertThat(store.promoteDue(ALL).promoted()).isZero();
        assertThat(state(id)).isEqualTo(JobState.PARKED);
    }
}
