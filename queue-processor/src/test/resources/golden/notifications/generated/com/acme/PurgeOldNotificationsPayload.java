package com.acme;

import javax.annotation.processing.Generated;

/** The payload of the job {@link Notifications#purgeOldNotifications}. */
@Generated("dev.typedqueue.processor.QueueProcessor")
public record PurgeOldNotificationsPayload() {}
