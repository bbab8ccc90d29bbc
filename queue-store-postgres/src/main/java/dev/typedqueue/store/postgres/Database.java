package dev.typedqueue.store.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * What the open sessions of a store share: connections, the writer of new jobs and the numbers of names. Runs
 * transactions.
 */
final class Database implements AutoCloseable {

    /** Something to be done in a transaction. It may run several times; only the last run counts. */
    @FunctionalInterface
    interface Work<T> {

        T run(Sql sql) throws SQLException;
    }

    private static final int MOST_ATTEMPTS = 5;

    private final Settings settings;
    private final Texts texts;
    private final Connections connections;
    private final Names names;
    private final GroupCommit inserts;
    private final Notifications notifications;
    private int shards = 1;
    private boolean scansLists;

    private Database(Settings settings) {
        this.settings = settings;
        this.texts = new Texts(settings);
        this.connections = new Connections(settings, texts);
        this.names = new Names(this);
        this.inserts = new GroupCommit(this);
        this.notifications = new Notifications(this);
    }

    /** Opens the database and, if that is wanted, brings its tables up to date. */
    static Database open(Settings settings) {
        Database database = new Database(settings);
        try {
            Server server = database.read(Server::of);
            server.requireSupported(settings.store());
            database.scansLists = server.scansLists();
            database.shards = Migrations.run(database);
            server.warnOfLoss(settings.store());
            if (settings.notifies()) {
                database.notifications.start();
            }
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    Settings settings() {
        return settings;
    }

    Texts texts() {
        return texts;
    }

    Names names() {
        return names;
    }

    GroupCommit inserts() {
        return inserts;
    }

    Notifications notifications() {
        return notifications;
    }

    int shards() {
        return shards;
    }

    /** See {@link Server#scansLists}. */
    boolean scansLists() {
        return scansLists;
    }

    /** A way to run what is to be done. */
    @FunctionalInterface
    private interface Run {

        <T> T run(Work<T> work) throws SQLException;
    }

    /** Runs a transaction. One that met a deadlock or a conflict is run again. */
    <T> T write(Work<T> work) {
        return untilItMeetsNoOther(this::transaction, work);
    }

    /**
     * Runs a transaction that does nothing when it has been done before. If the connection is lost, at the commit or
     * earlier, it is run once more on another.
     */
    <T> T writeIdempotently(Work<T> work) {
        return onceMoreIfDisconnected(this::transaction, work);
    }

    /** Runs one statement, which is a transaction of its own. One that met a deadlock or a conflict is run again. */
    <T> T single(Work<T> work) {
        return untilItMeetsNoOther(statement(), work);
    }

    /**
     * Runs one statement, which is a transaction of its own and does nothing when it has been done before. If the
     * connection is lost, at the commit or earlier, it is run once more on another.
     */
    <T> T singleIdempotently(Work<T> work) {
        return onceMoreIfDisconnected(statement(), work);
    }

    /** Reads, and tries once more if the connection is lost. */
    <T> T read(Work<T> work) {
        return singleIdempotently(work);
    }

    /** A pooler that changes connections between transactions has to be told the settings within each. */
    private Run statement() {
        return settings.transactionPooling() ? this::transaction : this::autoCommitted;
    }

    private <T> T untilItMeetsNoOther(Run run, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return run.run(work);
            } catch (SQLException e) {
                if (attempt == MOST_ATTEMPTS || !Faults.isConflict(e)) {
                    throw Faults.of(settings, e);
                }
            }
        }
    }

    private <T> T onceMoreIfDisconnected(Run run, Work<T> work) {
        try {
            return run.run(work);
        } catch (SQLException e) {
            if (!Faults.isDisconnected(e) && !Faults.isConflict(e)) {
                throw Faults.of(settings, e);
            }
            return untilItMeetsNoOther(run, work);
        }
    }

    /**
     * Runs a transaction that is an improvement and no more: it is left out if no connection comes free in time, or if
     * it meets another or its connection is lost.
     */
    void writeIfPossible(Duration patience, Work<?> work) {
        try {
            Optional<Opener.Held> held = connections.borrow(patience);
            if (held.isPresent()) {
                transaction(held.get(), work);
            }
        } catch (SQLException e) {
            if (!Faults.isWithoutConnection(e) && !Faults.isConflict(e)) {
                throw Faults.of(settings, e);
            }
        }
    }

    private <T> T transaction(Work<T> work) throws SQLException {
        return transaction(connections.borrow(), work);
    }

    private <T> T transaction(Opener.Held held, Work<T> work) throws SQLException {
        boolean sound = false;
        try {
            held.sql().connection().setAutoCommit(false);
            if (settings.transactionPooling()) {
                connections.configureTransaction(held.sql());
            }
            T result = work.run(held.sql());
            held.sql().connection().commit();
            held.sql().connection().setAutoCommit(true);
            sound = true;
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            sound = rollBack(held, e);
            throw e;
        } finally {
            if (sound) {
                connections.giveBack(held);
            } else {
                connections.discard(held);
            }
        }
    }

    private static boolean rollBack(Opener.Held held, Throwable failure) {
        if (failure instanceof SQLException sqlFailure && Faults.isDisconnected(sqlFailure)) {
            return false;
        }
        try {
            held.sql().connection().rollback();
            held.sql().connection().setAutoCommit(true);
            return true;
        } catch (SQLException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    private <T> T autoCommitted(Work<T> work) throws SQLException {
        Opener.Held held = connections.borrow();
        boolean sound = false;
        try {
            T result = work.run(held.sql());
            sound = true;
            return result;
        } catch (SQLException e) {
            sound = !Faults.isDisconnected(e);
            throw e;
        } finally {
            if (sound) {
                connections.giveBack(held);
            } else {
                connections.discard(held);
            }
        }
    }

    @Override
    public void close() {
        inserts.close();
        notifications.close();
        connections.close();
    }
}
