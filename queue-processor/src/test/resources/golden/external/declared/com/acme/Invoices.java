package com.acme;

import dev.typedqueue.Admission;
import dev.typedqueue.annotation.BeforeAdd;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** Another service sends invoices. */
@Queue(external = true, store = "billing")
public interface Invoices {

    /**
     * Sends an invoice.
     *
     * @param number the invoice's number
     */
    @Job
    void sendInvoice(long number);

    /**
     * Refuses all.
     *
     * @return a refusal
     */
    @BeforeAdd
    static Admission notNow() {
        return Admission.refuse("closed");
    }
}
