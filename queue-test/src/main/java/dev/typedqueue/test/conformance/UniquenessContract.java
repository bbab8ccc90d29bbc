package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.annotation.Unique.Until;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Uniqueness;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** At most one job for each key. */
abstract class UniquenessContract extends StoreContract {

    private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");

    static Stream<Arguments> everyUntilAndState() {
        return Arrays.stream(Until.values())
                .flatMap(until -> Arrays.stream(JobState.values())
                        .filter(state -> state != JobState.BLOCKED)
                        .map(state -> Arguments.of(until, state)));
    }

    static boolean standsInTheWay(Until until, JobState state) {
        return switch (until) {
            case STARTED -> !state.isFinished() && state != JobState.RUNNING;
            case FINISHED -> !state.isFinished();
            case REMOVED -> true;
        };
    }

    /** Brings a ready job, the only one, into a state. */
    private JobId brought(JobId id, JobState state) {
        switch (state) {
            case READY -> {}
            case BLOCKED -> throw new IllegalArgumentException("A job without gates is never blocked");
            case SCHEDULED -> store.act(id, new JobAction.Reschedule(LATER));
            case RUNNING -> node().claimOne();
            case COMPLETED -> complete(node().claimOne());
            case FAILED -> finish(node().claimOne(), new Outcome.Failed("broken"));
            case CANCELLED -> store.act(id, new JobAction.Cancel());
            case PARKED -> store.park(QUEUE, Set.of(), ALL);
        }
        assertThat(state(id)).isEqualTo(state);
        return id;
    }

