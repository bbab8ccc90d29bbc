package dev.typedqueue.simulation;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Heartbeat;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.Lease;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Promotion;
import dev.typedqueue.spi.Report;
import dev.typedqueue.spi.Rescue;
import dev.typedqueue.spi.ScheduleRecord;
import dev.typedqueue.spi.StoreSession;
import dev.typedqueue.spi.Uniqueness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bugs that queues are known to have. Each is planted around a store that works. */
final class PlantedBugs {

    private static final String IN_TIME = "when the faults stop, every job reaches an outcome in time";

    static final List<PlantedBug> ALL = List.of(
            PlantedBug.inStore(
                    "a finish without a fence", "a finish counts with the present fencing token alone", () -> {
                        Map<JobId, Long> tokens = new HashMap<>();
                        return session -> new WithoutFence(session, tokens);
                    }),
            PlantedBug.inStore(
                    "a report without a fence", "a report counts with the present fencing token alone", () -> {
                        Map<JobId, Long> tokens = new HashMap<>();
                        return session -> new ReportWithoutFence(session, tokens);
                    }),
            PlantedBug.inStore(
                    "rescue by elapsed time", "a job is taken from a dead node alone", () -> RescueByTime::new),
            PlantedBug.inStore("claim by select, then update", "a claim gives ready jobs alone, to a live node", () -> {
                Map<String, Selected> selected = new HashMap<>();
                return session -> new SelectThenUpdate(session, selected);
            }),
            PlantedBug.inStore(
                    "claim without a look at the lease",
                    "a claim gives ready jobs alone, to a live node",
                    () -> ClaimByTheDead::new),
            PlantedBug.inStore("a wake-up that is lost, and no polling", IN_TIME, () -> LostWakeUp::new)
                    .with(builder -> builder.pollInterval(Duration.ofHours(1))),
            PlantedBug.inStore(
                    "a schedule without compare-and-set", "a time of a schedule makes one job", () -> DoubleSlot::new),
            PlantedBug.inStore(
                    "a counter that drifts from the rows", "no more jobs are let through than the limit says", () -> {
                        int[] drift = new int[1];
                        return session -> new DriftingCounter(session, drift);
                    }),
            PlantedBug.inStore(
                    "a retry that resurrects a completed job",
                    "a completed job is never changed",
                    () -> ResurrectingRetry::new),
            PlantedBug.inStore(
                    "retention by the age of a job",
                    "retention takes finished jobs of age alone",
                    () -> RetentionByAge::new),
            PlantedBug.inStore(
                    "an acknowledgement before the commit",
                    "an acknowledged job is stored",
                    () -> EarlyAcknowledgement::new),
            PlantedBug.inStore("uniqueness by a query beforehand", "a key has one unfinished job", () -> {
                Map<String, Instant> seen = new HashMap<>();
                return session -> new UniqueByQuery(session, seen);
            }),
            PlantedBug.inStore("lost claims that nobody hands back", IN_TIME, () -> ForgottenLeases::new),
            PlantedBug.inStore(
                    "a dead node that comes back",
                    "a node that was found dead does not come back",
                    () -> RevivedNode::new),
            PlantedBug.inStore(
                    "a pause that claims do not see", "a paused queue gives no jobs", () -> UnseenPause::new),
            PlantedBug.inStore(
                    "an order that is not kept",
                    "jobs of one key run one at a time, in the order of their ids",
                    () -> LostOrder::new),
            PlantedBug.inStore(
                    "a cancellation that gets lost",
                    "a cancelled job does not run again",
                    () -> LostCancellation::new));

    private PlantedBugs() {}

    private static List<QueuedJob> all(StoreSession session) {
        return session.list(JobFilter.all().limit(JobFilter.MAX_PAGE));
    }

    private static final class WithoutFence extends ForwardingSession {
        private final Map<JobId, Long> tokens;

        WithoutFence(StoreSession session, Map<JobId, Long> tokens) {
            super(session);
            this.tokens = tokens;
        }

        @Override
        public List<ClaimedJob> claim(ClaimRequest request) {
            List<ClaimedJob> jobs = session.claim(request);
            jobs.forEach(job -> tokens.put(job.id(), job.fencingToken()));
            return jobs;
        }

        @Override
        public List<FinishResult> finish(List<Finish> finishes) {
            return session.finish(finishes.stream()
                    .map(each ->
                            new Finish(each.id(), tokens.getOrDefault(each.id(), each.fencingToken()), each.outcome()))
                    .toList());
        }
    }

    private static final class ReportWithoutFence extends ForwardingSession {
        private final Map<JobId, Long> tokens;

        ReportWithoutFence(StoreSession session, Map<JobId, Long> tokens) {
            super(session);
            this.tokens = tokens;
        }

        @Override
        public List<ClaimedJob> claim(ClaimRequest request) {
            List<ClaimedJob> jobs = session.claim(request);
            jobs.forEach(job -> tokens.put(job.id(), job.fencingToken()));
            return jobs;
        }

