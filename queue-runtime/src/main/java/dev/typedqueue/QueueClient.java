package dev.typedqueue;

import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.internal.engine.Intake;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adds jobs to one queue. Generated code calls it; an application calls the generated code.
 *
 * <p>Safe for use by several threads, unless it adds {@linkplain #in in a transaction}.
 */
public final class QueueClient {

    private final QueueDefinition queue;
    private final Intake intake;
    private final @Nullable Connection connection;

    QueueClient(QueueDefinition queue, Intake intake, @Nullable Connection connection) {
        this.queue = queue;
        this.intake = intake;
        this.connection = connection;
    }

    /**
     * A client of the default runtime, the one that was started first.
     *
     * @throws NoRuntimeException if none is running; the message says how to start one
     */
    public static QueueClient current(QueueDefinition queue) {
        return QueueRuntime.current(queue).client(queue);
    }

    /**
     * A client that adds within the caller's transaction: the job exists if and only if it commits, and the worker is
     * woken only then.
     *
     * @param connection a connection to the database that holds the jobs, in a transaction; it is neither committed nor
     *     closed
     */
    public QueueClient in(Connection connection) {
        return new QueueClient(queue, intake, Objects.requireNonNull(connection, "connection"));
    }

    /**
     * Adds a job. When this returns {@link AddResult.Added}, the job is durable; in a transaction, once that commits.
     *
     * @throws PayloadException if the payload cannot be written or is too large
     * @throws StoreException if the store cannot be reached; the job may then be added again
     * @throws UnsupportedOperationException in a transaction, if the queue's store takes no part in JDBC transactions
     */
    public <P> AddResult add(JobDefinition<P> job, P payload, AddOptions options) {
        return intake.add(queue, job, List.of(payload), options, connection).get(0);
    }

    /**
     * Adds several jobs, all or none of those that the rules admit.
     *
     * @return one result a payload, in order
     * @throws IllegalArgumentException if the options carry an id, which only one job can have
     * @throws PayloadException if a payload cannot be written or is too large; none is added
     * @throws StoreException if the store cannot be reached; the jobs may then be added again
     * @throws UnsupportedOperationException in a transaction, if the queue's store takes no part in JDBC transactions
     */
    public <P> List<AddResult> addAll(JobDefinition<P> job, Collection<? extends P> payloads, AddOptions options) {
        if (options.id().isPresent() && payloads.size() > 1) {
            throw new IllegalArgumentException(
                    "One id cannot stand for " + payloads.size() + " jobs: leave it out, or add them one by one");
        }
        return intake.add(queue, job, payloads, options, connection);
    }
}
