package dev.typedqueue.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Makes connections of the data source ready for the store, and gives them back as they came. */
final class Opener {

    /** A connection that the store has, and what it was like before. */
    record Held(Sql sql, boolean autoCommit, int networkTimeout, int isolation) {}

    /** How much longer the network may be silent than a statement may take. */
    private static final Duration NETWORK_SLACK = Duration.ofSeconds(5);

    /**
     * Holds the plans to the indexes. A statement is planned once for all values, and the tables may be empty then: the
     * planner would choose sorts, hashes and scans, which are ruinous once they are not.
     */
    private static final List<String> PLANNING =
            List.of("enable_seqscan", "enable_bitmapscan", "enable_sort", "enable_hashjoin", "enable_mergejoin", "jit");

    /**
     * How long the server waits: for a statement to end, for a lock, and for the next statement of a transaction. A
     * process that is frozen or cut off within one holds its locks until the server ends its session.
     */
    private static final List<String> TIMEOUTS =
            List.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout");

    // One constant for each statement, as elsewhere.
    @SuppressWarnings("InlineFormatString")
    private static final String CONFIGURE = "SELECT set_config('plan_cache_mode', 'force_generic_plan', %2$b)"
            + each(TIMEOUTS, ", set_config('%s', '%%1$d', %%2$b)")
            + each(PLANNING, ", set_config('%s', 'off', %%2$b)");

    private static final String RESTORE =
            "RESET plan_cache_mode" + each(TIMEOUTS, "; RESET %s") + each(PLANNING, "; RESET %s");

    private final Settings settings;
    private final Texts texts;

    Opener(Settings settings, Texts texts) {
        this.settings = settings;
        this.texts = texts;
    }

    private static String each(List<String> names, String format) {
        return names.stream().map(format::formatted).collect(Collectors.joining());
    }

    /** Takes a connection from the data source, and makes it the store's. */
    Held open() throws SQLException {
        Connection connection = settings.dataSource().getConnection();
        try {
            boolean autoCommit = connection.getAutoCommit();
            int networkTimeout = connection.getNetworkTimeout();
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(
                    Runnable::run, (int) settings.timeout().plus(NETWORK_SLACK).toMillis());
            Held held = new Held(
                    new Sql(connection, texts), autoCommit, networkTimeout, connection.getTransactionIsolation());
            if (!settings.transactionPooling()) {
                isolate(held, Connection.TRANSACTION_READ_COMMITTED);
                held.sql().script(configuration(false));
            }
            return held;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** Whoever gets a lock is to see what its last holder has committed, whatever the connection's own level is. */
    private static void isolate(Held held, int level) throws SQLException {
        if (held.isolation() != Connection.TRANSACTION_READ_COMMITTED) {
            held.sql().connection().setTransactionIsolation(level);
        }
    }

    /** Sets what holds for statements of the store, for the transaction that has begun. */
    void configureTransaction(Sql sql) throws SQLException {
        sql.script("SET TRANSACTION ISOLATION LEVEL READ COMMITTED; " + configuration(true));
    }

    private String configuration(boolean forTransaction) {
        return CONFIGURE.formatted(settings.timeout().toMillis(), forTransaction);
    }

    /** Closes a connection that is broken, or may be. */
    static void abort(Held held) {
        try {
            held.sql().connection().abort(Runnable::run);
        } catch (SQLException | RuntimeException alreadyBroken) {
            // It is closed below, as far as it can be.
        }
        closeQuietly(held.sql().connection());
    }

    /** Gives a connection to the data source, as it came. */
    void giveBack(Held held) {
        Connection connection = held.sql().connection();
        try {
            if (!settings.transactionPooling()) {
                held.sql().script(RESTORE);
                isolate(held, held.isolation());
            }
            connection.setNetworkTimeout(Runnable::run, held.networkTimeout());
            connection.setAutoCommit(held.autoCommit());
        } catch (SQLException broken) {
            // The pool tests what it lends; this one will not pass.
        }
        closeQuietly(connection);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException afterUse) {
            // Nothing depends on how it ends.
        }
    }
}