        @Override
        public void report(List<Report> reports) {
            session.report(reports.stream()
                    .map(each -> new Report(
                            each.id(),
                            tokens.getOrDefault(each.id(), each.fencingToken()),
                            each.progress(),
                            each.lines()))
                    .toList());
        }
    }

    /** What has run for five seconds is taken for lost. */
    private static final class RescueByTime extends ForwardingSession {
        RescueByTime(StoreSession session) {
            super(session);
        }

        @Override
        public Rescue rescue(Set<NodeId> knownDead, int limit) {
            Set<NodeId> dead = new HashSet<>(knownDead);
            Instant before = session.now().minusSeconds(5);
            for (QueuedJob job : all(session)) {
                if (job.state() == JobState.RUNNING
                        && job.startedAt() != null
                        && job.node() != null
                        && job.startedAt().isBefore(before)) {
                    dead.add(new NodeId(job.node()));
                }
            }
            return session.rescue(dead, limit);
        }
    }

    /** What a node has selected and not yet updated. */
    private record Selected(List<ClaimedJob> jobs, Instant at) {}

    /** Two nodes that claim within half a second have selected the same rows. */
    private static final class SelectThenUpdate extends ForwardingSession {
        private final Map<String, Selected> selected;

        SelectThenUpdate(StoreSession session, Map<String, Selected> selected) {
            super(session);
            this.selected = selected;
        }

        @Override
        public List<ClaimedJob> claim(ClaimRequest request) {
            List<ClaimedJob> jobs = new ArrayList<>(session.claim(request));
            Selected other = selected.get(request.queue());
            if (jobs.isEmpty() && other != null && other.at().plusMillis(500).isAfter(session.now())) {
                other.jobs().stream()
                        .filter(job -> request.kinds().contains(job.kind()))
                        .limit(request.limit())
                        .forEach(jobs::add);
            } else if (!jobs.isEmpty()) {
                selected.put(request.queue(), new Selected(List.copyOf(jobs), session.now()));
            }
            return jobs;
        }
    }

    private static final class ClaimByTheDead extends ForwardingSession {
        private final Map<NodeId, NodeRegistration> registrations = new HashMap<>();

        ClaimByTheDead(StoreSession session) {
            super(session);
        }

        @Override
        public void register(NodeRegistration node) {
            registrations.put(node.id(), node);
            session.register(node);
        }

        @Override
        public List<ClaimedJob> claim(ClaimRequest request) {
            boolean isLost = session.nodes().stream()
                    .noneMatch(node -> node.id().equals(request.node())
                            && node.leaseUntil().isAfter(session.now()));
            NodeRegistration registration = registrations.get(request.node());
            if (isLost && registration != null) {
                session.register(registration);
            }
            return session.claim(request);
        }
    }

    private static final class LostWakeUp extends ForwardingSession {
        LostWakeUp(StoreSession session) {
            super(session);
        }

        @Override
        public Promotion promoteDue(int limit) {
            Promotion promotion = session.promoteDue(limit);
            return new Promotion(promotion.promoted(), Set.of(), promotion.untilNext());
        }
    }

    private static final class DoubleSlot extends ForwardingSession {
        DoubleSlot(StoreSession session) {
            super(session);
        }

        @Override
        public boolean saveSchedule(ScheduleRecord schedule, List<NewJob> jobs) {
            if (!session.saveSchedule(schedule, jobs)) {
                session.insert(jobs);
            }
            return true;
        }
    }

    /** A job that is tried again gives its place back twice. */
    private static final class DriftingCounter extends ForwardingSession {
        private final int[] drift;

        DriftingCounter(StoreSession session, int[] drift) {
            super(session);
            this.drift = drift;
        }

        @Override
        public List<FinishResult> finish(List<Finish> finishes) {
            List<FinishResult> results = session.finish(finishes);
            for (int i = 0; i < finishes.size(); i++) {
                if (results.get(i) == FinishResult.ACCEPTED
                        && finishes.get(i).outcome() instanceof Outcome.Retry
                        && isLimited(finishes.get(i).id())) {
                    drift[0]++;
                    change(SimulatedQueues.FEW);
                }
            }
            return results;
        }

        private boolean isLimited(JobId id) {
            return session.find(id)
                    .filter(job -> job.job().equals(SimulatedQueues.PAY.name()))
                    .isPresent();
        }

        @Override
        public boolean changeLimit(String queue, String limit, @Nullable Limit changed) {
            return change(changed instanceof Limit.Concurrency asked ? asked : SimulatedQueues.FEW);
        }

        private boolean change(Limit.Concurrency asked) {
            return session.changeLimit(
                    SimulatedQueues.LETTERS.name(),
                    asked.name(),
                    new Limit.Concurrency(asked.name(), asked.most() + drift[0]));
        }
    }

    private static final class ResurrectingRetry extends ForwardingSession {
        ResurrectingRetry(StoreSession session) {
            super(session);
        }

