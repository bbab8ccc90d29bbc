package com.acme;

import javax.annotation.processing.Generated;

/**
 * The payload of the job {@link Old#send}.
 *
 * @param text the text
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
public record SendPayload(String text) {}
