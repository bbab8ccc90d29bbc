package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Heartbeat;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.Report;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who may run a job, and whose word counts. */
final class LeasePromises {

    static final List<Promise> ALL = List.of(
            Promise.ofCalls(
                    "a claim gives ready jobs alone, to a live node", LeasePromises::aClaimGivesReadyJobsToLiveNodes),
            Promise.ofCalls("each claim of a job has a greater fencing token", LeasePromises::theFencingTokenGrows),
            new Promise(
                    "no attempt begins while another holds a valid lease on a live node",
                    LeasePromises::noAttemptBeginsBesideAnother),
            new Promise(
                    "no attempt begins after the end of its node's lease",
                    LeasePromises::noAttemptBeginsAfterTheEndOfItsLease),
            new Promise(
                    "a handler is told to end before its node's lease does",
                    LeasePromises::aHandlerEndsBeforeItsLeaseDoes),
            Promise.ofCalls("a finish counts with the present fencing token alone", LeasePromises::aFinishIsFenced),
            Promise.ofCalls("a report counts with the present fencing token alone", LeasePromises::aReportIsFenced),
            Promise.ofCalls("a job is taken from a dead node alone", LeasePromises::aJobIsTakenFromTheDeadAlone),
            Promise.ofCalls("a node that was found dead does not come back", LeasePromises::aDeadNodeDoesNotComeBack));

    private LeasePromises() {}

    private static void aClaimGivesReadyJobsToLiveNodes(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (!call.is("claim")) {
            return;
        }
        ClaimRequest request = call.argument(0, ClaimRequest.class);
        for (ClaimedJob job : call.answers(ClaimedJob.class)) {
            QueuedJob stored = before.job(job.id());
            if (stored == null || stored.state() != JobState.READY) {
                broken.by(job.id(), "it was claimed and was " + (stored == null ? "gone" : stored.state()));
            }
            if (!before.nodes().isAlive(request.node(), moment.storeTime())) {
                broken.by(job.id(), "it was given to dead node " + request.node());
            }
            if (!request.kinds().contains(job.kind())) {
                broken.by(job.id(), "its kind " + job.kind() + " was not asked for");
            }
        }
    }

    private static void theFencingTokenGrows(Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (call.is("claim")) {
            for (ClaimedJob job : call.answers(ClaimedJob.class)) {
                if (job.fencingToken() <= before.claims().token(job.id())) {
                    broken.by(
                            job.id(),
                            "its token is " + job.fencingToken() + " after "
                                    + before.claims().token(job.id()));
                }
            }
        }
    }

    private static void noAttemptBeginsBesideAnother(Moment moment, Ledger before, Promise.Broken broken) {
        if (!(moment.event() instanceof Event.Began began)) {
            return;
        }
        if (before.claims().hasBegun(began.fencingToken())) {
            broken.by(began.id(), "the attempt of token " + began.fencingToken() + " begins a second time");
        }
        ClaimLedger.Claim claim = before.claims().claim(began.fencingToken());
        if (claim != null
                && (before.nodes().isMisled(claim.node()) || before.claims().wasDeleted(began.fencingToken()))) {
            return; // as docs/guarantees.md says
        }
        if (before.claims().isOfDeletedJob(began.fencingToken())) {
            return; // a person deleted that job: what an add that is repeated stores under its id is another
        }
        for (Event.Began other : before.claims().attempts()) {
            if (other.id().equals(began.id()) && before.isValid(other.fencingToken(), moment.storeTime())) {
                broken.by(began.id(), "it begins on " + began.node() + " and runs on " + other.node());
            }
        }
    }

    private static void noAttemptBeginsAfterTheEndOfItsLease(Moment moment, Ledger before, Promise.Broken broken) {
        if (moment.event() instanceof Event.Began began) {
            ClaimLedger.Claim claim = before.claims().claim(began.fencingToken());
            if (claim == null) {
                broken.by(began.id(), "it begins on " + began.node() + " and was never claimed");
            } else if (before.nodes().leaseEnd(claim.node()).compareTo(moment.elapsed()) <= 0) {
                broken.by(began.id(), "it begins, and the lease of " + began.node() + " has ended");
            }
        }
    }

    private static void aHandlerEndsBeforeItsLeaseDoes(Moment moment, Ledger before, Promise.Broken broken) {
        if (moment.event() instanceof Event.Ended ended
                && ended.heeds()
                && !before.nodes().wasPaused(ended.node())) {
            ClaimLedger.Claim claim = before.claims().claim(ended.fencingToken());
            if (claim != null && before.nodes().leaseEnd(claim.node()).compareTo(moment.elapsed()) <= 0) {
                broken.by(ended.id(), "its handler on " + ended.node() + " ends after the lease");
            }
        }
    }

    private static void aFinishIsFenced(Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (!call.is("finish") && !call.is("commit")) {
            return;
        }
        List<Finish> finishes = call.arguments(0, Finish.class);
        List<FinishResult> answers = call.answers(FinishResult.class);
        Set<Long> ended = new HashSet<>();
        Set<JobId> accepted = new HashSet<>();
        for (int i = 0; i < finishes.size(); i++) {
            Finish finish = finishes.get(i);
            boolean holds = before.holds(finish.id(), finish.fencingToken()) && ended.add(finish.fencingToken());
            boolean counts = answers.get(i) == FinishResult.ACCEPTED;
            if (counts && !holds) {
                broken.by(finish.id(), "token " + finish.fencingToken() + " is not its present one, and was accepted");
            } else if (holds && !counts) {
                broken.by(finish.id(), "token " + finish.fencingToken() + " is its present one, and was refused");
            }
            if (counts) {
                accepted.add(finish.id());
            }
        }
        call.changes().forEach((id, change) -> {
            if (!accepted.contains(id) && change.before() != null) {
                broken.by(id, "it was changed by a finish that was refused");
            }
        });
    }

    private static void aReportIsFenced(Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (!call.is("report")) {
            return;
        }
        List<Report> reports = call.arguments(0, Report.class);
        List<Boolean> counted = call.answers(Boolean.class);
        for (int i = 0; i < reports.size(); i++) {
            Report report = reports.get(i);
            boolean isAlone = reports.stream()
                            .filter(each -> each.id().equals(report.id()))
                            .count()
                    == 1;
            if (isAlone && counted.get(i) && !before.holds(report.id(), report.fencingToken())) {
                broken.by(report.id(), "a report of token " + report.fencingToken() + " was kept");
            }
        }
    }

    private static void aJobIsTakenFromTheDeadAlone(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        call.changes().forEach((id, change) -> {
            if (!change.outOf(JobState.RUNNING) || change.before() == null || change.after() == null) {
                return;
            }
            NodeId node = new NodeId(String.valueOf(change.before().node()));
            boolean allowed = switch (call.method()) {
                case "finish", "commit" -> true; // is another promise's
                case "deregister" -> node.equals(call.argument(0, NodeId.class));
                case "rescue" -> !before.nodes().isAlive(node, moment.storeTime());
                default -> false;
            };
            if (!allowed) {
                broken.by(id, "it ran on live node " + node + ", and was taken by " + call.method());
            }
        });
    }

    private static void aDeadNodeDoesNotComeBack(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (call.is("heartbeat")
                && call.answer(Heartbeat.class).alive()
                && !before.nodes().isRegistered(call.argument(0, NodeId.class))) {
            broken.by(null, "the heartbeat of " + call.argument(0, NodeId.class) + " was accepted");
        }
    }
}
