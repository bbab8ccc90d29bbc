package dev.typedqueue.simulation;

import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.Outcome;
import java.util.List;
import java.util.function.Predicate;

/** What an attempt costs, and when there is none any more. */
final class AttemptPromises {

    static final List<Promise> ALL = List.of(
            Promise.ofCalls("only a failure costs an attempt", AttemptPromises::onlyAFailureCostsAnAttempt),
            Promise.ofCalls("only a rescue counts a death", AttemptPromises::onlyARescueCountsADeath),
            Promise.ofCalls("a cancelled job does not run again", AttemptPromises::aCancelledJobDoesNotRunAgain));

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
