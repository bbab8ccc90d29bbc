package dev.typedqueue.store.sqlite;

import dev.typedqueue.StoreException;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.Store;
import dev.typedqueue.store.jdbc.Shared;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Keeps jobs in an SQLite file: durable, fast, and nothing to set up.
 *
 * <pre>{@code
 * QueueRuntime.builder().store(SqliteStore.at(Path.of("jobs.db")))
 * }</pre>
 *
 * <p>The file is created if it does not exist; its directory is not, since a directory that is missing is more often a
 * volume that is not mounted. It may hold the application's own tables too, and then jobs can be added in the
 * application's own transactions. All names here begin with {@code typedqueue_}. Several processes of one machine may
 * use the file at once; it must be on a local disk.
 *
 * <p>When a call that changes something returns, the change is durable: it survives the death of the process and, with
 * {@link Synchronous#FULL}, the loss of power. Calls of several threads that come at the same time share a commit.
 *
 * <p>A thread that is in a transaction of its own on the file, and has written there, holds the file's only write lock.
 * It must add jobs within that transaction: a call without it would wait for the lock until the time is up.
 *
 * <p>The driver loads native code. JDK 24 and newer print a warning about that, unless the JVM is started with
 * {@code --enable-native-access=ALL-UNNAMED}, or {@code =org.xerial.sqlitejdbc} if the driver is on the module path.
 *
 * <p>Immutable but for what is open: resources are opened with the first session and closed with the last. Safe for use
 * by several threads.
 */
public final class SqliteStore implements Store {

    private final Settings settings;
    private final Shared<Database> database;

    private SqliteStore(Settings settings) {
        this.settings = settings;
        this.database = new Shared<>(() -> Database.open(settings), Database::close);
    }

    /**
     * A store in a file, with {@link Synchronous#FULL}, a busy time-out of 5 seconds and the system's clock.
     *
     * @param path the file; it is looked for when the store is opened
     */
    public static SqliteStore at(Path path) {
        return new SqliteStore(new Settings(
                path.toAbsolutePath(),
                Synchronous.FULL,
                Duration.ofSeconds(5),
                InstantSource.system(),
                System::nanoTime,
                0));
    }

    /** The same store with commits that reach the disk at another time. */
    public SqliteStore withSynchronous(Synchronous synchronous) {
        Objects.requireNonNull(synchronous, "synchronous");
        return new SqliteStore(settings.withSynchronous(synchronous));
    }

    /**
     * The same store with another limit to how long a call waits while another transaction, of this process or another,
     * holds the file's write lock.
     *
     * @throws IllegalArgumentException if the time-out is negative
     */
    public SqliteStore withBusyTimeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must not be negative, but is " + timeout);
        }
        return new SqliteStore(settings.withBusyTimeout(timeout));
    }

    /** The same store on another clock, for tests. All processes that use the file must agree about the time. */
    public SqliteStore withClock(InstantSource clock) {
        Objects.requireNonNull(clock, "clock");
        return new SqliteStore(settings.withClock(clock));
    }

    /** The same store in a file that cannot grow beyond so many pages, as if the disk were full. */
    SqliteStore withMaxPages(int maxPages) {
        return new SqliteStore(settings.withMaxPages(maxPages));
    }

    /**
     * Opens a namespace.
     *
     * @throws IllegalArgumentException if its name is not valid
     * @throws StoreException if the file cannot be opened or created, is no SQLite database, is read-only, or was
     *     written by a newer release; the message says which
     */
    @Override
    public JdbcStoreSession open(String namespace) {
        Store.requireNamespace(namespace);
        return database.open((opened, release) -> new SqliteSession(opened, namespace, release));
    }

    @Override
    public String toString() {
        return settings.store();
    }
}
