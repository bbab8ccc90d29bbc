package com.acme;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.spi.QueueProvider;
import java.sql.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * Adds jobs to the queue {@link Old}.
 *
 * <p>The static methods use the default runtime: the one that was started first.
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
@SuppressWarnings({"deprecation", "removal"})
public final class OldQueue {

    /** The job {@link Old#sendOldMail}. */
    public static final JobDefinition<Old.OldMail> SEND_OLD_MAIL =
            JobDefinition.named("send_old_mail", new PayloadType<Old.OldMail>() {}).build();

    /** The job {@link Old#send}. */
    public static final JobDefinition<SendPayload> SEND =
            JobDefinition.named("send", new PayloadType<SendPayload>() {}).build();

    /** The job {@link Old#resend}. */
    public static final JobDefinition<ResendPayload> RESEND =
            JobDefinition.named("resend", new PayloadType<ResendPayload>() {}).build();

    /** What {@link Old} declares. */
    public static final QueueDefinition DEFINITION =
            QueueDefinition.named("old", "com.acme.Old")
                    .job(SEND_OLD_MAIL)
                    .job(SEND)
                    .job(RESEND)
                    .build();

    private OldQueue() {}

    /**
     * Sends an old mail.
     *
     * <p>Adds the job, to run as soon as possible.
     *
     * @param payload the mail
     * @return what became of the job
     * @see Old#sendOldMail
     * @deprecated send a new one
     */
    @Deprecated(since = "2.0", forRemoval = true)
    public static AddResult add(Old.OldMail payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Sends an old mail.
     *
     * <p>Adds the job, to run at the given time.
     *
     * @param payload the mail
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Old#sendOldMail
     * @deprecated send a new one
     */
    @Deprecated(since = "2.0", forRemoval = true)
    public static AddResult add(Old.OldMail payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Sends an old mail.
     *
     * <p>Adds the job as the options say.
     *
     * @param payload the mail
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Old#sendOldMail
     * @deprecated send a new one
     */
    @Deprecated(since = "2.0", forRemoval = true)
    public static AddResult add(Old.OldMail payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(SEND_OLD_MAIL, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Old#sendOldMail
     * @deprecated send a new one
     */
    @Deprecated(since = "2.0", forRemoval = true)
    public static List<AddResult> addAllSendOldMail(Collection<Old.OldMail> payloads) {
        return addAllSendOldMail(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Old#sendOldMail
     * @deprecated send a new one
     */
    @Deprecated(since = "2.0", forRemoval = true)
    public static List<AddResult> addAllSendOldMail(Collection<Old.OldMail> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(SEND_OLD_MAIL, payloads, options);
    }

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Old#send
     */
    public static AddResult add(SendPayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Old#send
     */
    public static AddResult add(SendPayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Old#send
     */
    public static AddResult add(SendPayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(SEND, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Old#send
     */
    public static List<AddResult> addAllSend(Collection<SendPayload> payloads) {
        return addAllSend(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Old#send
     */
    public static List<AddResult> addAllSend(Collection<SendPayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(SEND, payloads, options);
    }

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Old#resend
     */
    public static AddResult add(ResendPayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Old#resend
     */
    public static AddResult add(ResendPayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Old#resend
     */
    public static AddResult add(ResendPayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(RESEND, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Old#resend
     */
    public static List<AddResult> addAllResend(Collection<ResendPayload> payloads) {
        return addAllResend(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Old#resend
     */
    public static List<AddResult> addAllResend(Collection<ResendPayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(RESEND, payloads, options);
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
    public static QueueHandlers with(Old handlers) {
        return QueueHandlers.of(DEFINITION)
                .handle(SEND_OLD_MAIL, (payload, job) -> handlers.sendOldMail(payload))
                .handle(SEND, (payload, job) -> handlers.send(payload.text()))
                .handle(RESEND, (payload, job) -> handlers.resend(payload.mail(), payload.times()))
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

        /** See {@link OldQueue#add(Old.OldMail)}. */
        @Deprecated(since = "2.0", forRemoval = true)
        public AddResult add(Old.OldMail payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link OldQueue#add(Old.OldMail, Instant)}. */
        @Deprecated(since = "2.0", forRemoval = true)
        public AddResult add(Old.OldMail payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link OldQueue#add(Old.OldMail, AddOptions)}. */
        @Deprecated(since = "2.0", forRemoval = true)
        public AddResult add(Old.OldMail payload, AddOptions options) {
            return client.add(SEND_OLD_MAIL, payload, options);
        }

        /** See {@link OldQueue#addAllSendOldMail(Collection)}. */
        @Deprecated(since = "2.0", forRemoval = true)
        public List<AddResult> addAllSendOldMail(Collection<Old.OldMail> payloads) {
            return addAllSendOldMail(payloads, AddOptions.now());
        }

        /** See {@link OldQueue#addAllSendOldMail(Collection, AddOptions)}. */
        @Deprecated(since = "2.0", forRemoval = true)
        public List<AddResult> addAllSendOldMail(Collection<Old.OldMail> payloads, AddOptions options) {
            return client.addAll(SEND_OLD_MAIL, payloads, options);
        }

        /** See {@link OldQueue#add(SendPayload)}. */
        public AddResult add(SendPayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link OldQueue#add(SendPayload, Instant)}. */
        public AddResult add(SendPayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link OldQueue#add(SendPayload, AddOptions)}. */
        public AddResult add(SendPayload payload, AddOptions options) {
            return client.add(SEND, payload, options);
        }

        /** See {@link OldQueue#addAllSend(Collection)}. */
        public List<AddResult> addAllSend(Collection<SendPayload> payloads) {
            return addAllSend(payloads, AddOptions.now());
        }

        /** See {@link OldQueue#addAllSend(Collection, AddOptions)}. */
        public List<AddResult> addAllSend(Collection<SendPayload> payloads, AddOptions options) {
            return client.addAll(SEND, payloads, options);
        }

        /** See {@link OldQueue#add(ResendPayload)}. */
        public AddResult add(ResendPayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link OldQueue#add(ResendPayload, Instant)}. */
        public AddResult add(ResendPayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link OldQueue#add(ResendPayload, AddOptions)}. */
        public AddResult add(ResendPayload payload, AddOptions options) {
            return client.add(RESEND, payload, options);
        }

        /** See {@link OldQueue#addAllResend(Collection)}. */
        public List<AddResult> addAllResend(Collection<ResendPayload> payloads) {
            return addAllResend(payloads, AddOptions.now());
        }

        /** See {@link OldQueue#addAllResend(Collection, AddOptions)}. */
        public List<AddResult> addAllResend(Collection<ResendPayload> payloads, AddOptions options) {
            return client.addAll(RESEND, payloads, options);
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
