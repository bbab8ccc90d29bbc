package dev.typedqueue.store.postgres;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * What a store is configured with.
 *
 * @param dataSource where connections come from
 * @param schema the schema of the tables
 * @param shards how many parts the tables are divided into, if they do not exist yet
 * @param notifies whether nodes wake each other by LISTEN and NOTIFY
 * @param transactionPooling whether a connection may reach another server process with each transaction
 * @param migrates whether tables are created and brought up to date at the start
 * @param timeout how long a statement may take
 * @param clockOffset what is added to the database's clock
 * @param nanoTime measures the time that goes by in this process
 */
record Settings(
        DataSource dataSource,
        String schema,
        int shards,
        boolean notifies,
        boolean transactionPooling,
        boolean migrates,
        Duration timeout,
        Supplier<Duration> clockOffset,
        LongSupplier nanoTime) {

    /** The store's name in messages. */
    String store() {
        return "PostgreSQL store in schema " + schema;
    }

    /** What a data source says of itself may hold a password. */
    @Override
    public String toString() {
        return store();
    }

    Settings withSchema(String other) {
        return new Settings(
                dataSource, other, shards, notifies, transactionPooling, migrates, timeout, clockOffset, nanoTime);
    }

    Settings withShards(int other) {
        return new Settings(
                dataSource, schema, other, notifies, transactionPooling, migrates, timeout, clockOffset, nanoTime);
    }

    Settings withNotifies(boolean other) {
        return new Settings(
                dataSource, schema, shards, other, transactionPooling, migrates, timeout, clockOffset, nanoTime);
    }

    Settings withTransactionPooling(boolean other) {
        return new Settings(dataSource, schema, shards, notifies, other, migrates, timeout, clockOffset, nanoTime);
    }

    Settings withMigrates(boolean other) {
        return new Settings(
                dataSource, schema, shards, notifies, transactionPooling, other, timeout, clockOffset, nanoTime);
    }

    Settings withTimeout(Duration other) {
        return new Settings(
                dataSource, schema, shards, notifies, transactionPooling, migrates, other, clockOffset, nanoTime);
    }

    Settings withClockOffset(Supplier<Duration> other) {
        return new Settings(
                dataSource, schema, shards, notifies, transactionPooling, migrates, timeout, other, nanoTime);
    }
}
