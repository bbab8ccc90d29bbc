package com.acme;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.definition.UniqueRule;
import dev.typedqueue.spi.QueueProvider;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * Adds jobs to the queue {@link Payloads}.
 *
 * <p>The static methods use the default runtime: the one that was started first.
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
public final class PayloadsQueue {

    /** The job {@link Payloads#generic}. */
    public static final JobDefinition<Envelope<List<com.acme.Client>>> GENERIC =
            JobDefinition.named("generic", new PayloadType<Envelope<List<com.acme.Client>>>() {}).build();

    /** The job {@link Payloads#ownName}. */
    public static final JobDefinition<com.acme.Client> OWN_NAME =
            JobDefinition.named("own_name", new PayloadType<com.acme.Client>() {}).build();

    /** The job {@link Payloads#many}. */
    public static final JobDefinition<ManyPayload> MANY =
            JobDefinition.named("many", new PayloadType<ManyPayload>() {})
                    .unique(UniqueRule.by(payload -> Arrays.asList(payload.client(), payload.nickname())))
                    .build();

    /** The job {@link Payloads#job}. */
    public static final JobDefinition<JobPayload> JOB =
            JobDefinition.named("job", new PayloadType<JobPayload>() {}).build();

    /** What {@link Payloads} declares. */
    public static final QueueDefinition DEFINITION =
            QueueDefinition.named("payloads", "com.acme.Payloads")
                    .job(GENERIC)
                    .job(OWN_NAME)
                    .job(MANY)
                    .job(JOB)
                    .build();

