package com.acme;

import javax.annotation.processing.Generated;

/**
 * The payload of the job {@link Payloads#job}.
 *
 * @param job the job
 * @param payload the payload
 * @param add the add
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
public record JobPayload(int job, String payload, boolean add) {}
