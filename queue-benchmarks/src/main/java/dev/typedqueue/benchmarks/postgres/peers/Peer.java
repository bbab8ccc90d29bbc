package dev.typedqueue.benchmarks.postgres.peers;

import java.time.Instant;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A system that is compared, written in Java. */
public interface Peer {

    /**
     * Makes its tables.
     *
     * @throws Exception if it cannot
     */
    void install(DataSource database) throws Exception;

    /**
     * Opens it as an application does that adds jobs, and runs them too if there is a handler.
     *
     * @param database a pool of connections
     * @param handler is given the number in each job's payload; null to run no jobs
     * @throws Exception if it cannot
     */
    Session open(DataSource database, @Nullable IntConsumer handler) throws Exception;

    /**
     * A running system. The methods that add return once the jobs are durable, and are safe for use by several threads.
     */
    interface Session {

        /**
         * Adds one job that is due now.
         *
         * @throws Exception if it cannot
         */
        void add(int number) throws Exception;

        /**
         * Adds jobs that are due now, in pages or transactions as large as suits the system.
         *
         * @throws Exception if it cannot
         */
        void addAll(int first, int count) throws Exception;

        /**
         * Adds jobs that are due later, like {@link #addAll}.
         *
         * @throws Exception if it cannot
         */
        void schedule(int first, int count, Instant at) throws Exception;

        /**
         * Adds jobs of which a limit lets through only one, which does not run either.
         *
         * @throws UnsupportedOperationException if this is not measured of the system
         */
        default void hold(int count) {
            throw new UnsupportedOperationException("No limit of this system is measured");
        }

        /**
         * Stops running jobs, and waits until those that run have been finished.
         *
         * @throws Exception if it cannot
         */
        void close() throws Exception;
    }
}
