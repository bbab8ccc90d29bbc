package com.acme;

import javax.annotation.processing.Generated;

/**
 * The payload of the job {@link Orders#sendSMSNow}.
 *
 * @param number the number
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
record SendSMSNowPayload(String number) {}
