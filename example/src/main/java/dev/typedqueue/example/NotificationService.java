package dev.typedqueue.example;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Creates notifications, each together with the job that sends it by email. Safe for use by several threads. */
final class NotificationService {

    private final Database database;
    private final NotificationRepository notifications;
    private final InstantSource clock;

    NotificationService(Database database, NotificationRepository notifications, InstantSource clock) {
        this.database = database;
        this.notifications = notifications;
        this.clock = clock;
    }

    /**
     * Stores a notification and queues its email, in one transaction: there is never one without the other. When this
     * returns, both have been written to disk.
     */
    Notification create(NewNotification request) {
        Notification notification = Notification.create(request.user(), request.message(), clock.instant());
        database.change(connection -> {
            notifications.insert(connection, notification);
            NotificationsQueue.in(connection).add(new SendNotificationViaEmailPayload(notification.id()));
        });
        return notification;
    }

    /** The notification with that id, if there is one. */
    Optional<Notification> find(UUID id) {
        return database.read(connection -> notifications.find(connection, id));
    }
}
