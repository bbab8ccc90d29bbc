package dev.typedqueue.store.postgres;

import dev.typedqueue.StoreException;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.Store;
import dev.typedqueue.store.jdbc.Shared;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Keeps jobs in a PostgreSQL database: for many nodes, and for jobs that are added in the application's own
 * transactions.
 *
 * <pre>{@code
 * QueueRuntime.builder().store(PostgresStore.using(dataSource))
 * }</pre>
 *
 * <p>PostgreSQL 15 or newer. The tables lie in a schema of their own, {@code typedqueue} unless another is named, and
 * are created at the first start if the role may do that; {@link #migrations()} prints them for those who create them
 * by hand.
 *
 * <p>The data source may be the application's pool. The store takes a few of its connections while it is busy and gives
 * them back when they have been idle for some seconds, save for one that it keeps for as long as it is open. With
 * wake-ups between nodes it keeps one more.
 *
 * <p>All times are by the database's clock: those of the nodes' machines do not matter.
 *
 * <p>Immutable but for what is open: resources are opened with the first session and closed with the last. Safe for use
 * by several threads.
 */
public final class PostgresStore implements Store {

    private static final Pattern SCHEMA = Pattern.compile("(?!pg_)[a-z_][a-z0-9_]{0,49}");

    private final Settings settings;
    private final Shared<Database> database;

    private PostgresStore(Settings settings) {
        this.settings = settings;
        this.database = new Shared<>(() -> Database.open(settings), Database::close);
    }

    /**
     * A store in the schema {@code typedqueue}, with one shard, wake-ups between nodes, and a time-out of 10 seconds.
     *
     * @param dataSource gives connections to the database; it is asked when the store is opened
     */
    public static PostgresStore using(DataSource dataSource) {
        return new PostgresStore(new Settings(
                Objects.requireNonNull(dataSource, "dataSource"),
                "typedqueue",
                1,
                true,
                false,
                true,
                Duration.ofSeconds(10),
                () -> Duration.ZERO,
                System::nanoTime));
    }

    /**
     * The same store in another schema.
     *
     * @param schema at most 50 lower-case letters, digits and {@code _}, beginning with a letter or {@code _}, and not
     *     with {@code pg_}, which PostgreSQL keeps for itself
     * @throws IllegalArgumentException if the name is not valid
     */
    public PostgresStore withSchema(String schema) {
        requireSchemaName(schema);
        return new PostgresStore(settings.withSchema(schema));
    }

    private static void requireSchemaName(String schema) {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("The schema \"" + schema
                    + "\" is not valid: write lower-case letters, digits and '_', at most 50 characters, beginning"
                    + " with a letter or '_' and not with pg_");
        }
    }

    /**
     * The same store with its tables divided into so many shards. It counts when the tables are created, and must be
     * the same ever after. With more than one, jobs run in order within a shard, and only about in order among shards.
     *
     * @param shards 1 to 64; 1 unless this is called
     * @throws IllegalArgumentException if the number is out of range
     */
    public PostgresStore withShards(int shards) {
        if (shards < 1 || shards > 64) {
            throw new IllegalArgumentException("shards must be 1 to 64, but is " + shards);
        }
        return new PostgresStore(settings.withShards(shards));
    }

    /**
     * The same store without LISTEN and NOTIFY: a job that another node added is found by polling. Frees the connection
     * that would wait for them.
     */
    public PostgresStore withoutNotifications() {
        return new PostgresStore(settings.withNotifies(false));
    }

    /**
     * The same store behind a pooler that gives each transaction another server process, such as PgBouncer in
     * transaction mode. Nothing is kept in the session then, and there are no notifications.
     */
    public PostgresStore withTransactionPooling() {
        return new PostgresStore(settings.withTransactionPooling(true).withNotifies(false));
    }

    /** The same store without the right to create tables: someone has done that with {@link #migrations()}. */
    public PostgresStore withoutMigration() {
        return new PostgresStore(settings.withMigrates(false));
    }

    /**
     * The same store with another limit to how long a statement may take, and wait for locks. It is also how long the
     * server keeps the locks of a process that is frozen, or cut off, within a transaction of the store's.
     *
     * @throws IllegalArgumentException if the time-out is less than a millisecond or more than an hour
     */
    public PostgresStore withTimeout(Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("timeout must be 1 ms to 1 h, but is " + timeout);
        }
        return new PostgresStore(settings.withTimeout(timeout));
    }

    /**
     * The same store with its time moved, for tests. All nodes must agree about it.
     *
     * @param offset what is added to the database's clock, asked at each call
     */
    public PostgresStore withClockOffset(Supplier<Duration> offset) {
        return new PostgresStore(settings.withClockOffset(Objects.requireNonNull(offset, "offset")));
    }

    /**
     * The SQL that creates the tables, or brings them up to date, version by version, as this store would run it.
     *
     * @return one script a version, in order
     */
    public List<String> migrations() {
        return Migrations.scripts(settings);
    }

    /**
     * Opens a namespace.
     *
     * @throws IllegalArgumentException if its name is not valid
     * @throws StoreException if the database cannot be reached, its tables are those of another release, or a right is
     *     missing; the message says which
     */
    @Override
    public JdbcStoreSession open(String namespace) {
        Store.requireNamespace(namespace);
        return database.open((opened, release) -> new PostgresSession(opened, namespace, release));
    }

    @Override
    public String toString() {
        return settings.store();
    }
}
