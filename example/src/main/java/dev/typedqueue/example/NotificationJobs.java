package dev.typedqueue.example;

import dev.typedqueue.JobContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.simplejavamail.api.mailer.Mailer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handlers of the queue's jobs.
 *
 * <p>Jobs run at least once: a handler whose process dies runs again from its beginning. What a handler writes to the
 * database can be committed together with the end of its job, and so happens once. An email cannot: one that was handed
 * to the mail server just before the process died is sent again, with the same {@code Message-ID}.
 */
final class NotificationJobs implements Notifications {

    private static final Logger log = LoggerFactory.getLogger(NotificationJobs.class);

    /** Where a user's day begins and ends. */
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static final Duration KEPT_FOR = Duration.ofDays(90);

    private final Database database;
    private final NotificationRepository notifications;
    private final EmailComposer emails;
    private final Mailer mailer;
    private final InstantSource clock;

    NotificationJobs(
            Database database,
            NotificationRepository notifications,
            EmailComposer emails,
            Mailer mailer,
            InstantSource clock) {
        this.database = database;
        this.notifications = notifications;
        this.emails = emails;
        this.mailer = mailer;
        this.clock = clock;
    }

    @Override
    public void sendNotificationViaEmail(SendNotificationViaEmailPayload payload, JobContext job) {
        Optional<Notification> found = database.read(c -> notifications.find(c, payload.notificationId()));
        if (found.isEmpty()) {
            log.info("Notification {} was deleted before it was sent", payload.notificationId());
            return;
        }
        Notification notification = found.get();
        mailer.sendMail(emails.notification(notification)).join();
        database.change(connection -> {
            notifications.markEmailed(connection, notification.id(), clock.instant());
            job.completeIn(connection);
        });
        log.info("Sent to {} on attempt {}", notification.user(), job.attempt());
    }

    @Override
    public void recordEmailError(SendNotificationViaEmailPayload payload, Throwable cause) {
        database.change(connection -> notifications.markUndelivered(
                connection, payload.notificationId(), String.valueOf(cause.getMessage())));
    }

    @Override
    public void sendDigest(UserId user, LocalDate day) {
        List<Notification> ofTheDay =
                database.read(c -> notifications.findByUser(c, user, startOf(day), startOf(day.plusDays(1))));
        if (ofTheDay.isEmpty()) {
            log.info("Nothing to tell {} about {}", user, day);
            return;
        }
        mailer.sendMail(emails.digest(user, day, ofTheDay)).join();
        log.info("Sent {} a digest of {}: {} notifications", user, day, ofTheDay.size());
    }

    @Override
    public void addDigests() {
        LocalDate yesterday = dayOf(clock.instant()).minusDays(1);
        List<UserId> users =
                database.read(c -> notifications.findUsers(c, startOf(yesterday), startOf(yesterday.plusDays(1))));
        NotificationsQueue.addAllSendDigest(users.stream()
                .map(user -> new SendDigestPayload(user, yesterday))
                .toList());
        log.info("Added digests of {} for {} users", yesterday, users.size());
    }

    @Override
    public void purgeOldNotifications() {
        Instant limit = clock.instant().minus(KEPT_FOR);
        int deleted = database.changeAndGet(connection -> notifications.deleteBefore(connection, limit));
        log.info("Deleted {} notifications from before {}", deleted, limit);
    }

    /** The day of which a user says that something happened on it. */
    static LocalDate dayOf(Instant time) {
        return LocalDate.ofInstant(time, ZONE);
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }
}
