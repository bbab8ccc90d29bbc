package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Heartbeat;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.Lease;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Report;
import dev.typedqueue.spi.Rescue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Bugs in who may run a job, and whose word counts. */
final class LeaseBugs {

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
            PlantedBug.inStore("lost claims that nobody hands back", PlantedBugs.IN_TIME, () -> ForgottenLeases::new),
            PlantedBug.inStore(
                    "a dead node that comes back",
                    "a node that was found dead does not come back",
                    () -> RevivedNode::new),
            PlantedBug.inStore(
                    "a death that the next node does not hear of",
                    "a job whose node died does not run again where its queue says so",
                    () -> ForgottenDeath::new),
            PlantedBug.inStore(
                    "a death after which a job is taken for done",
                    "a job whose node died is deleted where its queue says so",
                    () -> KeptByDeath::new));

    private LeaseBugs() {}

    private static final class WithoutFence extends TokenKeepingSession {
        WithoutFence(JdbcStoreSession session, Map<JobId, Long> tokens) {
            super(session, tokens);
        }

        @Override
        public List<FinishResult> finish(List<Finish> finishes) {
            return session.finish(finishes.stream()
                    .map(each -> new Finish(each.id(), present(each.id(), each.fencingToken()), each.outcome()))
                    .toList());
        }
    }

    private static final class ReportWithoutFence extends TokenKeepingSession {
        ReportWithoutFence(JdbcStoreSession session, Map<JobId, Long> tokens) {
            super(session, tokens);
        }

        @Override
        public void report(List<Report> reports) {
            session.report(reports.stream()
                    .map(each -> new Report(
                            each.id(), present(each.id(), each.fencingToken()), each.progress(), each.lines()))
                    .toList());
        }
    }

    /** What has run for five seconds is taken for lost. */
    private static final class RescueByTime extends ForwardingSession {
        RescueByTime(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public Rescue rescue(Set<NodeId> knownDead, int limit) {
            Set<NodeId> dead = new HashSet<>(knownDead);
            Instant before = session.now().minusSeconds(5);
            for (QueuedJob job : PlantedBugs.all(session)) {
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

        SelectThenUpdate(JdbcStoreSession session, Map<String, Selected> selected) {
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

        ClaimByTheDead(JdbcStoreSession session) {
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

    private static final class ForgottenLeases extends ForwardingSession {
        ForgottenLeases(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public List<Lease> leases(NodeId node, String queue) {
            return List.of();
        }
    }

    private static final class RevivedNode extends ForwardingSession {
        private final Map<NodeId, NodeRegistration> registrations = new HashMap<>();

        RevivedNode(JdbcStoreSession session) {
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

    private static final class ForgottenDeath extends ForwardingSession {
        ForgottenDeath(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public List<ClaimedJob> claim(ClaimRequest request) {
            return session.claim(request).stream()
                    .map(job -> new ClaimedJob(
                            job.id(),
                            job.queue(),
                            job.kind(),
                            job.payload(),
                            job.priority(),
                            job.addedAt(),
                            job.runAt(),
                            job.failedAttempts(),
                            0,
                            job.context(),
                            job.fencingToken()))
                    .toList();
        }
    }

    /** What is to be dropped is taken for done. */
    private static final class KeptByDeath extends ForwardingSession {
        KeptByDeath(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public List<FinishResult> finish(List<Finish> finishes) {
            return session.finish(finishes.stream()
                    .map(each -> each.outcome() instanceof Outcome.Deleted ? kept(each) : each)
                    .toList());
        }

        private static Finish kept(Finish finish) {
            return new Finish(finish.id(), finish.fencingToken(), new Outcome.Completed());
        }
    }
}
