package dev.typedqueue.simulation;

import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import java.util.List;

/** What is done in a transaction is there with all that is done in it, or not at all. */
final class TransactionPromises {

    static final List<Promise> ALL = List.of(
            Promise.ofCalls(
                    "nothing of a transaction is there unless it commits",
                    TransactionPromises::nothingIsThereBeforeTheCommit),
            Promise.ofCalls(
                    "an effect is committed once, with the end of its job", TransactionPromises::anEffectIsThereOnce),
            Promise.ofCalls(
                    "a job that ends in a transaction has its effect", TransactionPromises::aCompletedJobHasItsEffect));

    private TransactionPromises() {}

    private static void nothingIsThereBeforeTheCommit(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (call.is("commit")) {
            return;
        }
        boolean isWithin = call.is("finishIn") || call.is("insertIn");
        call.changes().forEach((id, change) -> {
            if (isWithin || (change.before() == null && before.isUncommitted(id))) {
                broken.by(id, "it is changed by " + call.method() + ", and its transaction has not committed");
            }
        });
    }

    private static void anEffectIsThereOnce(Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (!call.is("commit") || !call.answers(FinishResult.class).contains(FinishResult.ACCEPTED)) {
            return;
        }
        for (Finish finish : call.arguments(0, Finish.class)) {
            Event.Change change = call.changes().get(finish.id());
            if (before.hasEffect(finish.id())) {
                broken.by(finish.id(), "its effect is committed a second time");
            }
            if (change == null || !change.into(JobState.COMPLETED)) {
                broken.by(finish.id(), "its effect is committed, and it has not completed");
            }
        }
    }

    private static void aCompletedJobHasItsEffect(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        call.changes().forEach((id, change) -> {
            QueuedJob job = change.after();
            if (job != null
                    && job.job().equals(SimulatedQueues.ENTER.name())
                    && change.into(JobState.COMPLETED)
                    && !call.is("commit")) {
                broken.by(id, call.method() + " has completed it, without what its handler wrote");
            }
        });
    }
}
