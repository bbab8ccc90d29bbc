package dev.typedqueue.examples;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** A queue that another service runs. */
// snippet: declaration
@Queue(external = true)
interface Billing {

    @Job
    void writeInvoice(String order);
}
// end
