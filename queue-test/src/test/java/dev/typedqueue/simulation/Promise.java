package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold in every history.
 *
 * @param words the promise, as docs/guarantees.md makes it
 * @param check looks whether an event breaks it
 */
record Promise(String words, Check check) {

    /** Is told how a promise was broken. */
    @FunctionalInterface
    interface Broken {
        void by(@Nullable JobId job, String how);
    }

    /** Looks at an event, and at all that was before it. */
    @FunctionalInterface
    interface Check {
        void look(Moment moment, Ledger before, Broken broken);
    }

    /** Looks at what the store has done. */
    @FunctionalInterface
    interface CheckOfCall {
        void look(Event.Called call, Moment moment, Ledger before, Broken broken);
    }

    /** A promise that only a call of the store can break. */
    static Promise ofCalls(String words, CheckOfCall check) {
        return new Promise(words, (moment, before, broken) -> {
            if (moment.event() instanceof Event.Called call) {
                check.look(call, moment, before, broken);
            }
        });
    }

    /** All promises. */
    static List<Promise> all() {
        List<Promise> all = new ArrayList<>();
        all.addAll(TransactionPromises.ALL);
        all.addAll(DurabilityPromises.ALL);
        all.addAll(LeasePromises.ALL);
        all.addAll(AttemptPromises.ALL);
        all.addAll(RulePromises.ALL);
        all.addAll(OperatingPromises.ALL);
        all.addAll(UpkeepPromises.ALL);
        return List.copyOf(all);
    }
}
