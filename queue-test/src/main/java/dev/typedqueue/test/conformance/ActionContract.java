package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person does to jobs. */
abstract class ActionContract extends StoreContract {

    private static final Set<JobState> RETRIED =
            EnumSet.of(JobState.SCHEDULED, JobState.PARKED, JobState.FAILED, JobState.CANCELLED);
    private static final Set<JobState> RESCHEDULED = EnumSet.of(JobState.SCHEDULED, JobState.READY, JobState.PARKED);

    /** A job that has failed once and lost a node once, in a state. */
    private JobId jobIn(JobState state) {
        JobId id = job().add();
        finish(node().claimOne(), new Outcome.Retry(Duration.ZERO, "broken"));
        TestNode dead = node();
        dead.claimOne();
        store.rescue(Set.of(dead.id()), ALL);
        switch (state) {
            case READY -> {}
            case BLOCKED -> throw new IllegalArgumentException("A job without gates is never blocked");
            case SCHEDULED -> finish(node().claimOne(), new Outcome.Postpone(Duration.ofDays(1)));
            case RUNNING -> node().claimOne();
            case COMPLETED -> complete(node().claimOne());
            case FAILED -> finish(node().claimOne(), new Outcome.Failed("broken"));
            case CANCELLED -> store.act(id, new JobAction.Cancel());
            case PARKED -> store.park(QUEUE, Set.of(), ALL);
        }
        assertThat(state(id)).isEqualTo(state);
        return id;
    }

    private static ActionResult allowed(Set<JobState> states, JobState state) {
        return states.contains(state) ? ActionResult.DONE : ActionResult.NOT_ALLOWED;
    }

    @Test
    void aJobThatIsNotThereIsNotFound() {
        JobId stranger = JobId.next(store.now());
        for (JobAction action : List.of(
                new JobAction.Retry(),
                new JobAction.Cancel(),
                new JobAction.Delete(),
                new JobAction.Reschedule(store.now()))) {
            assertThat(store.act(stranger, action)).isEqualTo(ActionResult.NOT_FOUND);
        }
    }

    @ParameterizedTest
    @EnumSource(value = JobState.class, mode = EnumSource.Mode.EXCLUDE, names = "BLOCKED")
    void aRetriedJobIsReadyWithAllItsAttempts(JobState state) {
        JobId id = jobIn(state);
        QueuedJob before = find(id);
        Instant now = store.now().truncatedTo(ChronoUnit.MICROS);

        assertThat(store.act(id, new JobAction.Retry())).isEqualTo(allowed(RETRIED, state));

        QueuedJob after = find(id);
        if (!RETRIED.contains(state)) {
            assertThat(after).isEqualTo(before);
            return;
        }
        assertThat(after.state()).isEqualTo(JobState.READY);
        assertThat(after.failedAttempts()).isZero();
        assertThat(after.nodeDeaths()).isZero();
        assertThat(after.finishedAt()).isNull();
        assertThat(after.node()).isNull();
        assertThat(after.runAt()).isBetween(now, store.now());
        assertThat(node().claimIds(ALL)).containsExactly(id);
    }

    @ParameterizedTest
    @EnumSource(value = JobState.class, mode = EnumSource.Mode.EXCLUDE, names = "BLOCKED")
    void aJobThatWaitsIsCancelledAtOnceAndAFinishedOneIsNot(JobState state) {
        JobId id = jobIn(state);
        QueuedJob before = find(id);

        ActionResult result = store.act(id, new JobAction.Cancel());

        if (state.isFinished()) {
            assertThat(result).isEqualTo(ActionResult.NOT_ALLOWED);
            assertThat(find(id)).isEqualTo(before);
        } else if (state == JobState.RUNNING) {
            assertThat(result).isEqualTo(ActionResult.DONE);
            assertThat(find(id)).isEqualTo(before);
        } else {
            assertThat(result).isEqualTo(ActionResult.DONE);
            assertThat(state(id)).isEqualTo(JobState.CANCELLED);
            assertThat(find(id).finishedAt()).isNotNull();
            assertThat(node().claim(ALL)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(value = JobState.class, mode = EnumSource.Mode.EXCLUDE, names = "BLOCKED")
    void aJobIsDeletedWhateverItsState(JobState state) {
        JobId id = jobIn(state);

        assertThat(store.act(id, new JobAction.Delete())).isEqualTo(ActionResult.DONE);

        assertThat(store.find(id)).isEmpty();
        assertThat(count(QUEUE, state)).isZero();
        assertThat(store.act(id, new JobAction.Delete())).isEqualTo(ActionResult.NOT_FOUND);
        advance(Duration.ofDays(2));
        store.promoteDue(ALL);
        store.unpark(QUEUE, TestNode.KINDS, ALL);
        store.rescue(Set.of(), ALL);
        assertThat(node().claim(ALL)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = JobState.class, mode = EnumSource.Mode.EXCLUDE, names = "BLOCKED")
    void aJobThatWaitsCanBePutOff(JobState state) {
        JobId id = jobIn(state);
        QueuedJob before = find(id);
        Instant at = store.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.MICROS);

        assertThat(store.act(id, new JobAction.Reschedule(at))).isEqualTo(allowed(RESCHEDULED, state));

        if (!RESCHEDULED.contains(state)) {
            assertThat(find(id)).isEqualTo(before);
            return;
        }
        assertThat(state(id)).isEqualTo(JobState.SCHEDULED);
        assertThat(find(id).runAt()).isEqualTo(at);
        assertThat(find(id).failedAttempts()).isEqualTo(1);
        advance(Duration.ofDays(4));
        assertThat(store.promoteDue(ALL).promoted()).isEqualTo(1);
        assertThat(node().claimIds(ALL)).containsExactly(id);
    }

    @ParameterizedTest
    @EnumSource(value = JobState.class, mode = EnumSource.Mode.EXCLUDE, names = "BLOCKED")
    void aJobThatWaitsCanBeBroughtForward(JobState state) {
        JobId id = jobIn(state);

        assertThat(store.act(id, new JobAction.Reschedule(Instant.EPOCH))).isEqualTo(allowed(RESCHEDULED, state));

        if (RESCHEDULED.contains(state)) {
            assertThat(state(id)).isEqualTo(JobState.READY);
            assertThat(find(id).runAt()).isEqualTo(Instant.EPOCH);
            assertThat(node().claimIds(ALL)).containsExactly(id);
        }
    }

    @Test
    void aJobThatCouldNotBeReadCanBeTriedAtOnce() {
        JobId id = job().add();
        finish(node().claimOne(), new Outcome.Parked("unreadable", Duration.ofDays(1)));

        assertThat(store.act(id, new JobAction.Retry())).isEqualTo(ActionResult.DONE);

        assertThat(node().claimIds(ALL)).containsExactly(id);
        assertThat(store.promoteDue(ALL).untilNext()).isNull();
    }

    @Test
    void anotherProcessSeesWhatAPersonDid() {
        JobId id = job().add();
        openElsewhere().act(id, new JobAction.Cancel());

        assertThat(state(id)).isEqualTo(JobState.CANCELLED);
    }
}
