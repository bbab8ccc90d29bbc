package com.acme;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.annotation.Ordered;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.spi.QueueProvider;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * Adds jobs to the queue {@link Accounts}.
 *
 * <p>The static methods use the default runtime: the one that was started first.
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
final class AccountsQueue {

    /** The job {@link Accounts#transfer}. */
    public static final JobDefinition<TransferPayload> TRANSFER =
            JobDefinition.named("transfer", new PayloadType<TransferPayload>() {})
                    .limit(new Limit.Order("order", Ordered.OnFailure.STOP), payload -> List.of(payload.account()))
                    .limit(new Limit.Concurrency("concurrency", 100))
                    .limit(
                            new Limit.Concurrency("transfer.concurrency", 2),
                            payload -> List.of(payload.bank(), payload.country()))
                    .build();

    /** The job {@link Accounts#sendStatement}. */
    public static final JobDefinition<SendStatementPayload> SEND_STATEMENT =
            JobDefinition.named("send_statement", new PayloadType<SendStatementPayload>() {})
                    .limit(new Limit.Order("order", Ordered.OnFailure.STOP), payload -> List.of(payload.account()))
                    .limit(new Limit.Concurrency("concurrency", 100))
                    .limit(new Limit.Order("send_statement.order", Ordered.OnFailure.WAIT))
                    .limit(
                            new Limit.Rate("send_statement.rate", 30, Duration.ofMinutes(1), 5),
                            payload -> List.of(payload.account()))
                    .build();

    /** The job {@link Accounts#close}. */
    public static final JobDefinition<ClosePayload> CLOSE =
            JobDefinition.named("close", new PayloadType<ClosePayload>() {})
                    .limit(new Limit.Order("order", Ordered.OnFailure.STOP), payload -> List.of(payload.account()))
                    .limit(new Limit.Concurrency("concurrency", 100))
                    .limit(new Limit.Rate("close.rate", 10, Duration.ofSeconds(1), 10))
                    .build();

    /** What {@link Accounts} declares. */
    public static final QueueDefinition DEFINITION =
            QueueDefinition.named("accounts", "com.acme.Accounts")
                    .job(TRANSFER)
                    .job(SEND_STATEMENT)
                    .job(CLOSE)
                    .build();

    private AccountsQueue() {}

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Accounts#transfer
     */
    public static AddResult add(TransferPayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Accounts#transfer
     */
    public static AddResult add(TransferPayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Accounts#transfer
     */
    public static AddResult add(TransferPayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(TRANSFER, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Accounts#transfer
     */
    public static List<AddResult> addAllTransfer(Collection<TransferPayload> payloads) {
        return addAllTransfer(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Accounts#transfer
     */
    public static List<AddResult> addAllTransfer(Collection<TransferPayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(TRANSFER, payloads, options);
    }

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Accounts#sendStatement
     */
    public static AddResult add(SendStatementPayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Accounts#sendStatement
     */
    public static AddResult add(SendStatementPayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Accounts#sendStatement
     */
    public static AddResult add(SendStatementPayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(SEND_STATEMENT, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Accounts#sendStatement
     */
    public static List<AddResult> addAllSendStatement(Collection<SendStatementPayload> payloads) {
        return addAllSendStatement(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Accounts#sendStatement
     */
    public static List<AddResult> addAllSendStatement(Collection<SendStatementPayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(SEND_STATEMENT, payloads, options);
    }

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Accounts#close
     */
    public static AddResult add(ClosePayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Accounts#close
     */
    public static AddResult add(ClosePayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Accounts#close
     */
    public static AddResult add(ClosePayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(CLOSE, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Accounts#close
     */
    public static List<AddResult> addAllClose(Collection<ClosePayload> payloads) {
        return addAllClose(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Accounts#close
     */
    public static List<AddResult> addAllClose(Collection<ClosePayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(CLOSE, payloads, options);
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
    public static QueueHandlers with(Accounts handlers) {
        return QueueHandlers.of(DEFINITION)
                .handle(
                        TRANSFER,
                        (payload, job) -> handlers.transfer(
                                payload.account(), payload.bank(), payload.country(), payload.cents()))
                .handle(SEND_STATEMENT, (payload, job) -> handlers.sendStatement(payload.account()))
                .handle(CLOSE, (payload, job) -> handlers.close(payload.account()))
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

        /** See {@link AccountsQueue#add(TransferPayload)}. */
        public AddResult add(TransferPayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link AccountsQueue#add(TransferPayload, Instant)}. */
        public AddResult add(TransferPayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link AccountsQueue#add(TransferPayload, AddOptions)}. */
        public AddResult add(TransferPayload payload, AddOptions options) {
            return client.add(TRANSFER, payload, options);
        }

        /** See {@link AccountsQueue#addAllTransfer(Collection)}. */
        public List<AddResult> addAllTransfer(Collection<TransferPayload> payloads) {
            return addAllTransfer(payloads, AddOptions.now());
        }

        /** See {@link AccountsQueue#addAllTransfer(Collection, AddOptions)}. */
        public List<AddResult> addAllTransfer(Collection<TransferPayload> payloads, AddOptions options) {
            return client.addAll(TRANSFER, payloads, options);
        }

        /** See {@link AccountsQueue#add(SendStatementPayload)}. */
        public AddResult add(SendStatementPayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link AccountsQueue#add(SendStatementPayload, Instant)}. */
        public AddResult add(SendStatementPayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link AccountsQueue#add(SendStatementPayload, AddOptions)}. */
        public AddResult add(SendStatementPayload payload, AddOptions options) {
            return client.add(SEND_STATEMENT, payload, options);
        }

        /** See {@link AccountsQueue#addAllSendStatement(Collection)}. */
        public List<AddResult> addAllSendStatement(Collection<SendStatementPayload> payloads) {
            return addAllSendStatement(payloads, AddOptions.now());
        }

        /** See {@link AccountsQueue#addAllSendStatement(Collection, AddOptions)}. */
        public List<AddResult> addAllSendStatement(Collection<SendStatementPayload> payloads, AddOptions options) {
            return client.addAll(SEND_STATEMENT, payloads, options);
        }

        /** See {@link AccountsQueue#add(ClosePayload)}. */
        public AddResult add(ClosePayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link AccountsQueue#add(ClosePayload, Instant)}. */
        public AddResult add(ClosePayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link AccountsQueue#add(ClosePayload, AddOptions)}. */
        public AddResult add(ClosePayload payload, AddOptions options) {
            return client.add(CLOSE, payload, options);
        }

        /** See {@link AccountsQueue#addAllClose(Collection)}. */
        public List<AddResult> addAllClose(Collection<ClosePayload> payloads) {
            return addAllClose(payloads, AddOptions.now());
        }

        /** See {@link AccountsQueue#addAllClose(Collection, AddOptions)}. */
        public List<AddResult> addAllClose(Collection<ClosePayload> payloads, AddOptions options) {
            return client.addAll(CLOSE, payloads, options);
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
