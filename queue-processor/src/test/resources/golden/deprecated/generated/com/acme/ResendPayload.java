package com.acme;

import javax.annotation.processing.Generated;

/**
 * The payload of the job {@link Old#resend}.
 *
 * @param mail the mail
 * @param times the times
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
@SuppressWarnings({"deprecation", "removal"})
public record ResendPayload(Old.OldMail mail, int times) {}
