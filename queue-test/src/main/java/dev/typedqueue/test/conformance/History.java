package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.Heartbeat;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.Lease;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeLostException;
import dev.typedqueue.spi.NodeRecord;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Rescue;
import dev.typedqueue.spi.ScheduleRecord;
import dev.typedqueue.spi.StoreSession;
import dev.typedqueue.spi.Uniqueness;
import dev.typedqueue.test.conformance.StoreModel.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Does one thing after another to a store and to {@link StoreModel}, and compares them. Delays are whole days, so that
 * a clock that goes on by itself changes nothing. What is done comes from here and from another process by turns.
 */
final class History {

    private static final String TENANT = "tenant";
    private static final int MOST_OF_A_TENANT = 2;
    private static final JobKind NEWER = new JobKind("send", 2);
    private static final List<JobKind> KINDS = List.of(StoreContract.SEND, NEWER, StoreContract.DIGEST);
    private static final List<String> QUEUES = List.of(StoreContract.QUEUE, StoreContract.OTHER_QUEUE);
    private static final int MOST_NODES = 4;

    private final StoreContract contract;
    private final StoreSession here;
    private final StoreSession elsewhere;
    private final StoreModel model = new StoreModel(MOST_OF_A_TENANT);
    private final List<String> trace = new ArrayList<>();

    /** Nodes that there are and that there were. */
    private final List<NodeId> nodes = new ArrayList<>();

    /** Jobs that there are and that there were, as they were added. */
    private final List<NewJob> added = new ArrayList<>();

    private final Map<JobId, StoreModel.Arrival> arrivals = new HashMap<>();

    /** All attempts there ever were: most of them are stale. */
    private final List<ClaimedJob> attempts = new ArrayList<>();

    private final Map<JobId, Long> tokens = new HashMap<>();
    private Random random = new Random(0);
    private StoreSession store;
    private boolean isElsewhere;

    History(StoreContract contract) {
        this.contract = contract;
        this.here = contract.store;
        this.elsewhere = contract.openElsewhere();
        this.store = here;
        QUEUES.forEach(queue -> here.declareLimits(queue, List.of(new Limit.Concurrency(TENANT, MOST_OF_A_TENANT))));
    }

    /** What was done so far, a line each. */
    List<String> trace() {
        return List.copyOf(trace);
    }

