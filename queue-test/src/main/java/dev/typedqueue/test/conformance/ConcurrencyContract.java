package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.annotation.Ordered.OnFailure;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.ScheduleRecord;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds when many do the same at once, in one process and in several. */
abstract class ConcurrencyContract extends StoreContract {

    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    final void endThreads() {
        threads.shutdownNow();
    }

    /** Something that several threads do at once, half of them through each of two sessions. */
    interface Racer<T> {

        T run(StoreSession session, int number) throws Exception;
    }

    private <T> List<T> race(Racer<T> racer) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        StoreSession elsewhere = openElsewhere();
        List<Callable<T>> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            racers.add(() -> {
                start.await();
                return racer.run(number % 2 == 0 ? store : elsewhere, number);
            });
        }
        List<T> results = new ArrayList<>();
        for (Future<T> result : threads.invokeAll(racers)) {
            results.add(result.get());
        }
        return results;
    }

    private List<NewJob> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> job().priority(i % 3).build())
                .toList();
    }

    @Test
    void noJobIsGivenTwiceWhileOthersAreAdded() throws Exception {
        int each = 150;
        List<List<JobId>> done = race((session, number) -> {
            List<JobId> mine = new ArrayList<>();
            TestNode node = node(session);
            for (int i = 0; i < each; i += 10) {
                session.insert(many(10));
                mine.addAll(completeAll(node, 7));
            }
            return mine;
        });
        List<JobId> all = new ArrayList<>(done.stream().flatMap(List::stream).toList());
        TestNode last = node();
        for (List<JobId> page = completeAll(last, ALL); !page.isEmpty(); page = completeAll(last, ALL)) {
            all.addAll(page);
        }

        assertThat(all).hasSize(THREADS * each).doesNotHaveDuplicates();
        assertThat(count(QUEUE, JobState.COMPLETED)).isEqualTo((long) THREADS * each);
        assertThat(count(QUEUE, JobState.READY)).isZero();
    }

    private static List<JobId> completeAll(TestNode node, int limit) {
        List<ClaimedJob> jobs = node.claim(limit);
        complete(node.session(), jobs);
        return jobs.stream().map(ClaimedJob::id).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void limitsAndOrdersHoldWhereManyNodesFinishAndDieAtTheirGates(long seed) throws Exception {
        store.declareLimits(
                QUEUE, List.of(new Limit.Concurrency("tenant", 2), new Limit.Order("account", OnFailure.WAIT)));
        int each = 40;
        List<NewJob> limited = behind(new Gate("tenant", "acme"), each);
        List<NewJob> ordered = behind(new Gate("account", "1"), each);
        store.insert(limited);
        store.insert(ordered);
        Set<JobId> withLimit = limited.stream().map(NewJob::id).collect(Collectors.toSet());
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<JobId> inTurn = Collections.synchronizedList(new ArrayList<>());

        race((session, number) -> {
            Random random = new Random(seed * THREADS + number);
            TestNode node = node(session);
            while (done.get() < 2 * each) {
                session.promoteDue(1 + random.nextInt(5));
                List<ClaimedJob> claimed = node.claim(1 + random.nextInt(3));
                for (ClaimedJob job : claimed) {
                    if (withLimit.contains(job.id())) {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    } else {
                        inTurn.add(job.id());
                    }
                }
                running.addAndGet(-(int) claimed.stream()
                        .filter(job -> withLimit.contains(job.id()))
                        .count());
                if (random.nextInt(5) == 0) {
                    NodeId dead = node.id();
                    node = node(session);
                    session.rescue(Set.of(dead), ALL);
                } else {
                    complete(session, claimed);
                    done.addAndGet(claimed.size());
                }
            }
            return number;
        });

        assertThat(count(QUEUE, JobState.COMPLETED)).isEqualTo(2L * each);
        assertThat(most.get()).isBetween(1, 2);
        assertThat(inTurn).isSorted();
        assertThat(new LinkedHashSet<>(inTurn))
                .containsExactlyElementsOf(ordered.stream().map(NewJob::id).toList());
    }

    private List<NewJob> behind(Gate gate, int count) {
        return IntStream.range(0, count)
                .mapToObj(any -> job().behind(gate).build())
                .toList();
    }

    @Test
    void theNextIsLetThroughByAnotherNodeWhenTheOneThatFinishedIsGone() {
        store.declareLimits(QUEUE, List.of(new Limit.Concurrency("tenant", 1)));
        store.insert(behind(new Gate("tenant", "acme"), 2));
        StoreSession gone = openElsewhere();
        gone.promoteDue(ALL);
        completeAll(node(gone), ALL);
        gone.close();

        assertThat(store.promoteDue(ALL).promoted()).isEqualTo(1);
        assertThat(node().claim(ALL)).hasSize(1);
    }

    private static void complete(StoreSession session, List<ClaimedJob> jobs) {
        List<FinishResult> results = session.finish(jobs.stream()
                .map(job -> new Finish(job.id(), job.fencingToken(), new Outcome.Completed()))
                .toList());
        assertThat(results).hasSize(jobs.size()).allMatch(FinishResult.ACCEPTED::equals);
    }

    @Test
    void ofManyWhoAddOneIdOneJobIsStored() throws Exception {
        NewJob job = job().build();

        List<InsertResult> results =
                race((session, number) -> session.insert(List.of(job)).get(0));

        assertThat(results).containsOnly(new InsertResult.Inserted());
        assertThat(node().claimIds(ALL)).containsExactly(job.id());
    }

    @Test
    void ofManyWhoClaimOneKeyOneHoldsIt() throws Exception {
        for (int round = 0; round < 10; round++) {
            String key = "k" + round;
            List<InsertResult> results = race((session, number) ->
                    session.insert(List.of(job().key(key).build())).get(0));

            assertThat(results)
                    .filteredOn(InsertResult.Inserted.class::isInstance)
                    .hasSize(1);
            assertThat(results)
                    .filteredOn(InsertResult.Kept.class::isInstance)
                    .hasSize(THREADS - 1)
                    .containsOnly(new InsertResult.Kept(node().claimOne().id()));
        }
    }

    @Test
    void ofManyBatchesWithTheSameKeysInAnyOrderEachKeyHasOneHolder() throws Exception {
        race((session, number) -> {
            List<NewJob> batch = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int key = number % 2 == 0 ? i : 49 - i;
                batch.add(job().key("k" + key).build());
            }
            return session.insert(batch);
        });

        assertThat(count(QUEUE, JobState.READY)).isEqualTo(50);
    }

    @Test
    void ofManyWhoMoveAScheduleOneDoes() throws Exception {
        ScheduleRecord digest = ScheduleRecord.beginning(QUEUE, "digest", Instant.EPOCH);
        ScheduleRecord send = ScheduleRecord.beginning(QUEUE, "send", Instant.EPOCH);
        store.saveSchedule(digest, List.of());

        List<Boolean> moved = race((session, number) -> session.saveSchedule(
                digest.next().at(Instant.EPOCH.plusSeconds(number + 1), null), List.of(job().build())));
        List<Boolean> begun = race((session, number) -> session.saveSchedule(send, List.of(job().build())));

        assertThat(moved).containsOnlyOnce(true);
        assertThat(begun).containsOnlyOnce(true);
        assertThat(count(QUEUE, JobState.READY)).isEqualTo(2);
    }

    @Test
    void ofManyWhoRescueANodeEachJobIsTakenOnce() throws Exception {
        TestNode dead = node();
        jobs(100);
        dead.claim(100);

        List<Integer> rescued = race((session, number) -> {
            int jobs = 0;
            for (int i = 0; i < 10; i++) {
                jobs += session.rescue(Set.of(dead.id()), 7).jobs();
            }
            return jobs;
        });

        assertThat(rescued.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
        assertThat(node().claim(ALL))
                .hasSize(100)
                .allSatisfy(job -> assertThat(job.nodeDeaths()).isEqualTo(1));
    }

    @Test
    void ofManyWhoEndOneAttemptOneIsAccepted() throws Exception {
        ClaimedJob job = running();
        Finish finish = new Finish(job.id(), job.fencingToken(), new Outcome.Retry(Duration.ZERO, "broken"));

        List<FinishResult> results =
                race((session, number) -> session.finish(List.of(finish)).get(0));

        assertThat(results).containsOnlyOnce(FinishResult.ACCEPTED);
        assertThat(find(job.id()).failedAttempts()).isEqualTo(1);
    }

    @Test
    void aFinishAndARescueDoNotBothHaveTheJob() throws Exception {
        for (int round = 0; round < 10; round++) {
            TestNode dead = node();
            job().add();
            ClaimedJob job = dead.claimOne();

            List<Integer> taken = race((session, number) -> number < THREADS / 2
                    ? session.rescue(Set.of(dead.id()), ALL).jobs()
                    : accepted(session, job));

            assertThat(taken).containsOnlyOnce(1);
            node().claim(ALL).forEach(this::complete);
        }
    }

    private static int accepted(StoreSession session, ClaimedJob job) {
        Finish finish = new Finish(job.id(), job.fencingToken(), new Outcome.Completed());
        return session.finish(List.of(finish)).get(0) == FinishResult.ACCEPTED ? 1 : 0;
    }

    @Test
    void ofManyWhoPromoteEachJobIsPromotedOnce() throws Exception {
        for (int i = 0; i < 100; i++) {
            job().in(Duration.ofMinutes(1)).add();
        }
        advance(Duration.ofMinutes(2));

        List<Integer> promoted = race((session, number) -> {
            int jobs = 0;
            for (int i = 0; i < 10; i++) {
                jobs += session.promoteDue(7).promoted();
            }
            return jobs;
        });
        int rest = store.promoteDue(ALL).promoted();

        assertThat(promoted.stream().mapToInt(Integer::intValue).sum() + rest).isEqualTo(100);
        assertThat(node().claimIds(ALL)).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void aDeadLetterThatIsDeletedWhileItIsRetriedTakesNoPlaceAtItsGate() throws Exception {
        store.declareLimits(QUEUE, List.of(new Limit.Concurrency("tenant", 1)));
        TestNode node = node();
        for (int round = 0; round < 10; round++) {
            Gate gate = new Gate("tenant", "round " + round);
            JobId failed = job().behind(gate).add();
            store.promoteDue(ALL);
            finish(node.claimOne(), new Outcome.Failed("broken"));

            race((session, number) ->
                    session.act(failed, number < THREADS / 2 ? new JobAction.Retry() : new JobAction.Delete()));
            JobId next = job().behind(gate).add();
            store.promoteDue(ALL);

            assertThat(store.find(failed)).isEmpty();
            assertThat(node.claimIds(ALL)).containsExactly(next);
        }
    }
}
