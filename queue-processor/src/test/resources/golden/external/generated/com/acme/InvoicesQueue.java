package com.acme;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.spi.QueueProvider;
import java.sql.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * Adds jobs to the queue {@link Invoices}.
 *
 * <p>The static methods use the default runtime: the one that was started first.
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
public final class InvoicesQueue {

    /** The job {@link Invoices#sendInvoice}. */
    public static final JobDefinition<SendInvoicePayload> SEND_INVOICE =
            JobDefinition.named("send_invoice", new PayloadType<SendInvoicePayload>() {})
                    .beforeAdd((payload, add) -> Invoices.notNow())
                    .build();

    /** What {@link Invoices} declares. */
    public static final QueueDefinition DEFINITION =
            QueueDefinition.named("invoices", "com.acme.Invoices")
                    .external(true)
                    .store("billing")
                    .job(SEND_INVOICE)
                    .build();

    private InvoicesQueue() {}

    /**
     * Sends an invoice.
     *
     * <p>Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Invoices#sendInvoice
     */
    public static AddResult add(SendInvoicePayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Sends an invoice.
     *
     * <p>Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Invoices#sendInvoice
     */
    public static AddResult add(SendInvoicePayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Sends an invoice.
     *
     * <p>Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Invoices#sendInvoice
     */
    public static AddResult add(SendInvoicePayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(SEND_INVOICE, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Invoices#sendInvoice
     */
    public static List<AddResult> addAllSendInvoice(Collection<SendInvoicePayload> payloads) {
        return addAllSendInvoice(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Invoices#sendInvoice
     */
    public static List<AddResult> addAllSendInvoice(Collection<SendInvoicePayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(SEND_INVOICE, payloads, options);
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

        /** See {@link InvoicesQueue#add(SendInvoicePayload)}. */
        public AddResult add(SendInvoicePayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link InvoicesQueue#add(SendInvoicePayload, Instant)}. */
        public AddResult add(SendInvoicePayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link InvoicesQueue#add(SendInvoicePayload, AddOptions)}. */
        public AddResult add(SendInvoicePayload payload, AddOptions options) {
            return client.add(SEND_INVOICE, payload, options);
        }

        /** See {@link InvoicesQueue#addAllSendInvoice(Collection)}. */
        public List<AddResult> addAllSendInvoice(Collection<SendInvoicePayload> payloads) {
            return addAllSendInvoice(payloads, AddOptions.now());
        }

        /** See {@link InvoicesQueue#addAllSendInvoice(Collection, AddOptions)}. */
        public List<AddResult> addAllSendInvoice(Collection<SendInvoicePayload> payloads, AddOptions options) {
            return client.addAll(SEND_INVOICE, payloads, options);
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
