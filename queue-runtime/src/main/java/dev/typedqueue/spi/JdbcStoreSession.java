package dev.typedqueue.spi;

import java.sql.Connection;
import java.util.List;

/** A session of a store that can take part in its callers' JDBC transactions. */
public interface JdbcStoreSession extends StoreSession {

    /**
     * Adds jobs within the caller's transaction: they exist if and only if it commits. A conflict with a uniqueness
     * rule does not abort the transaction.
     *
     * @param connection a connection to the database that holds the jobs, with auto-commit off or within a transaction
     *     begun otherwise; it is neither committed nor closed
     * @throws IllegalArgumentException if the connection is to another database
     * @throws IllegalStateException if the connection is in no transaction
     */
    List<InsertResult> insert(Connection connection, List<NewJob> jobs);

    /**
     * Stores the outcome of an attempt within the caller's transaction: it is stored if and only if that commits. Until
     * then the job is running. A lost lease changes nothing and does not abort the transaction: the caller decides.
     *
     * @param connection as for {@link #insert(Connection, List)}
     */
    FinishResult finish(Connection connection, Finish finish);
}
