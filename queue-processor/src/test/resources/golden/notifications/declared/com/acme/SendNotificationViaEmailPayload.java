package com.acme;

/**
 * Which notification is to be sent.
 *
 * @param notificationId its id
 */
public record SendNotificationViaEmailPayload(long notificationId) {}
