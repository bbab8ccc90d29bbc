package com.acme;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.annotation.CrashPolicy;
import dev.typedqueue.annotation.MissedRuns;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.definition.RetentionPolicy;
import dev.typedqueue.definition.RetryDelays;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.definition.Schedule;
import dev.typedqueue.definition.UniqueRule;
import dev.typedqueue.spi.QueueProvider;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.annotation.processing.Generated;

/**
 * Adds jobs to the queue {@link Orders}.
 *
 * <p>The static methods use the default runtime: the one that was started first.
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
final class OrdersQueue {

    /** The job {@link Orders#confirmOrder}. */
    public static final JobDefinition<ConfirmOrderPayload> CONFIRM_ORDER =
            JobDefinition.named("confirm", new PayloadType<ConfirmOrderPayload>() {})
                    .formerNames("confirm_order", "order.confirmation")
                    .version(3, 1, 2)
                    .retry(RetryPolicy.upTo(3))
                    .priority(-5)
                    .timeout(Duration.ofMinutes(10))
                    .unique(UniqueRule.by((ConfirmOrderPayload payload) -> List.of(payload.order(), payload.line()))
                            .until(Unique.Until.STARTED)
                            .within(Duration.ofHours(36))
                            .debounce(Duration.ofSeconds(5))
                            .maxWait(Duration.ofHours(2)))
                    .build();

    /** The job {@link Orders#sendSMSNow}. */
    public static final JobDefinition<SendSMSNowPayload> SEND_SMS_NOW =
            JobDefinition.named("send_sms_now", new PayloadType<SendSMSNowPayload>() {})
                    .retry(RetryPolicy.DEFAULT
                            .withDelays(Duration.ofMillis(500), Duration.ofHours(1))
                            .withGrowth(1.5, 0.2)
                            .withStopOn(List.of(IllegalArgumentException.class, UnsupportedOperationException.class))
                            .withRequeueOn(Duration.ofSeconds(30), List.of(IllegalStateException.class))
                            .withDelaysOn(
                                    List.of(IOException.class),
                                    RetryDelays.of(List.of(Duration.ofMinutes(1), Duration.ofMinutes(5))))
                            .withDelaysOn(
                                    List.of(TimeoutException.class),
                                    RetryDelays.growing(Duration.ofMillis(100), Duration.ofHours(1))))
                    .backoff((failedAttempts, cause) -> Orders.moreAndMore(failedAttempts))
                    .priority(100)
                    .timeout(Duration.ofMillis(1500))
                    .tags("sms", "to \"now\"")
                    .unique(UniqueRule.by(payload -> List.of(payload.number())))
                    .build();

    /** The job {@link Orders#countOrders}. */
    public static final JobDefinition<CountOrdersPayload> COUNT_ORDERS =
            JobDefinition.named("count_orders", new PayloadType<CountOrdersPayload>() {})
                    .retry(RetryPolicy.upTo(4)
                            .withDelays(List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1))))
                    .priority(-5)
                    .timeout(Duration.ofMinutes(10))
                    .schedule(
                            Schedule.every(Duration.ofMinutes(15))
                                    .withMissed(MissedRuns.ALL, 4)
                                    .withJitter(Duration.ofSeconds(30)),
                            CountOrdersPayload::new)
                    .build();

    /** The job {@link Orders#archiveOrders}. */
    public static final JobDefinition<ArchiveOrdersPayload> ARCHIVE_ORDERS =
            JobDefinition.named("archive_orders", new PayloadType<ArchiveOrdersPayload>() {})
                    .retry(RetryPolicy.upTo(3))
                    .backoff(Orders::asTheyAsk)
                    .priority(-5)
                    .timeout(Duration.ofMinutes(10))
                    .schedule(Schedule.afterEnd(Duration.ofHours(1)), ArchiveOrdersPayload::new)
                    .build();

    /** What {@link Orders} declares. */
    public static final QueueDefinition DEFINITION =
            QueueDefinition.named("order-mails", "com.acme.Orders")
                    .runOnStartup(false)
                    .store("orders")
                    .onCrash(CrashPolicy.DELETE)
                    .priorityAgeing(Duration.ofMinutes(10))
                    .retention(RetentionPolicy.DEFAULT.withCompleted(Duration.ZERO).withFailed(null))
                    .job(CONFIRM_ORDER)
                    .job(SEND_SMS_NOW)
                    .job(COUNT_ORDERS)
                    .job(ARCHIVE_ORDERS)
                    .build();

    private OrdersQueue() {}

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Orders#confirmOrder
     */
    public static AddResult add(ConfirmOrderPayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Orders#confirmOrder
     */
    public static AddResult add(ConfirmOrderPayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Orders#confirmOrder
     */
    public static AddResult add(ConfirmOrderPayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(CONFIRM_ORDER, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Orders#confirmOrder
     */
    public static List<AddResult> addAllConfirmOrder(Collection<ConfirmOrderPayload> payloads) {
        return addAllConfirmOrder(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Orders#confirmOrder
     */
    public static List<AddResult> addAllConfirmOrder(Collection<ConfirmOrderPayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(CONFIRM_ORDER, payloads, options);
    }

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Orders#sendSMSNow
     */
    public static AddResult add(SendSMSNowPayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Orders#sendSMSNow
     */
    public static AddResult add(SendSMSNowPayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Orders#sendSMSNow
     */
    public static AddResult add(SendSMSNowPayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(SEND_SMS_NOW, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Orders#sendSMSNow
     */
    public static List<AddResult> addAllSendSMSNow(Collection<SendSMSNowPayload> payloads) {
        return addAllSendSMSNow(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Orders#sendSMSNow
     */
    public static List<AddResult> addAllSendSMSNow(Collection<SendSMSNowPayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(SEND_SMS_NOW, payloads, options);
    }

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Orders#countOrders
     */
    public static AddResult add(CountOrdersPayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Orders#countOrders
     */
    public static AddResult add(CountOrdersPayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Orders#countOrders
     */
    public static AddResult add(CountOrdersPayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(COUNT_ORDERS, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Orders#countOrders
     */
    public static List<AddResult> addAllCountOrders(Collection<CountOrdersPayload> payloads) {
        return addAllCountOrders(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Orders#countOrders
     */
    public static List<AddResult> addAllCountOrders(Collection<CountOrdersPayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(COUNT_ORDERS, payloads, options);
    }

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Orders#archiveOrders
     */
    public static AddResult add(ArchiveOrdersPayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Orders#archiveOrders
     */
    public static AddResult add(ArchiveOrdersPayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Orders#archiveOrders
     */
    public static AddResult add(ArchiveOrdersPayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(ARCHIVE_ORDERS, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Orders#archiveOrders
     */
    public static List<AddResult> addAllArchiveOrders(Collection<ArchiveOrdersPayload> payloads) {
        return addAllArchiveOrders(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Orders#archiveOrders
     */
    public static List<AddResult> addAllArchiveOrders(Collection<ArchiveOrdersPayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(ARCHIVE_ORDERS, payloads, options);
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
    public static QueueHandlers with(Orders handlers) {
        return QueueHandlers.of(DEFINITION)
                .handle(
                        CONFIRM_ORDER,
                        (payload, job) -> handlers.confirmOrder(payload.order(), payload.line(), payload.text()))
                .handle(SEND_SMS_NOW, (payload, job) -> handlers.sendSMSNow(payload.number()))
                .handle(COUNT_ORDERS, (payload, job) -> handlers.countOrders())
                .handle(ARCHIVE_ORDERS, (payload, job) -> handlers.archiveOrders())
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

        /** See {@link OrdersQueue#add(ConfirmOrderPayload)}. */
        public AddResult add(ConfirmOrderPayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link OrdersQueue#add(ConfirmOrderPayload, Instant)}. */
        public AddResult add(ConfirmOrderPayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link OrdersQueue#add(ConfirmOrderPayload, AddOptions)}. */
        public AddResult add(ConfirmOrderPayload payload, AddOptions options) {
            return client.add(CONFIRM_ORDER, payload, options);
        }

        /** See {@link OrdersQueue#addAllConfirmOrder(Collection)}. */
        public List<AddResult> addAllConfirmOrder(Collection<ConfirmOrderPayload> payloads) {
            return addAllConfirmOrder(payloads, AddOptions.now());
        }

        /** See {@link OrdersQueue#addAllConfirmOrder(Collection, AddOptions)}. */
        public List<AddResult> addAllConfirmOrder(Collection<ConfirmOrderPayload> payloads, AddOptions options) {
            return client.addAll(CONFIRM_ORDER, payloads, options);
        }

        /** See {@link OrdersQueue#add(SendSMSNowPayload)}. */
        public AddResult add(SendSMSNowPayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link OrdersQueue#add(SendSMSNowPayload, Instant)}. */
        public AddResult add(SendSMSNowPayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link OrdersQueue#add(SendSMSNowPayload, AddOptions)}. */
        public AddResult add(SendSMSNowPayload payload, AddOptions options) {
            return client.add(SEND_SMS_NOW, payload, options);
        }

        /** See {@link OrdersQueue#addAllSendSMSNow(Collection)}. */
        public List<AddResult> addAllSendSMSNow(Collection<SendSMSNowPayload> payloads) {
            return addAllSendSMSNow(payloads, AddOptions.now());
        }

        /** See {@link OrdersQueue#addAllSendSMSNow(Collection, AddOptions)}. */
        public List<AddResult> addAllSendSMSNow(Collection<SendSMSNowPayload> payloads, AddOptions options) {
            return client.addAll(SEND_SMS_NOW, payloads, options);
        }

        /** See {@link OrdersQueue#add(CountOrdersPayload)}. */
        public AddResult add(CountOrdersPayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link OrdersQueue#add(CountOrdersPayload, Instant)}. */
        public AddResult add(CountOrdersPayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link OrdersQueue#add(CountOrdersPayload, AddOptions)}. */
        public AddResult add(CountOrdersPayload payload, AddOptions options) {
            return client.add(COUNT_ORDERS, payload, options);
        }

        /** See {@link OrdersQueue#addAllCountOrders(Collection)}. */
        public List<AddResult> addAllCountOrders(Collection<CountOrdersPayload> payloads) {
            return addAllCountOrders(payloads, AddOptions.now());
        }

        /** See {@link OrdersQueue#addAllCountOrders(Collection, AddOptions)}. */
        public List<AddResult> addAllCountOrders(Collection<CountOrdersPayload> payloads, AddOptions options) {
            return client.addAll(COUNT_ORDERS, payloads, options);
        }

        /** See {@link OrdersQueue#add(ArchiveOrdersPayload)}. */
        public AddResult add(ArchiveOrdersPayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link OrdersQueue#add(ArchiveOrdersPayload, Instant)}. */
        public AddResult add(ArchiveOrdersPayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link OrdersQueue#add(ArchiveOrdersPayload, AddOptions)}. */
        public AddResult add(ArchiveOrdersPayload payload, AddOptions options) {
            return client.add(ARCHIVE_ORDERS, payload, options);
        }

        /** See {@link OrdersQueue#addAllArchiveOrders(Collection)}. */
        public List<AddResult> addAllArchiveOrders(Collection<ArchiveOrdersPayload> payloads) {
            return addAllArchiveOrders(payloads, AddOptions.now());
        }

        /** See {@link OrdersQueue#addAllArchiveOrders(Collection, AddOptions)}. */
        public List<AddResult> addAllArchiveOrders(Collection<ArchiveOrdersPayload> payloads, AddOptions options) {
            return client.addAll(ARCHIVE_ORDERS, payloads, options);
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