    private PayloadsQueue() {}

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Payloads#generic
     */
    public static AddResult add(Envelope<List<com.acme.Client>> payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Payloads#generic
     */
    public static AddResult add(Envelope<List<com.acme.Client>> payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Payloads#generic
     */
    public static AddResult add(Envelope<List<com.acme.Client>> payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(GENERIC, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Payloads#generic
     */
    public static List<AddResult> addAllGeneric(Collection<Envelope<List<com.acme.Client>>> payloads) {
        return addAllGeneric(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Payloads#generic
     */
    public static List<AddResult> addAllGeneric(
            Collection<Envelope<List<com.acme.Client>>> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(GENERIC, payloads, options);
    }

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Payloads#ownName
     */
    public static AddResult add(com.acme.Client payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Payloads#ownName
     */
    public static AddResult add(com.acme.Client payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Payloads#ownName
     */
    public static AddResult add(com.acme.Client payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(OWN_NAME, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Payloads#ownName
     */
    public static List<AddResult> addAllOwnName(Collection<com.acme.Client> payloads) {
        return addAllOwnName(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Payloads#ownName
     */
    public static List<AddResult> addAllOwnName(Collection<com.acme.Client> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(OWN_NAME, payloads, options);
    }

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Payloads#many
     */
    public static AddResult add(ManyPayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Payloads#many
     */
    public static AddResult add(ManyPayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Payloads#many
     */
    public static AddResult add(ManyPayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(MANY, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Payloads#many
     */
    public static List<AddResult> addAllMany(Collection<ManyPayload> payloads) {
        return addAllMany(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Payloads#many
     */
    public static List<AddResult> addAllMany(Collection<ManyPayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(MANY, payloads, options);
    }

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Payloads#job
     */
    public static AddResult add(JobPayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Payloads#job
     */
    public static AddResult add(JobPayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Payloads#job
     */
    public static AddResult add(JobPayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(JOB, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Payloads#job
     */
    public static List<AddResult> addAllJob(Collection<JobPayload> payloads) {
        return addAllJob(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Payloads#job
     */
    public static List<AddResult> addAllJob(Collection<JobPayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(JOB, payloads, options);
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
    public static QueueHandlers with(Payloads handlers) {
        return QueueHandlers.of(DEFINITION)
                .handle(GENERIC, (payload, job) -> handlers.generic(payload))
                .handle(OWN_NAME, (payload, job) -> handlers.ownName(payload))
                .handle(
                        MANY,
                        (payload, job) -> handlers.many(
                                payload.client(),
                                payload.nickname(),
                                payload.title(),
                                payload.counts(),
                                payload.days(),
                                payload.image(),
                                payload.matrix()))
                .handle(JOB, (payload, job) -> handlers.job(payload.job(), payload.payload(), payload.add()))
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

        /** See {@link PayloadsQueue#add(Envelope)}. */
        public AddResult add(Envelope<List<com.acme.Client>> payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link PayloadsQueue#add(Envelope, Instant)}. */
        public AddResult add(Envelope<List<com.acme.Client>> payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link PayloadsQueue#add(Envelope, AddOptions)}. */
        public AddResult add(Envelope<List<com.acme.Client>> payload, AddOptions options) {
            return client.add(GENERIC, payload, options);
        }

        /** See {@link PayloadsQueue#addAllGeneric(Collection)}. */
        public List<AddResult> addAllGeneric(Collection<Envelope<List<com.acme.Client>>> payloads) {
            return addAllGeneric(payloads, AddOptions.now());
        }

        /** See {@link PayloadsQueue#addAllGeneric(Collection, AddOptions)}. */
        public List<AddResult> addAllGeneric(Collection<Envelope<List<com.acme.Client>>> payloads, AddOptions options) {
            return client.addAll(GENERIC, payloads, options);
        }

        /** See {@link PayloadsQueue#add(com.acme.Client)}. */
        public AddResult add(com.acme.Client payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link PayloadsQueue#add(com.acme.Client, Instant)}. */
        public AddResult add(com.acme.Client payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link PayloadsQueue#add(com.acme.Client, AddOptions)}. */
        public AddResult add(com.acme.Client payload, AddOptions options) {
            return client.add(OWN_NAME, payload, options);
        }

        /** See {@link PayloadsQueue#addAllOwnName(Collection)}. */
        public List<AddResult> addAllOwnName(Collection<com.acme.Client> payloads) {
            return addAllOwnName(payloads, AddOptions.now());
        }

        /** See {@link PayloadsQueue#addAllOwnName(Collection, AddOptions)}. */
        public List<AddResult> addAllOwnName(Collection<com.acme.Client> payloads, AddOptions options) {
            return client.addAll(OWN_NAME, payloads, options);
        }

        /** See {@link PayloadsQueue#add(ManyPayload)}. */
        public AddResult add(ManyPayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link PayloadsQueue#add(ManyPayload, Instant)}. */
        public AddResult add(ManyPayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link PayloadsQueue#add(ManyPayload, AddOptions)}. */
        public AddResult add(ManyPayload payload, AddOptions options) {
            return client.add(MANY, payload, options);
        }

        /** See {@link PayloadsQueue#addAllMany(Collection)}. */
        public List<AddResult> addAllMany(Collection<ManyPayload> payloads) {
            return addAllMany(payloads, AddOptions.now());
        }

        /** See {@link PayloadsQueue#addAllMany(Collection, AddOptions)}. */
        public List<AddResult> addAllMany(Collection<ManyPayload> payloads, AddOptions options) {
            return client.addAll(MANY, payloads, options);
        }

        /** See {@link PayloadsQueue#add(JobPayload)}. */
        public AddResult add(JobPayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link PayloadsQueue#add(JobPayload, Instant)}. */
        public AddResult add(JobPayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link PayloadsQueue#add(JobPayload, AddOptions)}. */
        public AddResult add(JobPayload payload, AddOptions options) {
            return client.add(JOB, payload, options);
        }

        /** See {@link PayloadsQueue#addAllJob(Collection)}. */
        public List<AddResult> addAllJob(Collection<JobPayload> payloads) {
            return addAllJob(payloads, AddOptions.now());
        }

        /** See {@link PayloadsQueue#addAllJob(Collection, AddOptions)}. */
        public List<AddResult> addAllJob(Collection<JobPayload> payloads, AddOptions options) {
            return client.addAll(JOB, payloads, options);
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
