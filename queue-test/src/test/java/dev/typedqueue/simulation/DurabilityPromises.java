package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.Outcome;
import java.util.List;

/** What was added is there until it is done with. */
final class DurabilityPromises {

    static final List<Promise> ALL = List.of(
            new Promise("an acknowledged job is stored", DurabilityPromises::anAcknowledgedJobIsStored),
            Promise.ofCalls(
                    "a job goes by deletion or after its retention alone",
                    DurabilityPromises::aJobGoesByDeletionOrRetentionAlone),
            Promise.ofCalls("a completed job is never changed", DurabilityPromises::aCompletedJobIsNeverChanged),
            new Promise("a completed job does not run again", DurabilityPromises::aCompletedJobDoesNotRunAgain),
            new Promise("a call that fails changes nothing", DurabilityPromises::aCallThatFailsChangesNothing));

    private DurabilityPromises() {}

    private static void anAcknowledgedJobIsStored(Moment moment, Ledger before, Promise.Broken broken) {
        if (moment.event() instanceof Event.Acknowledged added && !before.wasEverStored(added.id())) {
            broken.by(added.id(), "it was acknowledged and never stored");
        }
    }

    private static void aJobGoesByDeletionOrRetentionAlone(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        call.changes().forEach((id, change) -> {
            if (change.after() == null && !mayRemove(call, id, before)) {
                broken.by(id, "it is gone after " + call.method());
            }
        });
    }

    private static boolean mayRemove(Event.Called call, JobId id, Ledger before) {
        return switch (call.method()) {
            case "purge" -> true;
            case "act" ->
                call.arguments(0, JobId.class).contains(id) && call.arguments().get(1) instanceof JobAction.Delete;
            case "finish" ->
                call.arguments(0, Finish.class).stream()
                        .anyMatch(each -> each.id().equals(id)
                                && each.outcome() instanceof Outcome.Deleted
                                && (before.claims().isToBeDeleted(each.fencingToken())
                                        || AttemptPromises.isDroppedByDeath(
                                                before.claims().claim(each.fencingToken()))));
            default -> false;
        };
    }

    private static void aCompletedJobIsNeverChanged(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        call.changes().forEach((id, change) -> {
            if (change.after() != null
                    && change.before() != null
                    && change.before().state() == JobState.COMPLETED) {
                broken.by(id, "it was completed and is " + change.after().state() + " after " + call.method());
            }
        });
    }

    private static void aCompletedJobDoesNotRunAgain(Moment moment, Ledger before, Promise.Broken broken) {
        if (!(moment.event() instanceof Event.Began began) || !before.isCompleted(began.id())) {
            return;
        }
        ClaimLedger.Claim claim = before.claims().claim(began.fencingToken());
        boolean isMisled = claim != null && before.nodes().isMisled(claim.node()); // as docs/guarantees.md says
        if (!isMisled) {
            broken.by(began.id(), "it begins on " + began.node());
        }
    }

    private static void aCallThatFailsChangesNothing(Moment moment, Ledger before, Promise.Broken broken) {
        if (moment.event() instanceof Event.Refused refused) {
            refused.changes().keySet().forEach(id -> broken.by(id, refused.method() + " failed, and changed it"));
        }
    }
}
