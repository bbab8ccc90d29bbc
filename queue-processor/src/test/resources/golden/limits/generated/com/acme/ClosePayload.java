package com.acme;

import javax.annotation.processing.Generated;

/**
 * The payload of the job {@link Accounts#close}.
 *
 * @param account the account
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
record ClosePayload(String account) {}
