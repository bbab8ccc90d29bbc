package dev.typedqueue;

import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.QueueDefinition;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;

/**
 * Adds jobs to one queue. Generated code calls it; an application calls the generated code.
 *
 * <p>Safe for use by several threads, unless it adds {@linkplain #in in a transaction}.
 */
public final class QueueClient {

    private QueueClient() {}

    /**
     * A client of the default runtime, the one that was started first.
     *
     * @throws NoRuntimeException if none is running; the message says how to start one
     */
    public static QueueClient current(QueueDefinition queue) {
        throw new UnsupportedOperationException();
    }

    /**
     * A client that adds within the caller's transaction: the job exists if and only if it commits,
     * and the worker is woken only then.
     *
     * @param connection a connection to the database that holds the jobs, in a transaction; it is
     *     neither committed nor closed
     * @throws UnsupportedOperationException if the queue's store takes no part in JDBC transactions
     */
    public QueueClient in(Connection connection) {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds a job. When this returns {@link AddResult.Added}, the job is durable.
     *
     * @throws PayloadException if the payload cannot be written or is too large
     * @throws StoreException if the store cannot be reached; the job may then be added again
     */
    public <P> AddResult add(JobDefinition<P> job, P payload, AddOptions options) {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds several jobs, all or none of those that the rules admit.
     *
     * @return one result a payload, in order
     * @throws IllegalArgumentException if the options carry an id, which only one job can have
     * @throws PayloadException if a payload cannot be written or is too large; none is added
     * @throws StoreException if the store cannot be reached; the jobs may then be added again
     */
    public <P> List<AddResult> addAll(
            JobDefinition<P> job, Collection<? extends P> payloads, AddOptions options) {
        throw new UnsupportedOperationException();
    }
}
