package com.acme;

import java.time.LocalDate;
import javax.annotation.processing.Generated;

/**
 * The payload of the job {@link Notifications#sendDigest}.
 *
 * @param user who receives it
 * @param day the day
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
public record SendDigestPayload(UserId user, LocalDate day) {}