    @ParameterizedTest
    @MethodSource("everyUntilAndState")
    void theHolderStandsInTheWayUntilItsStateIsPast(Until until, JobState state) {
        JobId holder = brought(job().key("k", until).add(), state);
        QueuedJob before = find(holder);
        NewJob later = job().key("k", until).build();

        List<InsertResult> results = store.insert(List.of(later));

        if (standsInTheWay(until, state)) {
            assertThat(results).containsExactly(new InsertResult.Kept(holder));
            assertThat(store.find(later.id())).isEmpty();
        } else {
            assertThat(results).containsExactly(new InsertResult.Inserted());
            assertThat(state(later.id())).isEqualTo(JobState.READY);
        }
        assertThat(find(holder)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("everyUntilAndState")
    void aHolderThatWaitsIsReplaced(Until until, JobState state) {
        JobId holder = brought(job().key("k", until).payload("1").add(), state);
        QueuedJob before = find(holder);
        NewJob later = job().key("k", until)
                .replacing()
                .payload("2")
                .priority(7)
                .at(LATER)
                .build();

        List<InsertResult> results = store.insert(List.of(later));

        if (!standsInTheWay(until, state)) {
            assertThat(results).containsExactly(new InsertResult.Inserted());
            assertThat(find(holder)).isEqualTo(before);
            return;
        }
        assertThat(store.find(later.id())).isEmpty();
        if (state == JobState.RUNNING || state.isFinished()) {
            assertThat(results).containsExactly(new InsertResult.Kept(holder));
            assertThat(find(holder)).isEqualTo(before);
        } else {
            assertThat(results).containsExactly(new InsertResult.Replaced(holder));
            QueuedJob after = find(holder);
            assertThat(after.state()).isEqualTo(JobState.SCHEDULED);
            assertThat(after.payload()).isEqualTo("2");
            assertThat(after.priority()).isEqualTo(7);
            assertThat(after.runAt()).isEqualTo(LATER);
            assertThat(after.addedAt()).isEqualTo(before.addedAt());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"SCHEDULED", "READY", "PARKED"})
    void aHolderThatIsReplacedByAJobDueNowIsReady(JobState state) {
        JobId holder = brought(job().key("k").payload("1").add(), state);
        Instant now = store.now().truncatedTo(ChronoUnit.MICROS);

        assertThat(job().key("k").replacing().payload("2").insert()).isEqualTo(new InsertResult.Replaced(holder));

        assertThat(find(holder).runAt()).isBetween(now, store.now());
        assertThat(node().claimOne().payload()).isEqualTo("2");
    }

    @Test
    void aReplacedHolderTakesTheVersionOfTheNewPayload() {
        JobId holder = job().key("k").add();
        JobKind newer = new JobKind("send", 2);

        assertThat(job().key("k").replacing().kind(newer).payload("{\"new\":1}").insert())
                .isEqualTo(new InsertResult.Replaced(holder));

        assertThat(find(holder).version()).isEqualTo(2);
        assertThat(node().claim(QUEUE, Set.of(SEND), ALL)).isEmpty();
        assertThat(node().claim(QUEUE, Set.of(newer), ALL)).hasSize(1);
    }

    @Test
    void aReplacedHolderThatNobodyKnewRunsOnceSomebodyKnowsItsNewVersion() {
        JobKind newer = new JobKind("send", 2);
        JobId holder = job().key("k").kind(newer).add();
        store.park(QUEUE, Set.of(SEND), ALL);

        job().key("k").replacing().kind(SEND).insert();

        assertThat(node().claimIds(ALL)).containsExactly(holder);
        assertThat(store.unpark(QUEUE, Set.of(newer, SEND), ALL)).isZero();
    }

    @Test
    void aReplacedHolderKeepsItsFailuresAndItsOwnUniqueness() {
        JobId holder = job().key("k", Until.REMOVED).add();
        finish(node().claimOne(), new Outcome.Retry(Duration.ZERO, "broken"));

        job().key("k", Until.STARTED).replacing().insert();

        assertThat(find(holder).failedAttempts()).isEqualTo(1);
        complete(node().claimOne());
        assertThat(job().key("k", Until.STARTED).insert()).isEqualTo(new InsertResult.Kept(holder));
    }

    @Test
    void theUniquenessOfTheHolderCountsNotThatOfTheNewJob() {
        JobId holder = brought(job().key("k", Until.STARTED).add(), JobState.RUNNING);

        JobId next = job().key("k", Until.REMOVED).add();

        complete(node().claimOne());
        assertThat(state(holder)).isEqualTo(JobState.RUNNING);
        assertThat(job().key("k", Until.STARTED).insert()).isEqualTo(new InsertResult.Kept(next));
    }

    @ParameterizedTest
    @EnumSource(value = JobState.class, mode = EnumSource.Mode.EXCLUDE, names = "BLOCKED")
    void withinATimeTheHolderStandsInTheWayWhateverBecameOfIt(JobState state) {
        JobId holder = brought(
                job().key("k", Until.STARTED).within(Duration.ofHours(1)).add(), state);

        advance(Duration.ofMinutes(50));
        assertThat(job().key("k").insert()).isEqualTo(new InsertResult.Kept(holder));
        advance(Duration.ofMinutes(20));
        assertThat(job().key("k").insert())
                .isEqualTo(
                        standsInTheWay(Until.STARTED, state)
                                ? new InsertResult.Kept(holder)
                                : new InsertResult.Inserted());
    }

    @Test
    void withinCountsFromWhenTheHolderWasAddedAlsoIfItWasReplaced() {
        job().key("k", Until.STARTED).within(Duration.ofHours(1)).add();
        advance(Duration.ofMinutes(40));
        job().key("k").replacing().insert();
        complete(node().claimOne());
        advance(Duration.ofMinutes(30));

        job().key("k").add();
    }

    @Test
    void withinForEverIsForEver() {
        JobId holder = job().key("k", Until.STARTED)
                .within(Duration.ofSeconds(Long.MAX_VALUE))
                .add();
        complete(node().claimOne());
        advance(Duration.ofDays(36_500));

        assertThat(job().key("k").insert()).isEqualTo(new InsertResult.Kept(holder));
    }

    @Test
    void aDeletedHolderStandsInNobodysWay() {
        JobId holder = job().key("k", Until.REMOVED).within(Duration.ofDays(1)).add();
        store.act(holder, new JobAction.Delete());
        JobId second = job().key("k", Until.REMOVED).add();
        assertThat(job().key("k").insert()).isEqualTo(new InsertResult.Kept(second));

        finish(node().claimOne(), new Outcome.Deleted());

        job().key("k").add();
    }

    @Test
    void aHolderThatWasDeletedAfterItLostItsKeyLeavesTheKeyToTheNext() {
        JobId first = brought(job().key("k", Until.STARTED).add(), JobState.RUNNING);
        JobId second = job().key("k").add();

        store.act(first, new JobAction.Delete());

        assertThat(job().key("k").insert()).isEqualTo(new InsertResult.Kept(second));
    }

    @Test
    void keysOfOtherQueuesAreOtherKeys() {
        job().key("k").add();
        job().key("k").queue(OTHER_QUEUE).add();
        job().key("K").add();
        job().key("").add();

        assertThat(count(QUEUE, JobState.READY)).isEqualTo(3);
    }

    @Test
    void jobsWithoutAKeyStandInNobodysWay() {
        jobs(2);
        job().key("k").add();

        assertThat(count(QUEUE, JobState.READY)).isEqualTo(3);
    }

    @Test
    void aKeyMayBeLong() {
        String key = "ü".repeat(200);
        JobId holder = job().key(key).add();

        assertThat(job().key(key).insert()).isEqualTo(new InsertResult.Kept(holder));
        job().key("ü".repeat(199) + "u").add();
    }

    @Test
    void withinOneBatchTheFirstHoldsTheKey() {
        NewJob first = job().key("k").payload("1").build();
        NewJob kept = job().key("k").payload("2").build();
        NewJob replacing = job().key("k").replacing().payload("3").build();
        NewJob other = job().key("other").build();

        assertThat(store.insert(List.of(first, kept, other, replacing)))
                .containsExactly(
                        new InsertResult.Inserted(),
                        new InsertResult.Kept(first.id()),
                        new InsertResult.Inserted(),
                        new InsertResult.Replaced(first.id()));
        assertThat(find(first.id()).payload()).isEqualTo("3");
        assertThat(count(QUEUE, JobState.READY)).isEqualTo(2);
    }

    @Test
    void aJobThatIsRepeatedIsNotInItsOwnWay() {
        JobId holder = job().key("k").payload("1").add();

        assertThat(job().id(holder).key("k").insert()).isEqualTo(new InsertResult.Inserted());
        assertThat(job().id(holder).key("k").replacing().payload("2").insert()).isEqualTo(new InsertResult.Inserted());
        assertThat(find(holder).payload()).isEqualTo("1");
    }

    @Test
    void aJobThatIsRepeatedAfterItLostItsKeyDoesNotTakeItBack() {
        JobId first = brought(job().key("k", Until.STARTED).add(), JobState.RUNNING);
        JobId second = job().key("k").add();

        assertThat(job().id(first).key("k").replacing().payload("9").insert()).isEqualTo(new InsertResult.Inserted());

        assertThat(find(second).payload()).isEqualTo("{}");
        assertThat(job().key("k").insert()).isEqualTo(new InsertResult.Kept(second));
    }

    @Test
    void aHolderIsPutOffAgainAndAgainAndRunsOnce() {
        JobId holder = job().key("k").in(Duration.ofSeconds(10)).add();
        for (int i = 0; i < 5; i++) {
            advance(Duration.ofSeconds(5));
            job().key("k")
                    .replacing()
                    .payload("" + i)
                    .in(Duration.ofSeconds(10))
                    .insert();
            store.promoteDue(ALL);
            assertThat(state(holder)).isEqualTo(JobState.SCHEDULED);
        }
        advance(Duration.ofSeconds(10));
        store.promoteDue(ALL);

        assertThat(node().claim(ALL))
                .extracting(ClaimedJob::id, ClaimedJob::payload)
                .containsExactly(tuple(holder, "4"));
    }

    @Test
    void aHolderIsPutOffNoLongerThanTheBoundAfterItWasAdded() {
        Duration bound = Duration.ofSeconds(30);
        JobId holder = job().key("k").in(Duration.ofSeconds(20)).add();
        Instant addedAt = find(holder).addedAt();
        advance(Duration.ofSeconds(5));

        job().key("k").replacing(bound).in(Duration.ofSeconds(20)).insert();
        assertThat(find(holder).runAt()).isBefore(addedAt.plus(bound));
        job().key("k").replacing(bound).payload("2").in(Duration.ofSeconds(60)).insert();
        assertThat(find(holder).runAt()).isEqualTo(addedAt.plus(bound));
        job().key("k").replacing(bound).payload("3").in(Duration.ofSeconds(70)).insert();
        assertThat(find(holder).runAt()).isEqualTo(addedAt.plus(bound));
        assertThat(find(holder).payload()).isEqualTo("3");
        job().key("k").replacing(bound).insert();
        assertThat(state(holder)).as("it may be brought forward").isEqualTo(JobState.READY);
    }

    @Test
    void theBoundDoesNotBringForwardWhatWasMeantForLater() {
        JobId holder = job().key("k").in(Duration.ofHours(1)).add();
        Instant due = find(holder).runAt();

        job().key("k").replacing(Duration.ofSeconds(30)).in(Duration.ofHours(2)).insert();

        assertThat(find(holder).runAt()).isEqualTo(due);
    }

    @Test
    void aJobThatHasLostItsKeyRunsOnWithoutIt() {
        JobId first = job().key("k", Until.STARTED).add();
        var attempt = node().claimOne();
        JobId second = job().key("k").add();

        finish(attempt, new Outcome.Retry(Duration.ZERO, "broken"));

        assertThat(node().claimIds(ALL)).containsExactly(first, second);
    }

    @Test
    void aHolderThatWaitsAgainStandsInTheWayAgain() {
        JobId holder = job().key("k", Until.STARTED).add();
        finish(node().claimOne(), new Outcome.Retry(Duration.ofHours(1), "broken"));

        assertThat(job().key("k").insert()).isEqualTo(new InsertResult.Kept(holder));
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"FAILED", "CANCELLED"})
    void aFinishedJobIsNotRetriedWhileAnotherHoldsItsKey(JobState state) {
        JobId first = brought(job().key("k").add(), state);
        JobId second = job().key("k").add();

        assertThat(store.act(first, new JobAction.Retry())).isEqualTo(ActionResult.NOT_ALLOWED);
        assertThat(state(first)).isEqualTo(state);

        complete(node().claimOne());
        assertThat(state(second)).isEqualTo(JobState.COMPLETED);
        assertThat(store.act(first, new JobAction.Retry())).isEqualTo(ActionResult.DONE);
        assertThat(job().key("k").insert()).as("it holds its key again").isEqualTo(new InsertResult.Kept(first));
    }

    @Test
    void aFinishedJobThatStillHoldsItsKeyIsRetried() {
        JobId holder = brought(job().key("k", Until.REMOVED).add(), JobState.FAILED);

        assertThat(store.act(holder, new JobAction.Retry())).isEqualTo(ActionResult.DONE);
        assertThat(node().claimIds(ALL)).containsExactly(holder);
    }

    @Test
    void aBatchWithManyKeysIsAnsweredInOrder() {
        NewJob[] first = new NewJob[500];
        Arrays.setAll(first, i -> job().key("k" + i).build());
        store.insert(List.of(first));
        NewJob[] second = new NewJob[1_000];
        Arrays.setAll(second, i -> job().key("k" + i).build());

        List<InsertResult> results = store.insert(List.of(second));

        for (int i = 0; i < second.length; i++) {
            assertThat(results.get(i))
                    .isEqualTo(i < 500 ? new InsertResult.Kept(first[i].id()) : new InsertResult.Inserted());
        }
    }

    @Test
    void theUniquenessOfAJobMayBeOfAnyKind() {
        for (Until until : Until.values()) {
            for (Unique.OnConflict onConflict : Unique.OnConflict.values()) {
                Uniqueness uniqueness =
                        new Uniqueness(until + "/" + onConflict, until, Duration.ZERO, onConflict, Duration.ZERO);
                NewJob job = new NewJob(JobId.next(store.now()), QUEUE, SEND, "{}", 0, null, uniqueness);
                assertThat(store.insert(List.of(job))).containsExactly(new InsertResult.Inserted());
            }
        }
    }
}
