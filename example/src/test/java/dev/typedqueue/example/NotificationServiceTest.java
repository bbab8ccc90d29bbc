package dev.typedqueue.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationServiceTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private QueuedWork work;

    @BeforeEach
    void start(@TempDir Path directory) {
        work = new QueuedWork(directory.resolve("notifications.db"), NOON);
    }

    @AfterEach
    void stop() {
        work.close();
    }

    @Test
    void aNotificationIsStoredTogetherWithItsJob() {
        Notification notification = work.service.create(new NewNotification(new UserId("ada"), "Tea is ready"));

        assertThat(work.service.find(notification.id())).contains(notification);
        assertThat(work.readyJobs()).isEqualTo(1);
    }

    @Test
    void aFailureAfterTheJobWasAddedLeavesNeitherNotificationNorJob() {
        Notification notification = Notification.create(new UserId("ada"), "Tea is ready", NOON);

        assertThatThrownBy(() -> work.database.change(connection -> {
                    work.notifications.insert(connection, notification);
                    NotificationsQueue.in(connection).add(new SendNotificationViaEmailPayload(notification.id()));
                    throw new IllegalStateException("the kettle is empty");
                }))
                .hasMessage("the kettle is empty");

        assertThat(work.service.find(notification.id())).isEmpty();
        assertThat(work.readyJobs()).isZero();
    }

    @Test
    void aNotificationHasAtMostOneJobThatWaits() {
        Notification notification = work.service.create(new NewNotification(new UserId("ada"), "Tea is ready"));

        NotificationsQueue.add(new SendNotificationViaEmailPayload(notification.id()));

        assertThat(work.readyJobs()).isEqualTo(1);
    }
}
