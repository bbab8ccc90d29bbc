package com.acme;

import dev.typedqueue.AddContext;
import dev.typedqueue.Admission;
import dev.typedqueue.JobContext;
import dev.typedqueue.annotation.BeforeAdd;
import dev.typedqueue.annotation.Cron;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retry;
import dev.typedqueue.annotation.Unique;
import java.time.LocalDate;

/** What users hear from us. */
@Queue(concurrency = 10)
public interface Notifications {

    /**
     * Sends a notification to its user's address.
     *
     * @param payload which notification
     * @param job the attempt
     * @throws Exception if the mail server refuses
     */
    @Job
    @Retry(maxAttempts = 8, firstDelay = "10s", maxDelay = "1h")
    @Unique(by = "notificationId")
    void sendNotificationViaEmail(SendNotificationViaEmailPayload payload, JobContext job) throws Exception;

    /**
     * Sends what happened on a day. See {@link #sendNotificationViaEmail} and {@link LocalDate}.
     *
     * @param user who receives it
     */
    @Job
    void sendDigest(UserId user, LocalDate day);

    @Job
    @Cron(value = "0 3 * * *", zone = "Europe/Berlin")
    void purgeOldNotifications();

    /**
     * Refuses emails to nobody.
     *
     * @param payload which notification
     * @param add how it is added
     * @return whether there is somebody
     */
    @BeforeAdd
    static Admission onlyToKnownUsers(SendNotificationViaEmailPayload payload, AddContext add) {
        return Admission.admit();
    }
}
