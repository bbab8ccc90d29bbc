package com.acme;

import javax.annotation.processing.Generated;

/** The payload of the job {@link Orders#countOrders}. */
@Generated("dev.typedqueue.processor.QueueProcessor")
record CountOrdersPayload() {}
