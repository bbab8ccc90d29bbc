package dev.typedqueue.acceptance;

import dev.typedqueue.AddContext;
import dev.typedqueue.Admission;
import dev.typedqueue.JobContext;
import dev.typedqueue.RunDecision;
import dev.typedqueue.annotation.BeforeAdd;
import dev.typedqueue.annotation.BeforeRun;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** A queue with rules before jobs are added and before they run. */
@Queue
interface Orders {

    @Job
    void placeOrder(String article, int quantity);

    @BeforeAdd
    static Admission notTooMany(PlaceOrderPayload payload, AddContext add) {
        return payload.quantity() <= 100
                ? Admission.admit()
                : Admission.refuse(payload.quantity() + " are too many for " + add.queue() + "." + add.job());
    }

    @BeforeRun
    RunDecision whenInStock(PlaceOrderPayload payload, JobContext job);
}
