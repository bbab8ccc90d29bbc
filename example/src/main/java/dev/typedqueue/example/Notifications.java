package dev.typedqueue.example;

import dev.typedqueue.JobContext;
import dev.typedqueue.annotation.Cron;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.OnExhausted;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retry;
import dev.typedqueue.annotation.Unique;
import java.time.LocalDate;
import org.simplejavamail.mailer.MailValidationException;

/**
 * The queue. From this interface the compiler makes {@code NotificationsQueue}, with an {@code add} for each job;
 * {@code NotificationJobs} implements it and does the work.
 */
@Queue(concurrency = 10)
public interface Notifications {

    /**
     * Sends one notification by email. At most one such job waits or runs for each notification. An email that is not
     * valid is given up at once, since it would not be valid an hour later.
     */
    @Job
    @Retry(maxAttempts = 8, firstDelay = "10s", maxDelay = "1h", stopOn = MailValidationException.class)
    @Unique(by = "notificationId")
    void sendNotificationViaEmail(SendNotificationViaEmailPayload payload, JobContext job) throws Exception;

    /** Sends a user one email with all notifications of a day; once only, however often it is added. */
    @Job
    @Unique(within = "2d")
    void sendDigest(UserId user, LocalDate day);

    /** Adds a digest of the day before for each user who was notified on it. */
    @Job
    @Cron(value = "0 7 * * *", zone = "Europe/Berlin")
    void addDigests();

    /** Deletes notifications that nobody will look for any more. */
    @Job
    @Cron(value = "0 3 * * *", zone = "Europe/Berlin")
    void purgeOldNotifications();

    /** Keeps with the notification why its email could not be sent. */
    @OnExhausted
    void recordEmailError(SendNotificationViaEmailPayload payload, Throwable cause);
}