        @Override
        public List<ActionResult> act(List<JobId> ids, JobAction action) {
            List<ActionResult> results = new ArrayList<>(session.act(ids, action));
            for (int i = 0; i < ids.size(); i++) {
                QueuedJob job = session.find(ids.get(i)).orElse(null);
                if (action instanceof JobAction.Retry && job != null && job.state() == JobState.COMPLETED) {
                    session.act(job.id(), new JobAction.Delete());
                    session.insert(List.of(new NewJob(
                            job.id(),
                            job.queue(),
                            new JobKind(job.job(), job.version()),
                            job.payload(),
                            job.priority(),
                            null,
                            null)));
                    results.set(i, ActionResult.DONE);
                }
            }
            return results;
        }
    }

    private static final class RetentionByAge extends ForwardingSession {
        RetentionByAge(StoreSession session) {
            super(session);
        }

        @Override
        public int purge(String queue, JobState state, Duration age, int limit) {
            Instant before = session.now().minus(age);
            int purged = 0;
            for (QueuedJob job : all(session)) {
                if (job.queue().equals(queue) && job.addedAt().isBefore(before)) {
                    session.act(job.id(), new JobAction.Delete());
                    purged++;
                }
            }
            return purged;
        }
    }

    /** What is added is stored with the next call. */
    private static final class EarlyAcknowledgement extends ForwardingSession {
        private final List<NewJob> buffered = new ArrayList<>();

        EarlyAcknowledgement(StoreSession session) {
            super(session);
        }

        @Override
        public List<InsertResult> insert(List<NewJob> jobs) {
            buffered.addAll(jobs);
            return jobs.stream()
                    .<InsertResult>map(job -> new InsertResult.Inserted())
                    .toList();
        }

        @Override
        public Promotion promoteDue(int limit) {
            session.insert(buffered);
            buffered.clear();
            return session.promoteDue(limit);
        }
    }

    /** The query does not see what others have added within the last two seconds. */
    private static final class UniqueByQuery extends ForwardingSession {
        private final Map<String, Instant> added;

        UniqueByQuery(StoreSession session, Map<String, Instant> added) {
            super(session);
            this.added = added;
        }

        @Override
        public List<InsertResult> insert(List<NewJob> jobs) {
            return session.insert(jobs.stream().map(this::unseen).toList());
        }

        private NewJob unseen(NewJob job) {
            Uniqueness key = job.uniqueness();
            if (key == null) {
                return job;
            }
            Instant last = added.put(key.key(), session.now());
            boolean isSeen = last == null || last.plusSeconds(2).isBefore(session.now());
            return isSeen
                    ? job
                    : new NewJob(job.id(), job.queue(), job.kind(), job.payload(), job.priority(), job.runAt(), null);
        }
    }

    private static final class ForgottenLeases extends ForwardingSession {
        ForgottenLeases(StoreSession session) {
            super(session);
        }

        @Override
        public List<Lease> leases(NodeId node, String queue) {
            return List.of();
        }
    }

    private static final class RevivedNode extends ForwardingSession {
        private final Map<NodeId, NodeRegistration> registrations = new HashMap<>();

        RevivedNode(StoreSession session) {
            super(session);
        }

        @Override
        public void register(NodeRegistration node) {
            registrations.put(node.id(), node);
            session.register(node);
        }

        @Override
        public Heartbeat heartbeat(NodeId node, Duration lease) {
            Heartbeat answer = session.heartbeat(node, lease);
            NodeRegistration registration = registrations.get(node);
            if (answer.alive() || registration == null) {
                return answer;
            }
            session.register(registration);
            return new Heartbeat(true, List.of());
        }
    }

    private static final class UnseenPause extends ForwardingSession {
        UnseenPause(StoreSession session) {
            super(session);
        }

        @Override
        public List<ClaimedJob> claim(ClaimRequest request) {
            boolean isPaused =
                    session.pauses().stream().anyMatch(pause -> pause.queue().equals(request.queue()));
            if (!isPaused) {
                return session.claim(request);
            }
            session.resume(request.queue(), null);
            try {
                return session.claim(request);
            } finally {
                session.pause(request.queue(), null, "a person");
            }
        }
    }

    private static final class LostOrder extends ForwardingSession {
        LostOrder(StoreSession session) {
            super(session);
        }

        @Override
        public List<InsertResult> insert(List<NewJob> jobs) {
            return session.insert(jobs.stream().map(LostOrder::withoutOrder).toList());
        }

        private static NewJob withoutOrder(NewJob job) {
            return job.queue().equals(SimulatedQueues.BOOKS.name())
                    ? new NewJob(job.id(), job.queue(), job.kind(), job.payload(), job.priority(), job.runAt(), null)
                    : job;
        }
    }

    /** Only what waits is cancelled. */
    private static final class LostCancellation extends ForwardingSession {
        LostCancellation(StoreSession session) {
            super(session);
        }

        @Override
        public List<ActionResult> act(List<JobId> ids, JobAction action) {
            List<ActionResult> results = new ArrayList<>();
            for (JobId id : ids) {
                boolean runs = session.find(id)
                        .filter(job -> job.state() == JobState.RUNNING)
                        .isPresent();
                results.add(runs && action instanceof JobAction.Cancel ? ActionResult.DONE : session.act(id, action));
            }
            return results;
        }
    }
}
