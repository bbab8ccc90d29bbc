package dev.typedqueue.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Writes within a transaction of the caller's, which is neither ended nor, by a failure here, changed in part. */
final class CallerTransaction {

    private static final String IDENTITY = """
            SELECT d.oid::text || ' ' || c.oid::text || ' ' || d.datname
            FROM pg_catalog.pg_database d
                JOIN pg_catalog.pg_class c ON c.oid = to_regclass('{schema}.job')
            WHERE d.datname = current_database()
            """;

    private final Database database;

    /** The numbers of the database and of its tables. Asked for early: later, callers may hold all connections. */
    private final String identity;

    CallerTransaction(Database database) {
        this.database = database;
        this.identity = database.read(sql -> identity(sql.connection(), database.texts()));
    }

    /**
     * Runs a write.
     *
     * @throws IllegalArgumentException if the connection is to another database
     * @throws IllegalStateException if the connection is in no transaction
     */
    <T> T execute(Connection connection, Database.Work<T> write) {
        try {
            requireSameDatabase(connection);
            requireTransaction(connection);
            execute(connection, "SAVEPOINT typedqueue");
            try {
                T result = write.run(new Sql(connection, database.texts()));
                execute(connection, "RELEASE SAVEPOINT typedqueue");
                return result;
            } catch (SQLException | RuntimeException e) {
                undo(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw Faults.of(database.settings(), e);
        }
    }

    private static void undo(Connection connection, Exception failure) {
        try {
            execute(connection, "ROLLBACK TO SAVEPOINT typedqueue; RELEASE SAVEPOINT typedqueue");
        } catch (SQLException e) {
            // The connection is lost, and the transaction with it.
            failure.addSuppressed(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** With auto-commit on, the caller may have begun a transaction by a statement of its own. */
    private static void requireTransaction(Connection connection) throws SQLException {
        if (connection.getAutoCommit()
                && connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE) {
            throw new IllegalStateException("The connection is in no transaction, so that the job would not be tied to"
                    + " your work. Call setAutoCommit(false) before the work and commit() after it, or add the job"
                    + " without a connection");
        }
    }

    private void requireSameDatabase(Connection connection) throws SQLException {
        String store = database.settings().store();
        if (!connection.isWrapperFor(PGConnection.class)) {
            throw new IllegalArgumentException("The connection is to "
                    + connection.getMetaData().getDatabaseProductName() + ", but the jobs are in " + store
                    + ". Give a connection to that database");
        }
        if (!identity(connection, database.texts()).equals(identity)) {
            throw new IllegalArgumentException("The connection is to the database " + connection.getCatalog()
                    + ", which does not hold the jobs of " + store + ". Give a connection to the database that does");
        }
    }

    private static String identity(Connection connection, Texts texts) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(texts.of(IDENTITY))) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
