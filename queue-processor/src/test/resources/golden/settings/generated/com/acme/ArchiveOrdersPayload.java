package com.acme;

import javax.annotation.processing.Generated;

/** The payload of the job {@link Orders#archiveOrders}. */
@Generated("dev.typedqueue.processor.QueueProcessor")
record ArchiveOrdersPayload() {}
