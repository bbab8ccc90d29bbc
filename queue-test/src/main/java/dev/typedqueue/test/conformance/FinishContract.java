package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a job at the end of an attempt, and who may say so. */
abstract class FinishContract extends StoreContract {

    private static final Duration DELAY = Duration.ofHours(2);

    static Stream<Outcome> outcomes() {
        return Stream.concat(
                waits(),
                Stream.of(
                        new Outcome.Completed(),
                        new Outcome.Failed("broken"),
                        new Outcome.Cancelled(),
                        new Outcome.Deleted()));
    }

    /** Outcomes after which the job would wait. */
    static Stream<Outcome> waits() {
        return Stream.of(
                new Outcome.Retry(DELAY, "once more"),
                new Outcome.Retry(Duration.ZERO, "once more"),
                new Outcome.Requeue(Instant.parse("2200-01-01T00:00:00Z")),
                new Outcome.Requeue(Instant.EPOCH),
                new Outcome.Postpone(DELAY),
                new Outcome.Postpone(DELAY, "busy"),
                new Outcome.Parked("unreadable", DELAY),
                new Outcome.Released());
    }

    @Test
    void aCompletedJobIsKeptWithTheNodeThatRanIt() {
        job().add();
        TestNode node = node();
        ClaimedJob job = node.claimOne();

        assertThat(complete(job)).isEqualTo(FinishResult.ACCEPTED);

        QueuedJob stored = find(job.id());
        assertThat(stored.state()).isEqualTo(JobState.COMPLETED);
        assertThat(stored.node()).isEqualTo(node.id().value());
        assertThat(stored.finishedAt()).isAfterOrEqualTo(stored.startedAt());
        assertThat(stored.note()).isNull();
        assertThat(stored.failedAttempts()).isZero();
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void ofTwoOutcomesOfOneAttemptTheFirstHolds(Outcome first) {
        ClaimedJob job = running();

        assertThat(store.finish(List.of(
                        new Finish(job.id(), job.fencingToken(), first),
                        new Finish(job.id(), job.fencingToken(), new Outcome.Completed()))))
                .containsExactly(FinishResult.ACCEPTED, FinishResult.LEASE_LOST);
    }

    @Test
    void aFailedJobIsADeadLetterWithItsError() {
        ClaimedJob job = running();

        assertThat(finish(job, new Outcome.Failed("broken"))).isEqualTo(FinishResult.ACCEPTED);

        QueuedJob stored = find(job.id());
        assertThat(stored.state()).isEqualTo(JobState.FAILED);
        assertThat(stored.note()).isEqualTo("broken");
        assertThat(stored.failedAttempts()).isEqualTo(1);
        assertThat(stored.finishedAt()).isNotNull();
    }

    @Test
    void aRetryWaitsForItsDelayAndCostsAnAttempt() {
        ClaimedJob job = running();
        Instant before = store.now();

        finish(job, new Outcome.Retry(DELAY, "once more"));

        assertWaits(job, JobState.SCHEDULED, before.plus(DELAY));
        assertThat(find(job.id()).note()).isEqualTo("once more");
        assertThat(find(job.id()).failedAttempts()).isEqualTo(1);
        advance(DELAY.plusSeconds(1));
        store.promoteDue(ALL);
        assertThat(node().claimOne().failedAttempts()).isEqualTo(1);
    }

    @Test
    void aRetryWithoutDelayIsReady() {
        ClaimedJob job = running();

        finish(job, new Outcome.Retry(Duration.ZERO, "once more"));

        assertThat(state(job.id())).isEqualTo(JobState.READY);
        assertThat(node().claimOne().failedAttempts()).isEqualTo(1);
    }

    @Test
    void aRequeuedJobWaitsForItsTimeWithoutTheLossOfAnAttempt() {
        ClaimedJob job = running();
        Instant at = store.now().plus(DELAY);

        finish(job, new Outcome.Requeue(at));

        assertWaits(job, JobState.SCHEDULED, at);
        assertThat(find(job.id()).failedAttempts()).isZero();
    }

    @Test
    void aPostponedJobWaitsForItsDelayWithoutTheLossOfAnAttempt() {
        ClaimedJob job = running();
        Instant before = store.now();

        finish(job, new Outcome.Postpone(DELAY));

        assertWaits(job, JobState.SCHEDULED, before.plus(DELAY));
        assertThat(find(job.id()).failedAttempts()).isZero();
    }

    @Test
    void aPostponementChangesTheNoteIfItHasOne() {
        ClaimedJob job = running();

        finish(job, new Outcome.Postpone(Duration.ZERO, "busy"));
        assertThat(find(job.id()).note()).isEqualTo("busy");
        finish(node().claimOne(), new Outcome.Postpone(Duration.ZERO));

        assertThat(find(job.id()).note()).isEqualTo("busy");
        assertThat(find(job.id()).failedAttempts()).isZero();
    }

    @Test
    void aParkedJobSaysWhyAndIsTriedAgainAtItsTime() {
        ClaimedJob job = running();
        Instant before = store.now();

        finish(job, new Outcome.Parked("unreadable", DELAY));

        assertWaits(job, JobState.PARKED, before.plus(DELAY));
        assertThat(find(job.id()).note()).isEqualTo("unreadable");
        assertThat(find(job.id()).failedAttempts()).isZero();
        assertThat(store.unpark(QUEUE, TestNode.KINDS, ALL))
                .as("it waits for its time")
                .isZero();
        advance(DELAY.plusSeconds(1));
        assertThat(store.promoteDue(ALL).promoted()).isEqualTo(1);
        assertThat(node().claimIds(1)).containsExactly(job.id());
    }

    private void assertWaits(ClaimedJob job, JobState state, Instant due) {
        QueuedJob stored = find(job.id());
        assertThat(stored.state()).isEqualTo(state);
        assertThat(Duration.between(due, stored.runAt())).isBetween(Duration.ofMillis(-1), Duration.ofMinutes(1));
        assertThat(stored.node()).isNull();
        assertThat(stored.finishedAt()).isNull();
        assertThat(node().claim(ALL)).isEmpty();
    }

    @Test
    void aCancelledJobIsKept() {
        ClaimedJob job = running();

        finish(job, new Outcome.Cancelled());

        assertThat(state(job.id())).isEqualTo(JobState.CANCELLED);
        assertThat(find(job.id()).finishedAt()).isNotNull();
    }

    @Test
    void aDeletedJobLeavesNoTrace() {
        ClaimedJob job = running();

        assertThat(finish(job, new Outcome.Deleted())).isEqualTo(FinishResult.ACCEPTED);

        assertThat(store.find(job.id())).isEmpty();
        assertThat(finish(job, new Outcome.Deleted())).isEqualTo(FinishResult.LEASE_LOST);
    }

    @Test
    void aReleasedJobIsReadyAsItWas() {
        JobId id = job().add();
        QueuedJob before = find(id);

        finish(node().claimOne(), new Outcome.Released());

        QueuedJob after = find(id);
        assertThat(after.state()).isEqualTo(JobState.READY);
        assertThat(after.runAt()).isEqualTo(before.runAt());
        assertThat(after.failedAttempts()).isZero();
        assertThat(after.node()).isNull();
    }

    @Test
    void theLastErrorIsKeptUntilTheJobCompletes() {
        ClaimedJob job = running();
        finish(job, new Outcome.Retry(Duration.ZERO, "first"));
        finish(node().claimOne(), new Outcome.Requeue(store.now()));
        assertThat(find(job.id()).note()).isEqualTo("first");

        complete(node().claimOne());

        assertThat(find(job.id()).note()).isNull();
        assertThat(find(job.id()).failedAttempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void aStaleOutcomeIsRefused(Outcome outcome) {
        ClaimedJob stale = running();
        finish(stale, new Outcome.Released());
        ClaimedJob present = node().claimOne();
        QueuedJob before = find(stale.id());

        assertThat(finish(stale, outcome)).isEqualTo(FinishResult.LEASE_LOST);
        assertThat(finish(stale.id(), present.fencingToken() + 1, outcome)).isEqualTo(FinishResult.LEASE_LOST);
        assertThat(find(stale.id())).isEqualTo(before);
        assertThat(finish(present, outcome)).isEqualTo(FinishResult.ACCEPTED);
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void anOutcomeIsAcceptedOnce(Outcome outcome) {
        ClaimedJob job = running();
        assertThat(finish(job, outcome)).isEqualTo(FinishResult.ACCEPTED);
        var after = store.find(job.id());

        assertThat(finish(job, outcome)).isEqualTo(FinishResult.LEASE_LOST);
        assertThat(complete(job)).isEqualTo(FinishResult.LEASE_LOST);
        assertThat(store.find(job.id())).isEqualTo(after);
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void anOutcomeOfADeletedJobIsRefused(Outcome outcome) {
        ClaimedJob job = running();
        store.act(job.id(), new JobAction.Delete());

        assertThat(finish(job, outcome)).isEqualTo(FinishResult.LEASE_LOST);
        assertThat(store.find(job.id())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void anOutcomeAfterTheEndOfTheLeaseIsAcceptedAsLongAsNobodyHasRescuedTheJob(Outcome outcome) {
        ClaimedJob job = running();
        advance(LEASE.multipliedBy(2));

        assertThat(finish(job, outcome)).isEqualTo(FinishResult.ACCEPTED);
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void aZombieChangesNothingAfterARescueNorInANewerAttempt(Outcome outcome) {
        ClaimedJob zombie = running();
        advance(LEASE.plusSeconds(1));
        store.rescue(Set.of(), ALL);

        assertThat(finish(zombie, outcome)).isEqualTo(FinishResult.LEASE_LOST);
        assertThat(state(zombie.id())).isEqualTo(JobState.READY);

        ClaimedJob present = node().claimOne();
        QueuedJob before = find(zombie.id());
        assertThat(finish(zombie, outcome)).isEqualTo(FinishResult.LEASE_LOST);
        assertThat(find(zombie.id())).isEqualTo(before);
        assertThat(complete(present)).isEqualTo(FinishResult.ACCEPTED);
        assertThat(finish(zombie, outcome)).isEqualTo(FinishResult.LEASE_LOST);
        assertThat(state(zombie.id())).isEqualTo(JobState.COMPLETED);
    }

    @ParameterizedTest
    @MethodSource("waits")
    void aJobThatIsToBeCancelledDoesNotWaitAgain(Outcome outcome) {
        ClaimedJob job = running();
        store.act(job.id(), new JobAction.Cancel());
        assertThat(state(job.id())).isEqualTo(JobState.RUNNING);

        assertThat(finish(job, outcome)).isEqualTo(FinishResult.ACCEPTED);

        assertThat(state(job.id())).isEqualTo(JobState.CANCELLED);
        assertThat(find(job.id()).finishedAt()).isNotNull();
        assertThat(find(job.id()).failedAttempts()).isEqualTo(outcome instanceof Outcome.Retry ? 1 : 0);
        advance(DELAY.plusDays(1));
        store.promoteDue(ALL);
        store.unpark(QUEUE, TestNode.KINDS, ALL);
        assertThat(node().claim(ALL)).isEmpty();
    }

    @Test
    void aJobThatIsToBeCancelledMayStillCompleteOrFailOrGo() {
        ClaimedJob completes = running();
        ClaimedJob fails = running();
        ClaimedJob goes = running();
        Stream.of(completes, fails, goes).forEach(job -> store.act(job.id(), new JobAction.Cancel()));

        complete(completes);
        finish(fails, new Outcome.Failed("broken"));
        finish(goes, new Outcome.Deleted());

        assertThat(state(completes.id())).isEqualTo(JobState.COMPLETED);
        assertThat(state(fails.id())).isEqualTo(JobState.FAILED);
        assertThat(store.find(goes.id())).isEmpty();
    }

    @Test
    void aWishToCancelEndsWithTheAttempt() {
        ClaimedJob job = running();
        store.act(job.id(), new JobAction.Cancel());
        finish(job, new Outcome.Failed("broken"));
        store.act(job.id(), new JobAction.Retry());

        TestNode node = node();
        ClaimedJob again = node.claimOne();
        assertThat(node.heartbeat().cancelRequested()).isEmpty();
        finish(again, new Outcome.Released());

        assertThat(state(job.id())).isEqualTo(JobState.READY);
    }

    @Test
    void eachOutcomeStandsForItself() {
        jobs(3);
        List<ClaimedJob> jobs = node().claim(3);
        JobId stranger = JobId.next(store.now());

        List<FinishResult> results = store.finish(List.of(
                new Finish(jobs.get(0).id(), jobs.get(0).fencingToken(), new Outcome.Completed()),
                new Finish(stranger, 1, new Outcome.Completed()),
                new Finish(jobs.get(1).id(), jobs.get(1).fencingToken() + 5, new Outcome.Failed("stale")),
                new Finish(jobs.get(0).id(), jobs.get(0).fencingToken(), new Outcome.Failed("twice")),
                new Finish(jobs.get(2).id(), jobs.get(2).fencingToken(), new Outcome.Released())));

        assertThat(results)
                .containsExactly(
                        FinishResult.ACCEPTED,
                        FinishResult.LEASE_LOST,
                        FinishResult.LEASE_LOST,
                        FinishResult.LEASE_LOST,
                        FinishResult.ACCEPTED);
        assertThat(jobs.stream().map(job -> state(job.id())))
                .containsExactly(JobState.COMPLETED, JobState.RUNNING, JobState.READY);
        assertThat(store.find(stranger)).isEmpty();
    }

    @Test
    void noOutcomesAreStoredWithoutFuss() {
        assertThat(store.finish(List.of())).isEmpty();
    }

    @Test
    void delaysBeyondTheRangeBecomeTheNearestTime() {
        ClaimedJob job = running();

        finish(job, new Outcome.Retry(Duration.ofSeconds(Long.MAX_VALUE), "for ever"));

        assertThat(state(job.id())).isEqualTo(JobState.SCHEDULED);
        assertThat(find(job.id()).runAt()).isAfterOrEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
    }

    @Test
    void errorsAreKeptToTheLetter() {
        String error = "größer ' \" \\ \n\t \uD83D\uDE80 ".repeat(1_000);
        ClaimedJob job = running();

        finish(job, new Outcome.Failed(error));

        assertThat(find(job.id()).note()).isEqualTo(error);
    }

    @Test
    void aLeaseIsHeldFromTheClaimToTheFinish() {
        ClaimedJob job = running();
        assertThat(store.holdsLease(job.id(), job.fencingToken())).isTrue();
        assertThat(store.holdsLease(job.id(), job.fencingToken() + 1)).isFalse();
        assertThat(store.holdsLease(JobId.next(store.now()), job.fencingToken()))
                .isFalse();

        finish(job, new Outcome.Released());

        assertThat(store.holdsLease(job.id(), job.fencingToken())).isFalse();
        ClaimedJob again = node().claimOne();
        assertThat(store.holdsLease(job.id(), job.fencingToken())).isFalse();
        assertThat(store.holdsLease(again.id(), again.fencingToken())).isTrue();
        advance(LEASE.plusSeconds(1));
        assertThat(store.holdsLease(again.id(), again.fencingToken()))
                .as("until it is rescued")
                .isTrue();
        store.rescue(Set.of(), ALL);
        assertThat(store.holdsLease(again.id(), again.fencingToken())).isFalse();
    }

    @Test
    void timesOfAnAttemptAreThoseOfTheStore() {
        job().add();
        advance(Duration.ofHours(1));
        Instant before = store.now().truncatedTo(ChronoUnit.MICROS);
        ClaimedJob job = node().claimOne();
        complete(job);

        assertThat(find(job.id()).startedAt()).isBetween(before, store.now());
        assertThat(find(job.id()).finishedAt()).isBetween(before, store.now());
    }

    @Test
    void theEndOfAnAttemptAtADeletedJobIsNotThatOfAJobAddedUnderItsId() {
        ClaimedJob before = running();
        store.act(before.id(), new JobAction.Delete());
        job().id(before.id()).add();
        ClaimedJob again = node().claimOne();

        assertThat(again.fencingToken()).isGreaterThan(before.fencingToken());
        assertThat(complete(before)).isEqualTo(FinishResult.LEASE_LOST);
        assertThat(state(again.id())).isEqualTo(JobState.RUNNING);
    }
}
