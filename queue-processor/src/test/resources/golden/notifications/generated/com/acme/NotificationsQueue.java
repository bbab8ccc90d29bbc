package com.acme;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.definition.Schedule;
import dev.typedqueue.definition.UniqueRule;
import dev.typedqueue.spi.QueueProvider;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * Adds jobs to the queue {@link Notifications}.
 *
 * <p>The static methods use the default runtime: the one that was started first.
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
public final class NotificationsQueue {

    /** The job {@link Notifications#sendNotificationViaEmail}. */
    public static final JobDefinition<SendNotificationViaEmailPayload> SEND_NOTIFICATION_VIA_EMAIL =
            JobDefinition.named("send_notification_via_email", new PayloadType<SendNotificationViaEmailPayload>() {})
                    .retry(RetryPolicy.upTo(8).withDelays(Duration.ofSeconds(10), Duration.ofHours(1)))
                    .unique(UniqueRule.by(payload -> List.of(payload.notificationId())))
                    .beforeAdd(Notifications::onlyToKnownUsers)
                    .build();

    /** The job {@link Notifications#sendDigest}. */
    public static final JobDefinition<SendDigestPayload> SEND_DIGEST =
            JobDefinition.named("send_digest", new PayloadType<SendDigestPayload>() {}).build();

    /** The job {@link Notifications#purgeOldNotifications}. */
    public static final JobDefinition<PurgeOldNotificationsPayload> PURGE_OLD_NOTIFICATIONS =
            JobDefinition.named("purge_old_notifications", new PayloadType<PurgeOldNotificationsPayload>() {})
                    .schedule(Schedule.cron("0 3 * * *", "Europe/Berlin"), PurgeOldNotificationsPayload::new)
                    .build();

    /** What {@link Notifications} declares. */
    public static final QueueDefinition DEFINITION =
            QueueDefinition.named("notifications", "com.acme.Notifications")
                    .concurrency(10)
                    .job(SEND_NOTIFICATION_VIA_EMAIL)
                    .job(SEND_DIGEST)
                    .job(PURGE_OLD_NOTIFICATIONS)
                    .build();

    private NotificationsQueue() {}

