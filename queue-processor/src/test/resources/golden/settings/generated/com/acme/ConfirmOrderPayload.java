package com.acme;

import javax.annotation.processing.Generated;

/**
 * The payload of the job {@link Orders#confirmOrder}.
 *
 * @param order the order
 * @param line the line
 * @param text the text
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
record ConfirmOrderPayload(String order, int line, String text) {}
