package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.annotation.Ordered.OnFailure;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.Blockage;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.LimitRecord;
import dev.typedqueue.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many jobs are let through, and in which order. */
abstract class LimitContract extends StoreContract {

    private static final String TENANT = "tenant";
    private static final String ALL_JOBS = "all";
    private static final String ACCOUNT = "account";
    private static final String SPEED = "speed";

    private static final Gate ACME = new Gate(TENANT, "acme");
    private static final Gate OTHER = new Gate(TENANT, "other");
    private static final Gate ANY = new Gate(ALL_JOBS, "");
    private static final Gate FIRST_ACCOUNT = new Gate(ACCOUNT, "1");
    private static final Gate RATED = new Gate(SPEED, "");

    @BeforeEach
    void declare() {
        store.declareLimits(
                QUEUE,
                List.of(
                        new Limit.Concurrency(TENANT, 2),
                        new Limit.Concurrency(ALL_JOBS, 3),
                        new Limit.Order(ACCOUNT, OnFailure.WAIT),
                        new Limit.Rate(SPEED, 2, Duration.ofMinutes(2), 3)));
    }

    private List<JobId> behind(int count, Gate... gates) {
        return IntStream.range(0, count)
                .mapToObj(any -> job().behind(gates).add())
                .toList();
    }

    /** Lets through whom there is room for. */
    private int admit() {
        int ready = 0;
        for (int round = 0; round < 20; round++) {
            int promoted = store.promoteDue(ALL).promoted();
            ready += promoted;
            if (promoted == 0 && round > 2) {
                return ready;
            }
        }
        throw new AssertionError("There is no end of jobs to be let through");
    }

    private List<JobState> states(List<JobId> ids) {
        return ids.stream().map(this::state).toList();
    }

    private void declareOrder(OnFailure onFailure) {
        store.declareLimits(QUEUE, List.of(new Limit.Order(ACCOUNT, onFailure)));
    }

    @Test
    void soManyAreLetThroughForEachKeyAndTheOthersAreBlocked() {
        List<JobId> acme = behind(4, ACME);
        JobId other = job().behind(OTHER).add();

        admit();

        assertThat(states(acme)).containsExactly(JobState.READY, JobState.READY, JobState.BLOCKED, JobState.BLOCKED);
        assertThat(state(other)).isEqualTo(JobState.READY);
        assertThat(count(QUEUE, JobState.BLOCKED)).isEqualTo(2);
    }

    @Test
    void aBlockedJobIsNeverClaimed() {
        List<JobId> acme = behind(4, ACME);
        admit();

        assertThat(node().claimIds(ALL)).containsExactlyElementsOf(acme.subList(0, 2));
        assertThat(node().claimIds(ALL)).isEmpty();
    }

    @Test
    void whatIsAddedIsNotReadyBeforeItIsLetThrough() {
        store.declareLimits(OTHER_QUEUE, List.of(new Limit.Concurrency(TENANT, 1)));
        JobId first = job().queue(OTHER_QUEUE).behind(ACME).add();
        JobId second = job().queue(OTHER_QUEUE).behind(ACME).add();
        admit();

        assertThat(state(first)).isEqualTo(JobState.READY);
        assertThat(state(second)).isEqualTo(JobState.BLOCKED);
        assertThat(store.promoteDue(ALL).untilNext()).isNull();
    }