    /**
     * Sends a notification to its user's address.
     *
     * <p>Adds the job, to run as soon as possible.
     *
     * @param payload which notification
     * @return what became of the job
     * @see Notifications#sendNotificationViaEmail
     */
    public static AddResult add(SendNotificationViaEmailPayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Sends a notification to its user's address.
     *
     * <p>Adds the job, to run at the given time.
     *
     * @param payload which notification
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Notifications#sendNotificationViaEmail
     */
    public static AddResult add(SendNotificationViaEmailPayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Sends a notification to its user's address.
     *
     * <p>Adds the job as the options say.
     *
     * @param payload which notification
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Notifications#sendNotificationViaEmail
     */
    public static AddResult add(SendNotificationViaEmailPayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(SEND_NOTIFICATION_VIA_EMAIL, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Notifications#sendNotificationViaEmail
     */
    public static List<AddResult> addAllSendNotificationViaEmail(Collection<SendNotificationViaEmailPayload> payloads) {
        return addAllSendNotificationViaEmail(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Notifications#sendNotificationViaEmail
     */
    public static List<AddResult> addAllSendNotificationViaEmail(
            Collection<SendNotificationViaEmailPayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(SEND_NOTIFICATION_VIA_EMAIL, payloads, options);
    }

    /**
     * Sends what happened on a day. See {@link Notifications#sendNotificationViaEmail} and {@code LocalDate}.
     *
     * <p>Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Notifications#sendDigest
     */
    public static AddResult add(SendDigestPayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Sends what happened on a day. See {@link Notifications#sendNotificationViaEmail} and {@code LocalDate}.
     *
     * <p>Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Notifications#sendDigest
     */
    public static AddResult add(SendDigestPayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Sends what happened on a day. See {@link Notifications#sendNotificationViaEmail} and {@code LocalDate}.
     *
     * <p>Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Notifications#sendDigest
     */
    public static AddResult add(SendDigestPayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(SEND_DIGEST, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Notifications#sendDigest
     */
    public static List<AddResult> addAllSendDigest(Collection<SendDigestPayload> payloads) {
        return addAllSendDigest(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Notifications#sendDigest
     */
    public static List<AddResult> addAllSendDigest(Collection<SendDigestPayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(SEND_DIGEST, payloads, options);
    }

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Notifications#purgeOldNotifications
     */
    public static AddResult add(PurgeOldNotificationsPayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Notifications#purgeOldNotifications
     */
    public static AddResult add(PurgeOldNotificationsPayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Notifications#purgeOldNotifications
     */
    public static AddResult add(PurgeOldNotificationsPayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(PURGE_OLD_NOTIFICATIONS, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Notifications#purgeOldNotifications
     */
    public static List<AddResult> addAllPurgeOldNotifications(Collection<PurgeOldNotificationsPayload> payloads) {
        return addAllPurgeOldNotifications(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Notifications#purgeOldNotifications
     */
    public static List<AddResult> addAllPurgeOldNotifications(
            Collection<PurgeOldNotificationsPayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(PURGE_OLD_NOTIFICATIONS, payloads, options);
    }

    /**
     * Adds jobs through a runtime of the caller's choice.
     *
     * @param runtime the runtime
     * @return the same methods, on that runtime
     */
    public static Client on(QueueRuntime runtime) {
        return new Client(runtime.client(DEFINITION));
    }

    /**
     * Adds jobs within the caller's transaction: they exist if and only if it commits.
     *
     * @param connection a connection to the database that holds the jobs, in a transaction
     * @return the same methods, in that transaction
     */
    public static Client in(Connection connection) {
        return new Client(QueueClient.current(DEFINITION).in(connection));
    }

    /**
     * The queue together with the code that does its jobs, for a runtime to run.
     *
     * @param handlers does the jobs
     * @return the queue and its handlers
     */
    public static QueueHandlers with(Notifications handlers) {
        return QueueHandlers.of(DEFINITION)
                .handle(SEND_NOTIFICATION_VIA_EMAIL, handlers::sendNotificationViaEmail)
                .handle(SEND_DIGEST, (payload, job) -> handlers.sendDigest(payload.user(), payload.day()))
                .handle(PURGE_OLD_NOTIFICATIONS, (payload, job) -> handlers.purgeOldNotifications())
                .build();
    }

    /** Adds jobs on a given runtime or in a given transaction. */
    public static final class Client {

        private final QueueClient client;

        private Client(QueueClient client) {
            this.client = client;
        }

        /**
         * Adds jobs within the caller's transaction: they exist if and only if it commits.
         *
         * @param connection a connection to the database that holds the jobs, in a transaction
         * @return the same methods, in that transaction
         */
        public Client in(Connection connection) {
            return new Client(client.in(connection));
        }

        /** See {@link NotificationsQueue#add(SendNotificationViaEmailPayload)}. */
        public AddResult add(SendNotificationViaEmailPayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link NotificationsQueue#add(SendNotificationViaEmailPayload, Instant)}. */
        public AddResult add(SendNotificationViaEmailPayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link NotificationsQueue#add(SendNotificationViaEmailPayload, AddOptions)}. */
        public AddResult add(SendNotificationViaEmailPayload payload, AddOptions options) {
            return client.add(SEND_NOTIFICATION_VIA_EMAIL, payload, options);
        }

        /** See {@link NotificationsQueue#addAllSendNotificationViaEmail(Collection)}. */
        public List<AddResult> addAllSendNotificationViaEmail(Collection<SendNotificationViaEmailPayload> payloads) {
            return addAllSendNotificationViaEmail(payloads, AddOptions.now());
        }

        /** See {@link NotificationsQueue#addAllSendNotificationViaEmail(Collection, AddOptions)}. */
        public List<AddResult> addAllSendNotificationViaEmail(
                Collection<SendNotificationViaEmailPayload> payloads, AddOptions options) {
            return client.addAll(SEND_NOTIFICATION_VIA_EMAIL, payloads, options);
        }

        /** See {@link NotificationsQueue#add(SendDigestPayload)}. */
        public AddResult add(SendDigestPayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link NotificationsQueue#add(SendDigestPayload, Instant)}. */
        public AddResult add(SendDigestPayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link NotificationsQueue#add(SendDigestPayload, AddOptions)}. */
        public AddResult add(SendDigestPayload payload, AddOptions options) {
            return client.add(SEND_DIGEST, payload, options);
        }

        /** See {@link NotificationsQueue#addAllSendDigest(Collection)}. */
        public List<AddResult> addAllSendDigest(Collection<SendDigestPayload> payloads) {
            return addAllSendDigest(payloads, AddOptions.now());
        }

        /** See {@link NotificationsQueue#addAllSendDigest(Collection, AddOptions)}. */
        public List<AddResult> addAllSendDigest(Collection<SendDigestPayload> payloads, AddOptions options) {
            return client.addAll(SEND_DIGEST, payloads, options);
        }

        /** See {@link NotificationsQueue#add(PurgeOldNotificationsPayload)}. */
        public AddResult add(PurgeOldNotificationsPayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link NotificationsQueue#add(PurgeOldNotificationsPayload, Instant)}. */
        public AddResult add(PurgeOldNotificationsPayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link NotificationsQueue#add(PurgeOldNotificationsPayload, AddOptions)}. */
        public AddResult add(PurgeOldNotificationsPayload payload, AddOptions options) {
            return client.add(PURGE_OLD_NOTIFICATIONS, payload, options);
        }

        /** See {@link NotificationsQueue#addAllPurgeOldNotifications(Collection)}. */
        public List<AddResult> addAllPurgeOldNotifications(Collection<PurgeOldNotificationsPayload> payloads) {
            return addAllPurgeOldNotifications(payloads, AddOptions.now());
        }

        /** See {@link NotificationsQueue#addAllPurgeOldNotifications(Collection, AddOptions)}. */
        public List<AddResult> addAllPurgeOldNotifications(
                Collection<PurgeOldNotificationsPayload> payloads, AddOptions options) {
            return client.addAll(PURGE_OLD_NOTIFICATIONS, payloads, options);
        }
    }

    /** Makes the queue known to the runtime, which finds it as a service. */
    public static final class Registration implements QueueProvider {

        /** Called by the service loader. */
        public Registration() {}

        @Override
        public QueueDefinition queue() {
            return DEFINITION;
        }
    }
}
