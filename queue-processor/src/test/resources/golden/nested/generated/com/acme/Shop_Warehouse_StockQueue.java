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
 * Adds jobs to the queue {@link Shop.Warehouse.Stock}.
 *
 * <p>The static methods use the default runtime: the one that was started first.
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
final class Shop_Warehouse_StockQueue {

    /** The job {@link Shop.Warehouse.Stock#store}. */
    public static final JobDefinition<Shop.Warehouse.Stock.Delivery> STORE =
            JobDefinition.named("store", new PayloadType<Shop.Warehouse.Stock.Delivery>() {}).build();

    /** The job {@link Shop.Warehouse.Stock#move}. */
    public static final JobDefinition<MovePayload> MOVE =
            JobDefinition.named("move", new PayloadType<MovePayload>() {}).build();

    /** What {@link Shop.Warehouse.Stock} declares. */
    public static final QueueDefinition DEFINITION =
            QueueDefinition.named("stock", "com.acme.Shop.Warehouse.Stock")
                    .job(STORE)
                    .job(MOVE)
                    .build();

    private Shop_Warehouse_StockQueue() {}

    /**
     * Puts a delivery on the shelves. Ends the comment? *&#47; No.
     *
     * <p>Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Shop.Warehouse.Stock#store
     */
    public static AddResult add(Shop.Warehouse.Stock.Delivery payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Puts a delivery on the shelves. Ends the comment? *&#47; No.
     *
     * <p>Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Shop.Warehouse.Stock#store
     */
    public static AddResult add(Shop.Warehouse.Stock.Delivery payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Puts a delivery on the shelves. Ends the comment? *&#47; No.
     *
     * <p>Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Shop.Warehouse.Stock#store
     */
    public static AddResult add(Shop.Warehouse.Stock.Delivery payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(STORE, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Shop.Warehouse.Stock#store
     */
    public static List<AddResult> addAllStore(Collection<Shop.Warehouse.Stock.Delivery> payloads) {
        return addAllStore(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Shop.Warehouse.Stock#store
     */
    public static List<AddResult> addAllStore(Collection<Shop.Warehouse.Stock.Delivery> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(STORE, payloads, options);
    }

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Shop.Warehouse.Stock#move
     */
    public static AddResult add(MovePayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Shop.Warehouse.Stock#move
     */
    public static AddResult add(MovePayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Shop.Warehouse.Stock#move
     */
    public static AddResult add(MovePayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(MOVE, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Shop.Warehouse.Stock#move
     */
    public static List<AddResult> addAllMove(Collection<MovePayload> payloads) {
        return addAllMove(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Shop.Warehouse.Stock#move
     */
    public static List<AddResult> addAllMove(Collection<MovePayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(MOVE, payloads, options);
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
    public static QueueHandlers with(Shop.Warehouse.Stock handlers) {
        return QueueHandlers.of(DEFINITION)
                .handle(STORE, (payload, job) -> handlers.store(payload))
                .handle(MOVE, (payload, job) -> handlers.move(payload.items(), payload.from(), payload.shelves()))
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

        /** See {@link Shop_Warehouse_StockQueue#add(Shop.Warehouse.Stock.Delivery)}. */
        public AddResult add(Shop.Warehouse.Stock.Delivery payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link Shop_Warehouse_StockQueue#add(Shop.Warehouse.Stock.Delivery, Instant)}. */
        public AddResult add(Shop.Warehouse.Stock.Delivery payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link Shop_Warehouse_StockQueue#add(Shop.Warehouse.Stock.Delivery, AddOptions)}. */
        public AddResult add(Shop.Warehouse.Stock.Delivery payload, AddOptions options) {
            return client.add(STORE, payload, options);
        }

        /** See {@link Shop_Warehouse_StockQueue#addAllStore(Collection)}. */
        public List<AddResult> addAllStore(Collection<Shop.Warehouse.Stock.Delivery> payloads) {
            return addAllStore(payloads, AddOptions.now());
        }

        /** See {@link Shop_Warehouse_StockQueue#addAllStore(Collection, AddOptions)}. */
        public List<AddResult> addAllStore(Collection<Shop.Warehouse.Stock.Delivery> payloads, AddOptions options) {
            return client.addAll(STORE, payloads, options);
        }

        /** See {@link Shop_Warehouse_StockQueue#add(MovePayload)}. */
        public AddResult add(MovePayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link Shop_Warehouse_StockQueue#add(MovePayload, Instant)}. */
        public AddResult add(MovePayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link Shop_Warehouse_StockQueue#add(MovePayload, AddOptions)}. */
        public AddResult add(MovePayload payload, AddOptions options) {
            return client.add(MOVE, payload, options);
        }

        /** See {@link Shop_Warehouse_StockQueue#addAllMove(Collection)}. */
        public List<AddResult> addAllMove(Collection<MovePayload> payloads) {
            return addAllMove(payloads, AddOptions.now());
        }

        /** See {@link Shop_Warehouse_StockQueue#addAllMove(Collection, AddOptions)}. */
        public List<AddResult> addAllMove(Collection<MovePayload> payloads, AddOptions options) {
            return client.addAll(MOVE, payloads, options);
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
