package com.acme;

import javax.annotation.processing.Generated;

/**
 * The payload of the job {@link Invoices#sendInvoice}.
 *
 * @param number the invoice's number
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
public record SendInvoicePayload(long number) {}
