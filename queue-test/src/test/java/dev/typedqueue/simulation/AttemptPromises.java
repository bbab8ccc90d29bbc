package dev.typedqueue.simulation;

import dev.typedqueue.JobState;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.Outcome;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an attempt costs, and when there is none any more. */
final class AttemptPromises {

    static final List<Promise> ALL = List.of(
            Promise.ofCalls("only a failure costs an attempt", AttemptPromises::onlyAFailureCostsAnAttempt),
            Promise.ofCalls("only a rescue counts a death", AttemptPromises::onlyARescueCountsADeath),
            Promise.ofCalls("a cancelled job does not run again", AttemptPromises::aCancelledJobDoesNotRunAgain),
            new Promise(
                    "a job whose node died does not run again where its queue says so",
                    AttemptPromises::aDroppedJobDoesNotRun),
            Promise.ofCalls(
                    "a job whose node died is deleted where its queue says so", AttemptPromises::aDroppedJobIsDeleted));

    private AttemptPromises() {}

    private static void onlyAFailureCostsAnAttempt(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        call.changes().forEach((id, change) -> {
            if (change.before() == null || change.after() == null) {
                return;
            }
            int more = change.after().failedAttempts() - change.before().failedAttempts();
            long failures =
                    call.is("finish") ? failures(call, finish -> finish.id().equals(id)) : 0;
            boolean startsAnew = isRetryByAPerson(call) && change.after().failedAttempts() == 0;
            if (more != failures && !startsAnew) {
                broken.by(id, call.method() + " made its failed attempts " + more + " more, not " + failures);
            }
        });
    }

    private static long failures(Event.Called call, Predicate<Finish> of) {
        List<Finish> finishes = call.arguments(0, Finish.class);
        List<FinishResult> answers = call.answers(FinishResult.class);
        long failures = 0;
        for (int i = 0; i < finishes.size(); i++) {
            Outcome outcome = finishes.get(i).outcome();
            boolean fails = outcome instanceof Outcome.Failed || outcome instanceof Outcome.Retry;
            failures += fails && answers.get(i) == FinishResult.ACCEPTED && of.test(finishes.get(i)) ? 1 : 0;
        }
        return failures;
    }

    private static void onlyARescueCountsADeath(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        call.changes().forEach((id, change) -> {
            if (change.before() == null || change.after() == null) {
                return;
            }
            int more = change.after().nodeDeaths() - change.before().nodeDeaths();
            boolean startsAnew = isRetryByAPerson(call) && change.after().nodeDeaths() == 0;
            if (more != (call.is("rescue") ? 1 : 0) && !startsAnew) {
                broken.by(id, call.method() + " made its deaths " + more + " more");
            }
        });
    }

    /** Whether the claim is of a job that a node had when it died, of a queue that drops such jobs. */
    static boolean isDroppedByDeath(ClaimLedger.@Nullable Claim claim) {
        return claim != null && claim.deaths() > 0 && claim.queue().equals(SimulatedQueues.ERRANDS.name());
    }

    private static void aDroppedJobDoesNotRun(Moment moment, Ledger before, Promise.Broken broken) {
        if (moment.event() instanceof Event.Began began
                && isDroppedByDeath(before.claims().claim(began.fencingToken()))) {
            broken.by(began.id(), "it begins on " + began.node() + ", and its node had died");
        }
    }

    /** A node that stops hands it back, to be deleted by the next; a person may have cancelled it meanwhile. */
    private static void aDroppedJobIsDeleted(Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (!call.is("finish")) {
            return;
        }
        call.changes().forEach((id, change) -> {
            boolean isSettled = change.after() == null
                    || change.after().state() == JobState.READY
                    || change.after().state() == JobState.CANCELLED;
            if (!isSettled
                    && isDroppedByDeath(before.claims().claim(before.claims().token(id)))) {
                broken.by(id, "its node died, and it is " + change.after());
            }
        });
    }

    private static boolean isRetryByAPerson(Event.Called call) {
        return call.is("act") && call.arguments().get(1) instanceof JobAction.Retry;
    }

    private static void aCancelledJobDoesNotRunAgain(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (call.is("claim")) {
            for (ClaimedJob job : call.answers(ClaimedJob.class)) {
                if (before.isCancelled(job.id())) {
                    broken.by(job.id(), "it was claimed");
                }
            }
        }
        if (call.is("act") && call.arguments().get(1) instanceof JobAction.Cancel) {
            call.changes().forEach((id, change) -> {
                if (!call.answers(ActionResult.class).contains(ActionResult.DONE)) {
                    broken.by(id, "its cancellation was refused, and changed it");
                }
            });
        }
    }
}
