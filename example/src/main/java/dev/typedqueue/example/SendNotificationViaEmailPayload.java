package dev.typedqueue.example;

import java.util.UUID;

/**
 * What is stored with the job that sends one notification by email: no more than the notification's id, so that the
 * email says what the database says when it is sent.
 *
 * @param notificationId the notification
 */
public record SendNotificationViaEmailPayload(UUID notificationId) {}
