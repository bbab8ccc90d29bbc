package dev.typedqueue.example;

import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.example.DatabaseAddress.SqliteFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * The parts of the server without HTTP, at a fixed time, and with a queue that takes jobs and does not run them: what
 * was added can be counted.
 */
final class QueuedWork implements AutoCloseable {

    final EmbeddedMailServer mailServer = EmbeddedMailServer.start();
    final NotificationRepository notifications = new NotificationRepository();
    final Database database;
    final NotificationJobs jobs;
    final NotificationService service;
    private final QueueRuntime queues;

    QueuedWork(Path file, Instant now) {
        InstantSource clock = InstantSource.fixed(now);
        database = Database.open(new SqliteFile(file));
        jobs = new NotificationJobs(
                database,
                notifications,
                new EmailComposer(Settings.from(Map.of())),
                ExampleServer.mailer(mailServer.address()),
                clock);
        service = new NotificationService(database, notifications, clock);
        queues = QueueRuntime.builder()
                .store(database.jobs())
                .handle(NotificationsQueue.with(jobs))
                .paused(true)
                .start();
    }

    /** Stores a notification of a time, without a job. */
    Notification store(String user, String message, Instant createdAt) {
        Notification notification = Notification.create(new UserId(user), message, createdAt);
        database.change(connection -> notifications.insert(connection, notification));
        return notification;
    }

    /** How many jobs are ready to run. */
    long readyJobs() {
        return queues.queues().count(NotificationsQueue.DEFINITION, JobState.READY);
    }

    @Override
    public void close() {
        queues.close();
        database.close();
        mailServer.close();
    }
}
