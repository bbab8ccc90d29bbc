package dev.typedqueue.acceptance;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** A queue that the billing service runs, as the others declare it. */
@Queue(external = true, store = "billing")
interface Invoices {

    @Job
    void sendInvoice(InvoicePayload payload);
}
