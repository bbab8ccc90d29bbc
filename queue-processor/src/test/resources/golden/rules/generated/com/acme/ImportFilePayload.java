package com.acme;

import javax.annotation.processing.Generated;

/**
 * The payload of the job {@link Imports#importFile}.
 *
 * @param path the path
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
record ImportFilePayload(String path) {}
