package dev.typedqueue.acceptance;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** The same queue, as the billing service declares it. */
@Queue(name = "invoices")
interface InvoicesOfBilling {

    @Job
    void sendInvoice(InvoicePayload payload);
}
