package com.acme;

import javax.annotation.processing.Generated;

/**
 * The payload of the job {@link Accounts#transfer}.
 *
 * @param account the account
 * @param bank the bank
 * @param country the country
 * @param cents the cents
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
record TransferPayload(String account, String bank, String country, long cents) {}
