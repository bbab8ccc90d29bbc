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
 * Adds jobs to the queue {@link Imports}.
 *
 * <p>The static methods use the default runtime: the one that was started first.
 */
@Generated("dev.typedqueue.processor.QueueProcessor")
final class ImportsQueue {

    /** The job {@link Imports#importFile}. */
    public static final JobDefinition<ImportFilePayload> IMPORT_FILE =
            JobDefinition.named("import_file", new PayloadType<ImportFilePayload>() {})
                    .beforeAdd((payload, add) -> Imports.smallFiles(payload))
                    .build();

    /** The job {@link Imports#checkImport}. */
    public static final JobDefinition<Imports.Check> CHECK_IMPORT =
            JobDefinition.named("check_import", new PayloadType<Imports.Check>() {})
                    .beforeAdd((payload, add) -> Imports.byContext(add))
                    .build();

    /** What {@link Imports} declares. */
    public static final QueueDefinition DEFINITION =
            QueueDefinition.named("imports", "com.acme.Imports")
                    .job(IMPORT_FILE)
                    .job(CHECK_IMPORT)
                    .build();

    private ImportsQueue() {}

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Imports#importFile
     */
    public static AddResult add(ImportFilePayload payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Imports#importFile
     */
    public static AddResult add(ImportFilePayload payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Imports#importFile
     */
    public static AddResult add(ImportFilePayload payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(IMPORT_FILE, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Imports#importFile
     */
    public static List<AddResult> addAllImportFile(Collection<ImportFilePayload> payloads) {
        return addAllImportFile(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Imports#importFile
     */
    public static List<AddResult> addAllImportFile(Collection<ImportFilePayload> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(IMPORT_FILE, payloads, options);
    }

    /**
     * Adds the job, to run as soon as possible.
     *
     * @param payload the job's payload
     * @return what became of the job
     * @see Imports#checkImport
     */
    public static AddResult add(Imports.Check payload) {
        return add(payload, AddOptions.now());
    }

    /**
     * Adds the job, to run at the given time.
     *
     * @param payload the job's payload
     * @param runAt when the job is due; a time in the past is now
     * @return what became of the job
     * @see Imports#checkImport
     */
    public static AddResult add(Imports.Check payload, Instant runAt) {
        return add(payload, AddOptions.at(runAt));
    }

    /**
     * Adds the job as the options say.
     *
     * @param payload the job's payload
     * @param options when the job is due, and how urgent
     * @return what became of the job
     * @see Imports#checkImport
     */
    public static AddResult add(Imports.Check payload, AddOptions options) {
        return QueueClient.current(DEFINITION).add(CHECK_IMPORT, payload, options);
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @return what became of each job, in order
     * @see Imports#checkImport
     */
    public static List<AddResult> addAllCheckImport(Collection<Imports.Check> payloads) {
        return addAllCheckImport(payloads, AddOptions.now());
    }

    /**
     * Adds a job for each payload: all or none of those that the rules admit.
     *
     * @param payloads the jobs' payloads
     * @param options when the jobs are due, and how urgent
     * @return what became of each job, in order
     * @see Imports#checkImport
     */
    public static List<AddResult> addAllCheckImport(Collection<Imports.Check> payloads, AddOptions options) {
        return QueueClient.current(DEFINITION).addAll(CHECK_IMPORT, payloads, options);
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
    public static QueueHandlers with(Imports handlers) {
        return QueueHandlers.of(DEFINITION)
                .handle(IMPORT_FILE, (payload, job) -> handlers.importFile(payload.path(), job))
                .handle(CHECK_IMPORT, (payload, job) -> handlers.checkImport(payload))
                .beforeRun(IMPORT_FILE, (payload, job) -> handlers.whenIdle())
                .beforeRun(CHECK_IMPORT, (payload, job) -> handlers.whenIdle())
                .beforeRun(CHECK_IMPORT, handlers::notTwice)
                .onExhausted(IMPORT_FILE, handlers::importFailed)
                .onExhausted(IMPORT_FILE, (payload, job, cause) -> handlers.tell(cause))
                .onExhausted(CHECK_IMPORT, (payload, job, cause) -> handlers.tell(cause))
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

        /** See {@link ImportsQueue#add(ImportFilePayload)}. */
        public AddResult add(ImportFilePayload payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link ImportsQueue#add(ImportFilePayload, Instant)}. */
        public AddResult add(ImportFilePayload payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link ImportsQueue#add(ImportFilePayload, AddOptions)}. */
        public AddResult add(ImportFilePayload payload, AddOptions options) {
            return client.add(IMPORT_FILE, payload, options);
        }

        /** See {@link ImportsQueue#addAllImportFile(Collection)}. */
        public List<AddResult> addAllImportFile(Collection<ImportFilePayload> payloads) {
            return addAllImportFile(payloads, AddOptions.now());
        }

        /** See {@link ImportsQueue#addAllImportFile(Collection, AddOptions)}. */
        public List<AddResult> addAllImportFile(Collection<ImportFilePayload> payloads, AddOptions options) {
            return client.addAll(IMPORT_FILE, payloads, options);
        }

        /** See {@link ImportsQueue#add(Imports.Check)}. */
        public AddResult add(Imports.Check payload) {
            return add(payload, AddOptions.now());
        }

        /** See {@link ImportsQueue#add(Imports.Check, Instant)}. */
        public AddResult add(Imports.Check payload, Instant runAt) {
            return add(payload, AddOptions.at(runAt));
        }

        /** See {@link ImportsQueue#add(Imports.Check, AddOptions)}. */
        public AddResult add(Imports.Check payload, AddOptions options) {
            return client.add(CHECK_IMPORT, payload, options);
        }

        /** See {@link ImportsQueue#addAllCheckImport(Collection)}. */
        public List<AddResult> addAllCheckImport(Collection<Imports.Check> payloads) {
            return addAllCheckImport(payloads, AddOptions.now());
        }

        /** See {@link ImportsQueue#addAllCheckImport(Collection, AddOptions)}. */
        public List<AddResult> addAllCheckImport(Collection<Imports.Check> payloads, AddOptions options) {
            return client.addAll(CHECK_IMPORT, payloads, options);
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
