package dev.typedqueue.acceptance;

import java.util.UUID;

record SendNotificationViaEmailPayload(UUID notificationId) {}
