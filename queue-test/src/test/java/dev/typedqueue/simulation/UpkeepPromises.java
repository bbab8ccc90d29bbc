package dev.typedqueue.simulation;

import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.JobKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What nodes do now and then. */
final class UpkeepPromises {

    private static final Set<String> OF_UPKEEP =
            Set.of("promoteDue", "purge", "park", "unpark", "rescue", "deregister", "finish", "act", "commit");

    static final List<Promise> ALL = List.of(
            Promise.ofCalls("retention takes finished jobs of age alone", UpkeepPromises::retentionTakesTheOldAlone),
            Promise.ofCalls("promotion takes jobs that are due alone", UpkeepPromises::promotionTakesTheDueAlone),
            Promise.ofCalls("what no live node knows is parked, and nothing else", UpkeepPromises::theUnknownIsParked),
            Promise.ofCalls(
                    "waiting jobs are changed by upkeep and by persons alone", UpkeepPromises::nothingElseMovesAJob));

    private UpkeepPromises() {}

    private static void retentionTakesTheOldAlone(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (!call.is("purge")) {
            return;
        }
        JobState state = call.argument(1, JobState.class);
        Duration age = call.argument(2, Duration.class);
        call.changes().forEach((id, change) -> {
            QueuedJob job = change.before();
            if (job == null || job.finishedAt() == null || job.state() != state || !state.isFinished()) {
                broken.by(id, "it is purged, and was " + (job == null ? "not there" : job.state()));
            } else if (job.finishedAt().plus(age).isAfter(moment.storeTime())) {
                broken.by(id, "it is purged, and finished at " + job.finishedAt());
            }
        });
    }

    private static void promotionTakesTheDueAlone(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (!call.is("promoteDue")) {
            return;
        }
        call.changes().forEach((id, change) -> {
            QueuedJob job = change.before();
            boolean waits = job != null
                    && (job.state() == JobState.SCHEDULED || job.state() == JobState.PARKED)
                    && !job.runAt().isAfter(moment.storeTime());
            boolean isBlocked = job != null && job.state() == JobState.BLOCKED;
            boolean isReady = change.after() != null
                    && (change.after().state() == JobState.READY
                            || change.after().state() == JobState.BLOCKED);
            if (!isReady || !(waits || isBlocked)) {
                broken.by(id, "it is promoted, and was " + job);
            }
        });
    }

    private static void theUnknownIsParked(Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (call.is("park") || call.is("unpark")) {
            List<JobKind> known = call.arguments(1, JobKind.class);
            call.changes().forEach((id, change) -> {
                QueuedJob job = change.before();
                boolean isKnown = job != null && known.contains(new JobKind(job.job(), job.version()));
                JobState from = call.is("park") ? JobState.READY : JobState.PARKED;
                if (job == null || job.state() != from || isKnown == call.is("park")) {
                    broken.by(id, call.method() + " has changed it, and it was " + job);
                }
            });
        }
    }

    private static void nothingElseMovesAJob(Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (OF_UPKEEP.contains(call.method())) {
            return;
        }
        boolean adds = call.is("insert") || call.is("saveSchedule");
        call.changes().forEach((id, change) -> {
            boolean isNew = change.before() == null;
            boolean isReplaced =
                    change.before() != null && !change.before().state().isFinished();
            boolean isClaimed = call.is("claim") && change.into(JobState.RUNNING);
            if (!(adds && (isNew || isReplaced)) && !isClaimed) {
                broken.by(id, call.method() + " has changed it from " + change.before() + " to " + change.after());
            }
        });
    }
}
