package com.acme;

import javax.annotation.processing.Generated;

/**
 * The payload of the job {@link Accounts#sendStatement}.
 *
 * @param account the account
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
record SendStatementPayload(String account) {}