    @Test
    void whoHasWaitedLongEnoughIsLetThroughBeforeAFreshJobOfHigherPriority() {
        Duration ageing = Duration.ofMinutes(1);
        JobId waited = job().behind(ANY).ageing(ageing).add();
        advance(ageing.multipliedBy(5).dividedBy(2));
        JobId higher = job().behind(ANY).ageing(ageing).priority(1).add();
        JobId highest = job().behind(ANY).ageing(ageing).priority(3).add();
        JobId moved = job().behind(ANY).ageing(ageing).add();
        JobId last = job().behind(ANY).ageing(ageing).add();
        store.declareLimits(QUEUE, List.of(new Limit.Concurrency(ALL_JOBS, 1)));
        admit();
        assertThat(store.blockage(last)).map(Blockage::ahead).contains(3);
        store.act(moved, new JobAction.Reschedule(store.now().minus(ageing.multipliedBy(9))));

        TestNode node = node();
        List<JobId> order = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            admit();
            ClaimedJob job = node.claimOne();
            order.add(job.id());
            complete(job);
        }
        assertThat(order).containsExactly(highest, moved, waited, higher, last);
    }

    static Stream<Outcome> endings() {
        return Stream.of(
                new Outcome.Completed(), new Outcome.Failed("broken"), new Outcome.Cancelled(), new Outcome.Deleted());
    }

    @ParameterizedTest
    @MethodSource("endings")
    void whoEndsMakesRoomForTheNext(Outcome ending) {
        List<JobId> acme = behind(3, ACME);
        admit();
        ClaimedJob running = node().claim(2).get(0);

        finish(running, ending);
        assertThat(admit()).isEqualTo(1);

        assertThat(state(acme.get(2))).isEqualTo(JobState.READY);
    }

    static Stream<Outcome> waits() {
        return Stream.of(
                new Outcome.Retry(Duration.ofDays(1), "broken"),
                new Outcome.Postpone(Duration.ofDays(1)),
                new Outcome.Parked("unreadable", Duration.ofDays(1)));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void whoWaitsForAnotherTimeMakesRoomAndStandsThereAgainWhenItIsDue(Outcome wait) {
        List<JobId> acme = behind(3, ACME);
        admit();
        ClaimedJob first = node().claim(2).get(0);

        finish(first, wait);
        admit();
        assertThat(state(acme.get(2))).isEqualTo(JobState.READY);
        advance(Duration.ofDays(2));
        admit();

        assertThat(state(first.id())).isEqualTo(JobState.BLOCKED);
    }

    @Test
    void whatIsHandedBackKeepsItsPlace() {
        List<JobId> acme = behind(3, ACME);
        admit();
        ClaimedJob first = node().claimOne();

        finish(first, new Outcome.Released());
        admit();

        assertThat(states(acme)).containsExactly(JobState.READY, JobState.READY, JobState.BLOCKED);
    }

    @Test
    void theJobsOfADeadNodeKeepTheirPlace() {
        List<JobId> acme = behind(3, ACME);
        admit();
        TestNode node = node();
        node.claim(2);

        store.rescue(Set.of(node.id()), ALL);
        admit();

        assertThat(states(acme)).containsExactly(JobState.READY, JobState.READY, JobState.BLOCKED);
    }

    @Test
    void aJobOfSeveralGatesIsReadyOnceItHasPassedAll() {
        List<JobId> acme = behind(4, ACME, ANY);
        List<JobId> other = behind(4, OTHER, ANY);

        admit();

        assertThat(count(QUEUE, JobState.READY)).isEqualTo(3);
        assertThat(states(acme).subList(2, 4)).containsOnly(JobState.BLOCKED);
        assertThat(states(other).subList(2, 4)).containsOnly(JobState.BLOCKED);
    }

    @Test
    void whoWaitsAtTheWideGateComesInTurnWhenOneLeaves() {
        behind(2, ACME, ANY);
        behind(2, OTHER, ANY);
        admit();
        TestNode node = node();
        List<ClaimedJob> running = node.claim(ALL);
        assertThat(running).hasSize(3);

        complete(running.get(0));
        admit();

        assertThat(node.claim(ALL)).hasSize(1);
    }

    @Test
    void theHigherPriorityIsLetThroughFirstThenTheLesserId() {
        List<JobId> all = new ArrayList<>(behind(2, ACME));
        admit();
        all.add(job().behind(ACME).add());
        all.add(job().behind(ACME).priority(5).add());
        all.add(job().behind(ACME).priority(5).add());
        admit();
        TestNode node = node();

        List<JobId> order = new ArrayList<>();
        for (List<ClaimedJob> claimed = node.claim(ALL); !claimed.isEmpty(); claimed = node.claim(ALL)) {
            claimed.forEach(job -> order.add(job.id()));
            complete(claimed.get(0));
            claimed.subList(1, claimed.size()).forEach(this::complete);
            admit();
        }

        assertThat(order.subList(0, 2)).containsExactlyElementsOf(all.subList(0, 2));
        assertThat(order.subList(2, 5)).containsExactly(all.get(3), all.get(4), all.get(2));
    }

    @Test
    void aScheduledJobStandsAtItsGateWhenItIsDue() {
        JobId later = job().behind(ACME).in(Duration.ofMinutes(5)).add();
        List<JobId> acme = behind(2, ACME);
        admit();
        assertThat(state(later)).isEqualTo(JobState.SCHEDULED);

        advance(Duration.ofMinutes(6));
        admit();

        assertThat(states(acme)).containsOnly(JobState.READY);
        assertThat(state(later)).isEqualTo(JobState.BLOCKED);
    }

    @Test
    void aJobWithoutGatesIsNotCounted() {
        behind(2, ACME);
        jobs(3);
        admit();

        assertThat(node().claim(ALL)).hasSize(5);
    }

    @Test
    void cancellingABlockedJobFreesNothingAndLeavesTheOthersInTurn() {
        List<JobId> acme = behind(4, ACME);
        admit();

        store.act(acme.get(2), new JobAction.Cancel());
        complete(node().claimOne());
        admit();

        assertThat(state(acme.get(2))).isEqualTo(JobState.CANCELLED);
        assertThat(state(acme.get(3))).isEqualTo(JobState.READY);
    }

    @Test
    void deletingAReadyJobMakesRoom() {
        List<JobId> acme = behind(3, ACME);
        admit();

        store.act(acme.get(0), new JobAction.Delete());
        admit();

        assertThat(state(acme.get(2))).isEqualTo(JobState.READY);
    }

    @Test
    void reschedulingABlockedJobTakesItFromTheGateUntilThen() {
        List<JobId> acme = behind(3, ACME);
        admit();

        store.act(acme.get(2), new JobAction.Reschedule(store.now().plus(Duration.ofHours(1))));
        assertThat(state(acme.get(2))).isEqualTo(JobState.SCHEDULED);
        assertThat(store.blockage(acme.get(2))).isEmpty();
        advance(Duration.ofHours(2));
        admit();

        assertThat(state(acme.get(2))).isEqualTo(JobState.BLOCKED);
    }

    @Test
    void aBlockedJobThatIsRescheduledToItsOwnTimePassesAllItsGatesAgain() {
        store.declareLimits(QUEUE, List.of(new Limit.Concurrency(TENANT, 1), new Limit.Concurrency(ALL_JOBS, 1)));
        JobId running = job().behind(ANY).add();
        JobId moved = job().behind(ACME, ANY).add();
        admit();
        assertThat(store.blockage(moved).orElseThrow().gate()).isEqualTo(ANY);

        store.act(moved, new JobAction.Reschedule(find(moved).runAt()));
        JobId later = job().behind(ACME, ANY).add();
        admit();
        complete(node().claimOne());
        admit();

        assertThat(state(running)).isEqualTo(JobState.COMPLETED);
        assertThat(state(moved)).isEqualTo(JobState.READY);
        assertThat(store.blockage(later).orElseThrow().gate()).isEqualTo(ACME);
    }

    @Test
    void aRetriedJobStandsAtItsGateAgain() {
        List<JobId> acme = behind(2, ACME);
        admit();
        finish(node().claimOne(), new Outcome.Failed("broken"));
        behind(1, ACME);
        admit();

        store.act(acme.get(0), new JobAction.Retry());
        admit();

        assertThat(state(acme.get(0))).isEqualTo(JobState.BLOCKED);
    }

    @Test
    void parkedJobsMakeRoom() {
        List<JobId> acme = new ArrayList<>(behind(2, ACME));
        acme.add(job().kind(DIGEST).behind(ACME).add());
        admit();

        store.park(QUEUE, Set.of(DIGEST), ALL);
        admit();

        assertThat(states(acme)).containsExactly(JobState.PARKED, JobState.PARKED, JobState.READY);
        store.unpark(QUEUE, Set.of(SEND), ALL);
        admit();
        assertThat(states(acme)).containsExactlyInAnyOrder(JobState.READY, JobState.BLOCKED, JobState.READY);
    }

    @Test
    void aReplacedJobStandsAtTheGatesOfTheNewOne() {
        behind(2, OTHER);
        JobId holder = job().key("k").behind(ACME).add();
        admit();
        assertThat(state(holder)).isEqualTo(JobState.READY);

        job().key("k").replacing().behind(OTHER).insert();
        admit();

        assertThat(state(holder)).isEqualTo(JobState.BLOCKED);
        assertThat(store.blockage(holder).orElseThrow().gate()).isEqualTo(OTHER);
    }

    @Test
    void aReplacedJobGivesItsTurnBack() {
        JobId holder = job().key("k").behind(FIRST_ACCOUNT).add();
        JobId next = job().behind(FIRST_ACCOUNT).add();
        admit();
        assertThat(state(holder)).isEqualTo(JobState.READY);

        job().key("k").replacing().behind(FIRST_ACCOUNT).in(Duration.ofDays(1)).insert();
        admit();

        assertThat(state(holder)).isEqualTo(JobState.SCHEDULED);
        assertThat(state(next)).isEqualTo(JobState.READY);
    }

    @Test
    void aJobThatIsReplacedByOneWithoutGatesAndThenDeletedLeavesNothingBehind() {
        JobId holder = job().key("k").behind(FIRST_ACCOUNT).add();
        JobId next = job().behind(FIRST_ACCOUNT).add();
        admit();

        job().key("k").replacing().insert();
        store.act(holder, new JobAction.Delete());
        admit();

        assertThat(state(next)).isEqualTo(JobState.READY);
        assertThat(store.promoteDue(ALL).untilNext()).isNull();
    }

    @Test
    void gatesOfAQueueStayShutUntilItsLimitsAreDeclared() {
        JobId early = job().queue(OTHER_QUEUE).behind(ACME).add();
        admit();
        assertThat(state(early)).isEqualTo(JobState.BLOCKED);

        store.declareLimits(OTHER_QUEUE, List.of());
        admit();

        assertThat(state(early)).isEqualTo(JobState.READY);
    }

    @Test
    void aLimitThatIsDeclaredNoMoreLetsAllThrough() {
        List<JobId> acme = behind(4, ACME);
        admit();

        store.declareLimits(QUEUE, List.of(new Limit.Concurrency(ALL_JOBS, 3)));
        admit();

        assertThat(states(acme)).containsOnly(JobState.READY);
    }

    @Test
    void aChangedLimitHoldsAtOnceAndUntilItIsSetBack() {
        List<JobId> acme = behind(6, ACME);
        admit();

        assertThat(store.changeLimit(QUEUE, TENANT, new Limit.Concurrency(TENANT, 4)))
                .isTrue();
        admit();
        assertThat(states(acme).subList(0, 4)).containsOnly(JobState.READY);
        assertThat(states(acme).subList(4, 6)).containsOnly(JobState.BLOCKED);
        assertThat(store.limits())
                .contains(new LimitRecord(QUEUE, new Limit.Concurrency(TENANT, 2), new Limit.Concurrency(TENANT, 4)));

        store.changeLimit(QUEUE, TENANT, null);
        node().claim(3).forEach(this::complete);
        admit();
        assertThat(states(acme).subList(3, 5)).containsOnly(JobState.READY);
        assertThat(state(acme.get(5))).isEqualTo(JobState.BLOCKED);
    }

    @Test
    void aChangeOutlivesTheDeclarationsOfNewNodes() {
        store.changeLimit(QUEUE, TENANT, new Limit.Concurrency(TENANT, 4));

        store.declareLimits(QUEUE, List.of(new Limit.Concurrency(TENANT, 1)));

        assertThat(store.limits())
                .containsExactly(
                        new LimitRecord(QUEUE, new Limit.Concurrency(TENANT, 1), new Limit.Concurrency(TENANT, 4)));
    }

    @Test
    void aLimitThatIsNotThereCannotBeChanged() {
        assertThat(store.changeLimit(QUEUE, "other", new Limit.Concurrency("other", 4)))
                .isFalse();
        assertThat(store.changeLimit("nowhere", TENANT, null)).isFalse();
    }

    @Test
    void theLimitsOfAllQueuesAreKeptToTheLetter() {
        List<Limit> declared = List.of(
                new Limit.Concurrency("a \"b\"", 7),
                new Limit.Order("order", OnFailure.STOP),
                new Limit.Rate("rate", 3, Duration.ofMillis(1_001), 9));
        store.declareLimits(OTHER_QUEUE, declared);

        assertThat(openElsewhere().limits())
                .filteredOn(record -> record.queue().equals(OTHER_QUEUE))
                .extracting(LimitRecord::declared)
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void aBlockedJobTellsWhereItStandsAndWhoIsThere() {
        List<JobId> acme = behind(5, ACME);
        admit();

        assertThat(store.blockage(acme.get(4))).contains(new Blockage(ACME, 2, acme.subList(0, 2)));
        assertThat(store.blockage(acme.get(0))).isEmpty();
        assertThat(store.blockage(JobId.next(store.now()))).isEmpty();
    }

    @Test
    void ofOneKeyOneRunsAtATimeInTheOrderOfTheirIds() {
        JobId first = job().behind(FIRST_ACCOUNT).add();
        JobId second = job().behind(FIRST_ACCOUNT).add();
        JobId urgent = job().behind(FIRST_ACCOUNT).priority(9).add();
        JobId another = job().behind(new Gate(ACCOUNT, "2")).add();
        admit();
        TestNode node = node();

        assertThat(node.claimIds(ALL)).containsExactly(first, another);
        completeAll(node, first);
        assertThat(node.claimIds(ALL)).containsExactly(second);
        completeAll(node, second);
        assertThat(node.claimIds(ALL)).containsExactly(urgent);
    }

    private void completeAll(TestNode node, JobId id) {
        store.leases(node.id(), QUEUE).stream()
                .filter(lease -> lease.id().equals(id))
                .forEach(lease -> finish(id, lease.fencingToken(), new Outcome.Completed()));
        admit();
    }

    @ParameterizedTest
    @EnumSource(OnFailure.class)
    void whileTheFirstWaitsForItsNextAttemptTheNextWaitsOrPasses(OnFailure onFailure) {
        declareOrder(onFailure);
        List<JobId> ids = behind(2, FIRST_ACCOUNT);
        admit();

        finish(node().claimOne(), new Outcome.Retry(Duration.ofHours(1), "broken"));
        admit();

        assertThat(state(ids.get(1))).isEqualTo(onFailure == OnFailure.PASS ? JobState.READY : JobState.BLOCKED);
        advance(Duration.ofHours(2));
        admit();
        assertThat(state(ids.get(0))).isEqualTo(onFailure == OnFailure.PASS ? JobState.BLOCKED : JobState.READY);
    }

    @ParameterizedTest
    @EnumSource(OnFailure.class)
    void aReadyJobThatIsRescheduledGivesItsTurnBack(OnFailure onFailure) {
        declareOrder(onFailure);
        List<JobId> ids = behind(2, FIRST_ACCOUNT);
        admit();

        store.act(ids.get(0), new JobAction.Reschedule(store.now().plus(Duration.ofHours(1))));
        admit();

        assertThat(states(ids)).containsExactly(JobState.SCHEDULED, JobState.READY);
        advance(Duration.ofHours(2));
        admit();
        assertThat(states(ids)).containsExactly(JobState.BLOCKED, JobState.READY);
    }

    @ParameterizedTest
    @EnumSource(OnFailure.class)
    void aJobThatWaitsForItsNextAttemptAndIsRescheduledGivesItsTurnBack(OnFailure onFailure) {
        declareOrder(onFailure);
        List<JobId> ids = behind(2, FIRST_ACCOUNT);
        admit();
        finish(node().claimOne(), new Outcome.Retry(Duration.ofHours(1), "broken"));

        store.act(ids.get(0), new JobAction.Reschedule(store.now().plus(Duration.ofDays(1))));
        admit();

        assertThat(states(ids)).containsExactly(JobState.SCHEDULED, JobState.READY);
    }

    @ParameterizedTest
    @EnumSource(OnFailure.class)
    void aDeadLetterLetsTheNextThroughOrStopsItsKey(OnFailure onFailure) {
        declareOrder(onFailure);
        List<JobId> ids = behind(2, FIRST_ACCOUNT);
        admit();

        finish(node().claimOne(), new Outcome.Failed("broken"));
        admit();

        assertThat(state(ids.get(1))).isEqualTo(onFailure == OnFailure.STOP ? JobState.BLOCKED : JobState.READY);
    }

    @Test
    void aStoppedKeyGoesOnOnceItsDeadLetterIsRetried() {
        declareOrder(OnFailure.STOP);
        List<JobId> ids = behind(2, FIRST_ACCOUNT);
        admit();
        finish(node().claimOne(), new Outcome.Failed("broken"));
        admit();

        store.act(ids.get(0), new JobAction.Retry());
        admit();
        ClaimedJob again = node().claimOne();
        assertThat(again.id()).isEqualTo(ids.get(0));
        complete(again);
        admit();

        assertThat(state(ids.get(1))).isEqualTo(JobState.READY);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStoppedKeyGoesOnOnceItsDeadLetterIsDeleted(boolean byHand) {
        declareOrder(OnFailure.STOP);
        List<JobId> ids = behind(2, FIRST_ACCOUNT);
        admit();
        finish(node().claimOne(), new Outcome.Failed("broken"));
        advance(Duration.ofDays(1));

        if (byHand) {
            store.act(ids.get(0), new JobAction.Delete());
        } else {
            store.purge(QUEUE, JobState.FAILED, Duration.ofHours(1), ALL);
        }
        admit();

        assertThat(state(ids.get(1))).isEqualTo(JobState.READY);
    }

    @Test
    void aRateLetsABurstThroughAndThenOneAfterAnother() {
        List<JobId> ids = behind(8, RATED);
        admit();
        assertThat(node().claim(ALL)).hasSize(3);
        admit();

        assertThat(count(QUEUE, JobState.BLOCKED)).isEqualTo(5);
        assertThat(store.promoteDue(ALL).untilNext()).isBetween(Duration.ofSeconds(40), Duration.ofMinutes(1));
        advance(Duration.ofSeconds(61));
        admit();
        assertThat(node().claim(ALL)).hasSize(1);
        advance(Duration.ofSeconds(121));
        admit();
        assertThat(node().claimIds(ALL)).containsExactlyElementsOf(ids.subList(4, 6));
    }

    @Test
    void whatARateHasLetThroughAndNobodyTakesIsNoMoreThanABurst() {
        behind(8, RATED);
        admit();
        advance(Duration.ofDays(1));
        admit();

        assertThat(count(QUEUE, JobState.READY)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRateAtWhichNobodyWaitsIsNotLookedAtAgainAndAgainWhileItsLastJobIsThere(boolean runs) {
        behind(1, RATED);
        admit();
        if (runs) {
            node().claimOne();
        }
        advance(Duration.ofDays(1));
        admit();

        assertThat(store.promoteDue(ALL).untilNext()).isNotEqualTo(Duration.ZERO);
    }

    @Test
    void whatWasLetThroughByARateNeedsNoPermitWhenItIsHandedBack() {
        List<JobId> ids = behind(3, RATED);
        admit();
        ClaimedJob first = node().claimOne();

        finish(first, new Outcome.Released());

        assertThat(state(ids.get(0))).isEqualTo(JobState.READY);
    }

    @Test
    void limitsOfNamespacesAreTheirOwn() {
        behind(2, ACME);
        var elsewhere = open("other");
        elsewhere.declareLimits(QUEUE, List.of(new Limit.Concurrency(TENANT, 1)));
        JobId there = new JobBuilder(elsewhere).behind(ACME).add();
        elsewhere.promoteDue(ALL);

        assertThat(elsewhere.find(there).orElseThrow().state()).isEqualTo(JobState.READY);
        admit();
        assertThat(count(QUEUE, JobState.READY)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverHappensNoMoreThanTheLimitAreReadyOrRun(long seed) {
        Random random = new Random(seed);
        TestNode node = node(Duration.ofDays(36_500));
        List<ClaimedJob> attempts = new ArrayList<>();
        List<JobId> ids = new ArrayList<>();
        Map<JobId, Gate> gates = new HashMap<>();
        for (int step = 0; step < 150; step++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    Gate gate = random.nextBoolean() ? ACME : OTHER;
                    JobId id = random.nextInt(4) == 0
                            ? job().behind(gate, ANY).in(Duration.ofMinutes(1)).add()
                            : job().behind(gate, ANY).add();
                    ids.add(id);
                    gates.put(id, gate);
                }
                case 2 -> attempts.addAll(node.claim(1 + random.nextInt(3)));
                case 3, 4 -> {
                    if (!attempts.isEmpty()) {
                        finish(attempts.remove(random.nextInt(attempts.size())), ending(random));
                    }
                }
                case 5 -> advance(Duration.ofMinutes(2));
                case 6 -> {
                    if (!ids.isEmpty()) {
                        store.act(
                                ids.get(random.nextInt(ids.size())),
                                random.nextBoolean() ? new JobAction.Retry() : new JobAction.Cancel());
                    }
                }
                default -> store.promoteDue(1 + random.nextInt(5));
            }
            assertLimits(ids, gates, seed);
        }
        drain(node, attempts);
        assertThat(count(QUEUE, JobState.BLOCKED) + count(QUEUE, JobState.READY))
                .isZero();
    }

    private static Outcome ending(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Outcome.Retry(Duration.ofMinutes(1), "broken");
            case 1 -> new Outcome.Released();
            case 2 -> new Outcome.Failed("broken");
            case 3 -> new Outcome.Deleted();
            default -> new Outcome.Completed();
        };
    }

    private void assertLimits(List<JobId> ids, Map<JobId, Gate> gates, long seed) {
        Map<Gate, Integer> through = new HashMap<>();
        for (JobId id : ids) {
            store.find(id)
                    .filter(job -> job.state() == JobState.READY || job.state() == JobState.RUNNING)
                    .ifPresent(job -> {
                        through.merge(gates.get(id), 1, Integer::sum);
                        through.merge(ANY, 1, Integer::sum);
                    });
        }
        assertThat(through.getOrDefault(ACME, 0)).as("seed %s", seed).isLessThanOrEqualTo(2);
        assertThat(through.getOrDefault(OTHER, 0)).as("seed %s", seed).isLessThanOrEqualTo(2);
        assertThat(through.getOrDefault(ANY, 0)).as("seed %s", seed).isLessThanOrEqualTo(3);
    }

    private void drain(TestNode node, List<ClaimedJob> attempts) {
        attempts.forEach(this::complete);
        advance(Duration.ofDays(1));
        admit();
        for (List<ClaimedJob> claimed = node.claim(ALL); !claimed.isEmpty(); claimed = node.claim(ALL)) {
            claimed.forEach(this::complete);
            admit();
        }
    }

    @Test
    void aPausedJobPassesItsGateInItsTurnAndKeepsItsPlaceThere() {
        List<JobId> paused = behind(2, ACME);
        JobId other = job().kind(DIGEST).behind(ACME).add();
        TestNode node = node();
        store.pause(QUEUE, SEND.name(), "ann");
        admit();

        assertThat(node.claim(ALL)).isEmpty();
        assertThat(store.blockage(other).orElseThrow().holders()).containsExactlyElementsOf(paused);
        store.act(paused.get(0), new JobAction.Reschedule(store.now().plus(Duration.ofHours(1))));
        admit();
        assertThat(node.claimIds(ALL)).containsExactly(other);
        store.resume(QUEUE, SEND.name());
        assertThat(node.claimIds(ALL)).containsExactly(paused.get(1));
    }

    static Stream<JobAction> waysOutOfTheWay() {
        return Stream.of(
                new JobAction.Cancel(),
                new JobAction.Delete(),
                new JobAction.Reschedule(Instant.parse("2200-01-01T00:00:00Z")));
    }

    @ParameterizedTest
    @MethodSource("waysOutOfTheWay")
    void whatStandsBehindAPausedJobInItsOrderWaitsForIt(JobAction action) {
        JobId paused = job().behind(FIRST_ACCOUNT).add();
        JobId next = job().kind(DIGEST).behind(FIRST_ACCOUNT).add();
        TestNode node = node();
        store.pause(QUEUE, SEND.name(), "ann");
        admit();

        assertThat(node.claim(ALL)).isEmpty();
        assertThat(store.blockage(next).orElseThrow().holders()).containsExactly(paused);
        store.act(paused, action);
        admit();
        assertThat(node.claimIds(ALL)).containsExactly(next);
    }

    @Test
    void aLimitThatIsDeclaredNoMoreLetsAllThroughThoughMoreWaitThanAPromotionTakes() {
        List<JobId> acme = behind(7, ACME);
        admit();

        store.declareLimits(QUEUE, List.of(new Limit.Concurrency(ALL_JOBS, 3)));
        while (store.promoteDue(2).promoted() > 0) {
            // Until nobody is let through any more.
        }

        assertThat(states(acme)).containsOnly(JobState.READY);
    }
}