    /** Does something, and compares. */
    void step(Random chance) {
        random = chance;
        isElsewhere = random.nextInt(4) == 0;
        store = isElsewhere ? elsewhere : here;
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> insert();
            case 4 -> insertAgain();
            case 5, 6, 7, 8 -> claim();
            case 9, 10, 11, 12, 13 -> finish();
            case 14, 15 -> act();
            case 16 -> nextDay();
            case 17 -> promote();
            case 18 -> heartbeat();
            case 19 -> rescue();
            case 20 -> deregister();
            case 21 -> parkOrUnpark();
            case 22 -> purge();
            default -> pauseOrSchedule();
        }
        compare();
    }

    private void compare() {
        Map<JobId, String> stored = new TreeMap<>();
        Map<String, Map<JobState, Long>> counts = new TreeMap<>();
        for (QueuedJob job : store.list(JobFilter.all().limit(JobFilter.MAX_PAGE))) {
            model.observe(job.id(), job.state());
            stored.put(job.id(), described(job));
            counts.computeIfAbsent(job.queue(), any -> new TreeMap<>()).merge(job.state(), 1L, Long::sum);
        }
        assertThat(stored).isEqualTo(described(model));
        assertThat(withoutNothing(store.counts())).as("counts").isEqualTo(counts);
        assertThat(model.limitsHold()).as("limits hold").isTrue();
    }

    private static Map<JobId, String> described(StoreModel model) {
        Map<JobId, String> expected = new TreeMap<>();
        model.jobs.forEach((id, job) -> expected.put(id, job.toString()));
        return expected;
    }

    private static String described(QueuedJob job) {
        return job.queue() + ", " + new JobKind(job.job(), job.version()) + ", " + job.payload() + ", " + job.state()
                + ", priority " + job.priority() + ", failed " + job.failedAttempts() + ", deaths "
                + job.nodeDeaths();
    }

    private static String described(NewJob job) {
        Uniqueness uniqueness = job.uniqueness();
        String key = uniqueness == null ? "" : " \"" + uniqueness.key() + "\" " + uniqueness;
        return job.id() + " " + job.queue() + " " + job.kind() + " " + job.payload() + " priority " + job.priority()
                + " at " + job.runAt() + key + " " + job.gates();
    }

    private static Map<String, Map<JobState, Long>> withoutNothing(Map<String, Map<JobState, Long>> counts) {
        Map<String, Map<JobState, Long>> some = new TreeMap<>();
        counts.forEach((queue, states) -> states.forEach((state, count) -> {
            if (count > 0) {
                some.computeIfAbsent(queue, any -> new TreeMap<>()).put(state, count);
            }
        }));
        return some;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Instant inDays(int days) {
        return store.now().plus(Duration.ofDays(days));
    }

    /** Zero for most. */
    private int days() {
        return Math.max(0, random.nextInt(5) - 2);
    }

    private void did(String what) {
        trace.add((isElsewhere ? "elsewhere: " : "") + what);
    }

    private void insert() {
        List<NewJob> jobs = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            jobs.add(newJob());
        }
        insert(jobs);
    }

    private NewJob newJob() {
        int days = days();
        StoreModel.Key key = random.nextInt(3) == 0 ? key() : null;
        JobKind kind = key == null ? any(KINDS) : any(KINDS.subList(0, 2));
        String tenant = random.nextInt(4) == 0 ? any(List.of("acme", "other")) : null;
        StoreModel.Arrival arrival =
                new StoreModel.Arrival(kind, "{\"n\":" + random.nextInt(1_000) + "}", random.nextInt(3), days, tenant);
        NewJob job = new NewJob(
                JobId.next(store.now()),
                any(QUEUES),
                kind,
                arrival.payload(),
                arrival.priority(),
                days == 0 ? null : inDays(days),
                key == null ? null : uniqueness(key),
                null,
                tenant == null ? List.of() : List.of(new Gate(TENANT, tenant)),
                Set.of(),
                Map.of());
        arrivals.put(job.id(), arrival);
        return job;
    }

    private StoreModel.Key key() {
        return new StoreModel.Key(
                "send " + random.nextInt(3),
                any(List.of(Unique.Until.values())),
                random.nextInt(3) == 0 ? 2 : 0,
                random.nextBoolean());
    }

    private static Uniqueness uniqueness(StoreModel.Key key) {
        return new Uniqueness(
                key.name(),
                key.until(),
                key.withinDays() == 0 ? null : Duration.ofDays(key.withinDays()),
                key.replaces() ? Unique.OnConflict.REPLACE : Unique.OnConflict.KEEP,
                null);
    }

    /** As one does who has not got the answer. */
    private void insertAgain() {
        List<NewJob> jobs = new ArrayList<>();
        if (!added.isEmpty()) {
            jobs.add(any(added));
        }
        jobs.add(newJob());
        insert(jobs);
    }

    private void insert(List<NewJob> jobs) {
        did("insert " + jobs.stream().map(History::described).toList());
        List<InsertResult> expected = jobs.stream().map(this::inserted).toList();
        assertThat(store.insert(jobs)).isEqualTo(expected);
        added.addAll(jobs);
    }

    private InsertResult inserted(NewJob job) {
        StoreModel.Arrival arrival = arrivals.get(job.id());
        if (arrival == null) {
            throw new AssertionError("Nobody has made " + job);
        }
        Instant runAt = job.runAt();
        int days = runAt == null
                ? 0
                : (int) Math.ceil(Duration.between(store.now(), runAt).toSeconds() / 86_400.0);
        return model.insert(
                job.id(),
                job.queue(),
                new StoreModel.Arrival(
                        arrival.kind(), arrival.payload(), arrival.priority(), Math.max(0, days), arrival.gate()),
                key(job.uniqueness()));
    }

    private static StoreModel.@Nullable Key key(@Nullable Uniqueness uniqueness) {
        if (uniqueness == null) {
            return null;
        }
        Duration within = uniqueness.within();
        return new StoreModel.Key(
                uniqueness.key(),
                uniqueness.until(),
                within == null ? 0 : (int) within.toDays(),
                uniqueness.onConflict() == Unique.OnConflict.REPLACE);
    }

    /** One of those that there are or were; a new one now and then. */
    private NodeId node() {
        if (model.nodes().isEmpty() || (model.nodes().size() < MOST_NODES && random.nextInt(4) == 0)) {
            NodeId id = new NodeId("node-" + nodes.size());
            int days = 1 + random.nextInt(5);
            did("register " + id + " for " + days + " days");
            Map<String, Set<JobKind>> kinds =
                    QUEUES.stream().collect(Collectors.toMap(queue -> queue, any -> Set.copyOf(KINDS)));
            store.register(new NodeRegistration(id, "host", 1, Duration.ofDays(days), kinds));
            model.register(id, days);
            nodes.add(id);
        }
        List<NodeId> alive = nodes.stream().filter(model.nodes()::contains).toList();
        return random.nextInt(10) == 0 ? any(nodes) : any(alive);
    }

    private void claim() {
        NodeId node = node();
        String queue = any(QUEUES);
        Set<JobKind> kinds = random.nextInt(4) == 0 ? Set.of(any(KINDS)) : Set.copyOf(KINDS);
        int limit = 1 + random.nextInt(3);
        ClaimRequest request = new ClaimRequest(node, queue, kinds, limit);
        Optional<List<JobId>> expected = model.claim(node, queue, kinds, limit);
        did("claim " + limit + " of " + queue + " for " + node + ": " + expected);
        if (expected.isEmpty()) {
            assertThatThrownBy(() -> store.claim(request)).isInstanceOf(NodeLostException.class);
            return;
        }
        List<ClaimedJob> claimed = store.claim(request);
        assertThat(claimed).extracting(ClaimedJob::id).isEqualTo(expected.get());
        for (ClaimedJob job : claimed) {
            assertThat(job.fencingToken()).as("a higher token").isGreaterThan(tokens.getOrDefault(job.id(), -1L));
            tokens.put(job.id(), job.fencingToken());
            model.claimed(job.id(), node, job.fencingToken());
            attempts.add(job);
        }
    }

    private void finish() {
        if (attempts.isEmpty()) {
            return;
        }
        List<Finish> finishes = new ArrayList<>();
        List<FinishResult> expected = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            ClaimedJob attempt = random.nextBoolean() ? any(attempts) : attempts.get(attempts.size() - 1);
            Ending ending = any(List.of(Ending.values()));
            int days = days();
            finishes.add(new Finish(attempt.id(), attempt.fencingToken(), outcome(ending, days)));
            expected.add(model.finish(attempt.id(), attempt.fencingToken(), ending, days));
        }
        did("finish " + finishes + ": " + expected);

        assertThat(store.finish(finishes)).isEqualTo(expected);

        Finish last = finishes.get(finishes.size() - 1);
        assertThat(store.holdsLease(last.id(), last.fencingToken()))
                .isEqualTo(model.holdsLease(last.id(), last.fencingToken()));
    }

    private Outcome outcome(Ending ending, int days) {
        return switch (ending) {
            case COMPLETED -> new Outcome.Completed();
            case FAILED -> new Outcome.Failed("broken");
            case RETRY -> new Outcome.Retry(Duration.ofDays(days), "broken");
            case WAIT ->
                random.nextBoolean() ? new Outcome.Postpone(Duration.ofDays(days)) : new Outcome.Requeue(inDays(days));
            case PARKED -> new Outcome.Parked("unreadable", Duration.ofDays(days));
            case RELEASED -> new Outcome.Released();
            case CANCELLED -> new Outcome.Cancelled();
            case DELETED -> new Outcome.Deleted();
        };
    }

    private void act() {
        if (added.isEmpty()) {
            return;
        }
        JobId id = any(added).id();
        int days = days();
        int which = random.nextInt(5);
        JobAction action = switch (which) {
            case 0 -> new JobAction.Delete();
            case 1 -> new JobAction.Cancel();
            case 2 -> new JobAction.Reschedule(inDays(days));
            default -> new JobAction.Retry();
        };
        ActionResult expected = switch (which) {
            case 0 -> model.delete(id);
            case 1 -> model.cancel(id);
            case 2 -> model.reschedule(id, days);
            default -> model.retry(id);
        };
        did("act on " + id + ": " + action + ": " + expected);
        assertThat(store.act(id, action)).isEqualTo(expected);
    }

    private void nextDay() {
        did("next day");
        model.nextDay();
        contract.advance(Duration.ofDays(1).plusSeconds(1));
    }

    /** Until nothing more is to be done: a job may pass its gate some calls later than it is due. */
    private void promote() {
        did("promote");
        long blocked = blocked();
        int expected = model.promote();
        int promoted = 0;
        for (int idle = 0; idle < 3; ) {
            int now = store.promoteDue(StoreContract.ALL).promoted();
            promoted += now;
            idle = now == 0 ? idle + 1 : 0;
        }
        store.list(JobFilter.all().limit(JobFilter.MAX_PAGE)).forEach(job -> model.observe(job.id(), job.state()));
        assertThat(promoted).as("promoted").isEqualTo(expected + blocked - blocked());
        assertThat(model.nobodyIsBlockedInVain())
                .as("nobody is blocked in vain")
                .isTrue();
    }

    private long blocked() {
        return model.jobs.values().stream()
                .filter(job -> job.state == JobState.BLOCKED)
                .count();
    }

    private void heartbeat() {
        NodeId node = node();
        int days = 1 + random.nextInt(5);
        did("heartbeat of " + node + " for " + days + " days");
        Set<JobId> cancelRequested = model.runningOn(node).stream()
                .filter(job -> job.cancelRequested)
                .map(job -> job.id)
                .collect(Collectors.toSet());

        Heartbeat heartbeat = store.heartbeat(node, Duration.ofDays(days));

        assertThat(heartbeat.alive()).isEqualTo(model.heartbeat(node, days));
        assertThat(heartbeat.cancelRequested()).containsExactlyInAnyOrderElementsOf(cancelRequested);
        for (String queue : QUEUES) {
            assertThat(store.leases(node, queue))
                    .containsExactlyInAnyOrderElementsOf(model.runningOn(node).stream()
                            .filter(job -> job.queue.equals(queue))
                            .map(job -> new Lease(job.id, job.token))
                            .toList());
        }
        assertThat(store.nodes()).extracting(NodeRecord::id).containsExactlyInAnyOrderElementsOf(model.nodes());
    }

    private void rescue() {
        Set<NodeId> named = random.nextBoolean() ? Set.of() : Set.of(node());
        Set<NodeId> dead = model.dead(named);
        List<StoreModel.Job> taken =
                dead.stream().flatMap(node -> model.runningOn(node).stream()).toList();
        did("rescue " + named + ": " + dead);
        Set<String> queues = taken.stream().map(job -> job.queue).collect(Collectors.toSet());
        dead.forEach(model::die);

        assertThat(store.rescue(named, StoreContract.ALL)).isEqualTo(new Rescue(taken.size(), dead, queues));
    }

    private void deregister() {
        if (nodes.isEmpty() || random.nextBoolean()) {
            return;
        }
        NodeId node = node();
        did("deregister " + node);
        store.deregister(node);
        model.deregister(node);
    }

    private void parkOrUnpark() {
        String queue = any(QUEUES);
        Set<JobKind> known = Set.copyOf(KINDS.subList(0, random.nextInt(KINDS.size() + 1)));
        if (random.nextInt(3) == 0) {
            did("park " + queue + " but for " + known);
            assertThat(store.park(queue, known, StoreContract.ALL)).isEqualTo(model.park(queue, known));
        } else {
            did("unpark " + queue + " for " + known);
            assertThat(store.unpark(queue, known, StoreContract.ALL)).isEqualTo(model.unpark(queue, known));
        }
    }

    private void purge() {
        String queue = any(QUEUES);
        JobState state = any(List.of(JobState.COMPLETED, JobState.FAILED, JobState.CANCELLED));
        int days = 1 + random.nextInt(2);
        did("purge " + queue + ", " + state + " " + days + " days ago");
        assertThat(store.purge(queue, state, Duration.ofDays(days), StoreContract.ALL))
                .isEqualTo(model.purge(queue, state, days));
    }

    private void pauseOrSchedule() {
        StoreModel.Paused one = toPause();
        switch (random.nextInt(4)) {
            case 0 -> {
                did("pause " + one);
                store.pause(one.queue(), one.job(), "ann");
                model.pause(one);
            }
            case 1, 2 -> {
                did("resume all but " + one);
                List.copyOf(model.pauses()).stream()
                        .filter(paused -> !paused.equals(one))
                        .forEach(paused -> {
                            store.resume(paused.queue(), paused.job());
                            model.resume(paused);
                        });
            }
            default -> saveSchedule();
        }
        assertThat(store.pauses())
                .extracting(pause -> new StoreModel.Paused(pause.queue(), pause.job()))
                .containsExactlyInAnyOrderElementsOf(model.pauses());
    }

    private StoreModel.Paused toPause() {
        return switch (random.nextInt(3)) {
            case 0 -> new StoreModel.Paused(StoreSession.ALL_QUEUES, null);
            case 1 -> new StoreModel.Paused(any(QUEUES), null);
            default -> new StoreModel.Paused(any(QUEUES), any(KINDS).name());
        };
    }

    private void saveSchedule() {
        StoreModel.Schedule schedule = new StoreModel.Schedule(any(QUEUES), "digest");
        long revision = Math.max(0, model.revisions().getOrDefault(schedule, 0L) - (random.nextInt(3) == 0 ? 1 : 0));
        NewJob job = newJob();
        ScheduleRecord record =
                new ScheduleRecord(schedule.queue(), schedule.job(), revision, store.now(), null, null, null, null);
        boolean expected = model.saveSchedule(schedule, revision);
        did("save " + record + " with " + described(job) + ": " + expected);
        assertThat(store.saveSchedule(record, List.of(job))).isEqualTo(expected);
        if (expected) {
            inserted(job);
            added.add(job);
        }
        assertThat(store.schedules())
                .allSatisfy(kept -> assertThat(kept.revision())
                        .isEqualTo(model.revisions().get(new StoreModel.Schedule(kept.queue(), kept.job()))));
    }
}
