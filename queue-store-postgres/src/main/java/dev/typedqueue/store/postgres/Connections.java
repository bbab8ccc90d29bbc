package dev.typedqueue.store.postgres;

import dev.typedqueue.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The few connections that the store uses. They are the data source's; a connection that is used again soon keeps its
 * settings and its prepared statements, and one that was idle for some seconds is given back as it came.
 */
final class Connections implements AutoCloseable {

    /** One connection, and what it was like. */
    static final class Held {

        private final Sql sql;
        private final boolean autoCommit;
        private final int networkTimeout;
        private long idleSince;

        Held(Sql sql, boolean autoCommit, int networkTimeout) {
            this.sql = sql;
            this.autoCommit = autoCommit;
            this.networkTimeout = networkTimeout;
        }

        Sql sql() {
            return sql;
        }
    }

    private static final int MOST = 4;
    private static final Duration MOST_IDLE = Duration.ofSeconds(5);

    /** How much longer the network may be silent than a statement may take. */
    private static final Duration NETWORK_SLACK = Duration.ofSeconds(5);

    /**
     * Holds the plans to the indexes. A statement is planned once for all values, and the tables may be empty then: the
     * planner would choose sorts, hashes and scans, which are ruinous once they are not.
     */
    private static final List<String> PLANNING =
            List.of("enable_seqscan", "enable_bitmapscan", "enable_sort", "enable_hashjoin", "enable_mergejoin", "jit");

    // One constant for each statement, as elsewhere.
    @SuppressWarnings("InlineFormatString")
    private static final String CONFIGURE = "SELECT set_config('statement_timeout', '%1$d', %2$b),"
            + " set_config('lock_timeout', '%1$d', %2$b), set_config('plan_cache_mode', 'force_generic_plan', %2$b)"
            + PLANNING.stream()
                    .map(", set_config('%s', 'off', %%2$b)"::formatted)
                    .collect(Collectors.joining());

    private static final String RESTORE = Stream.concat(
                    Stream.of("statement_timeout", "lock_timeout", "plan_cache_mode"), PLANNING.stream())
            .map("RESET "::concat)
            .collect(Collectors.joining("; "));

    private final Settings settings;
    private final Texts texts;
    private final ArrayDeque<Held> idle = new ArrayDeque<>();
    private final Semaphore permits = new Semaphore(MOST, true);
    private boolean closed;

    Connections(Settings settings, Texts texts) {
        this.settings = settings;
        this.texts = texts;
    }

    Settings settings() {
        return settings;
    }

    /** Lends a connection, out of any transaction, with auto-commit on. Waits for one of the few. */
    Held borrow() throws SQLException {
        try {
            if (!permits.tryAcquire(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw StoreException.passing(
                        settings.store() + ": all of the store's " + MOST + " connections have been busy for "
                                + settings.timeout() + ". See what makes the database slow",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StoreException.passing(settings.store() + ": the thread was interrupted while it waited", e);
        }
        try {
            Held held = takeIdle();
            return held == null ? connect() : held;
        } catch (SQLException | RuntimeException | Error e) {
            permits.release();
            throw e;
        }
    }

    private synchronized @Nullable Held takeIdle() {
        if (closed) {
            throw StoreException.lasting(settings.store() + " is closed", null);
        }
        return idle.pollFirst();
    }

    private Held connect() throws SQLException {
        Connection connection = settings.dataSource().getConnection();
        try {
            Held held =
                    new Held(new Sql(connection, texts), connection.getAutoCommit(), connection.getNetworkTimeout());
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(
                    Runnable::run, (int) settings.timeout().plus(NETWORK_SLACK).toMillis());
            if (!settings.transactionPooling()) {
                configure(held.sql(), false);
            }
            return held;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** Sets what holds for statements of the store: for the transaction, or for the connection. */
    void configure(Sql sql, boolean forTransaction) throws SQLException {
        sql.exists(CONFIGURE.formatted(settings.timeout().toMillis(), forTransaction));
    }

    /** Takes a connection back, and gives to the data source those that were idle for long. */
    void giveBack(Held held) {
        List<Held> spare = new ArrayList<>();
        synchronized (this) {
            held.idleSince = settings.nanoTime().getAsLong();
            idle.addFirst(held);
            while (!idle.isEmpty() && (closed || held.idleSince - idle.getLast().idleSince > MOST_IDLE.toNanos())) {
                spare.add(idle.removeLast());
            }
        }
        permits.release();
        spare.forEach(this::restore);
    }

    /** Drops a connection that is broken, or may be. */
    void discard(Held held) {
        permits.release();
        try {
            held.sql().connection().abort(Runnable::run);
        } catch (SQLException | RuntimeException alreadyBroken) {
            // It is closed below, as far as it can be.
        }
        closeQuietly(held.sql().connection());
    }

    private void restore(Held held) {
        Connection connection = held.sql().connection();
        try {
            if (!settings.transactionPooling()) {
                held.sql().script(RESTORE);
            }
            connection.setNetworkTimeout(Runnable::run, held.networkTimeout);
            connection.setAutoCommit(held.autoCommit);
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

    @Override
    public void close() {
        List<Held> spare;
        synchronized (this) {
            closed = true;
            spare = List.copyOf(idle);
            idle.clear();
        }
        spare.forEach(this::restore);
    }
}
