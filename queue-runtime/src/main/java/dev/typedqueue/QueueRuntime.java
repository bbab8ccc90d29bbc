package dev.typedqueue;

import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.spi.PayloadCodec;
import dev.typedqueue.spi.Store;
import java.time.Duration;

/**
 * A running node: it takes jobs from its stores and runs them.
 *
 * <pre>{@code
 * var runtime = QueueRuntime.builder()
 *         .store(SqliteStore.at(Path.of("jobs.db")))
 *         .handle(NotificationsQueue.with(new NotificationJobs(mailer, database)))
 *         .start();
 * }</pre>
 */
public final class QueueRuntime implements AutoCloseable {

    private QueueRuntime() {}

    /** Begins to configure a runtime. */
    public static Builder builder() {
        return new Builder();
    }

    /** Adds jobs to a queue through this runtime. */
    public QueueClient client(QueueDefinition queue) {
        throw new UnsupportedOperationException();
    }

    /** What a person does with queued jobs: look, retry, cancel, delete, pause. */
    public JobOperations jobs() {
        throw new UnsupportedOperationException();
    }

    /** Starts to run a queue on this node, if it does not run already. */
    public void run(QueueDefinition queue) {
        throw new UnsupportedOperationException();
    }

    /** Stops running a queue on this node; jobs that run are left to end. Other nodes go on. */
    public void halt(QueueDefinition queue) {
        throw new UnsupportedOperationException();
    }

    /**
     * Stops this node: claims no more, waits for running handlers for the grace time, tells those
     * that are left to end, hands back what was not started, and closes the stores' sessions. Does
     * nothing if the node has stopped already.
     */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /** Configures a runtime. Not safe for use by several threads. */
    public static final class Builder {

        private Builder() {}

        /** The store of all queues that name no other. */
        public Builder store(Store store) {
            throw new UnsupportedOperationException();
        }

        /** The store of the queues that name it. */
        public Builder store(String name, Store store) {
            throw new UnsupportedOperationException();
        }

        /** Runs a queue's jobs on this node. */
        public Builder handle(QueueHandlers handlers) {
            throw new UnsupportedOperationException();
        }

        /** Keeps this runtime's jobs apart from those of other namespaces; {@code default} by default. */
        public Builder namespace(String namespace) {
            throw new UnsupportedOperationException();
        }

        /** Writes and reads payloads; Jackson by default. */
        public Builder codec(PayloadCodec codec) {
            throw new UnsupportedOperationException();
        }

        /** Runs handlers on virtual threads; needs JDK 21. */
        public Builder virtualThreads(boolean virtualThreads) {
            throw new UnsupportedOperationException();
        }

        /** Starts with all queues halted on this node; also by the system property {@code typedqueue.paused}. */
        public Builder paused(boolean paused) {
            throw new UnsupportedOperationException();
        }

        /** How long {@link QueueRuntime#close} waits for running handlers; 30 seconds by default. */
        public Builder graceTime(Duration graceTime) {
            throw new UnsupportedOperationException();
        }

        /** How long this node lives without a heartbeat; 15 seconds by default. */
        public Builder lease(Duration lease) {
            throw new UnsupportedOperationException();
        }

        /** How often a queue is looked at when nothing wakes its workers; one second by default. */
        public Builder pollInterval(Duration pollInterval) {
            throw new UnsupportedOperationException();
        }

        /** The largest payload, in bytes of its JSON; 1 MiB by default. */
        public Builder maxPayloadSize(int bytes) {
            throw new UnsupportedOperationException();
        }

        /**
         * Starts the node. The first runtime to be started is the default one, which the generated
         * static methods use, until it is closed.
         *
         * @throws ConfigurationException if a queue has no store, or two handlers are given for one
         * @throws StoreException if a store cannot be opened
         */
        public QueueRuntime start() {
            throw new UnsupportedOperationException();
        }
    }
}
