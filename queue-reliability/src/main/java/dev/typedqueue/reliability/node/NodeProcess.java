package dev.typedqueue.reliability.node;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.RuntimeBuilder;
import dev.typedqueue.reliability.node.NodeSettings.Release;
import dev.typedqueue.spi.Store;
import dev.typedqueue.store.postgres.PostgresStore;
import dev.typedqueue.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process that adds and runs jobs until it is killed or told to end.
 *
 * <p>Its arguments are the address of the store, the file of its journal and its settings as JSON.
 */
public final class NodeProcess {

    /** The lease of all nodes: short, so that faults outlast it often. */
    public static final Duration LEASE = Duration.ofSeconds(3);

    /** How often a queue is looked at without a wake-up. */
    public static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private static final int MAX_PAYLOAD = 32 * 1024 * 1024;

    private NodeProcess() {}

    /** Starts the node. */
    public static void main(String[] arguments) throws Exception {
        NodeSettings settings = JsonMapper.shared().readValue(arguments[2], NodeSettings.class);
        InstantSource clock = settings.clock() == 0
                ? InstantSource.system()
                : new JumpingClock(settings.clock(), settings.clockEnds());
        DataSource pool = pool(arguments[0], settings.pool());
        Store store = store(arguments[0], pool, clock);
        if (settings.waits() && System.in.read() < 0) {
            return;
        }
        endWithParent();
        Journal journal = new Journal(Path.of(arguments[1]));
        RuntimeBuilder builder = QueueRuntime.builder()
                .store(store)
                .lease(LEASE)
                .pollInterval(POLL_INTERVAL)
                .graceTime(Duration.ofSeconds(1))
                .maxPayloadSize(MAX_PAYLOAD)
                .maxNodeDeaths(settings.maxNodeDeaths())
                .platform(ClockedPlatform.with(clock));
        if (settings.release() != Release.NONE) {
            builder.handle(new Worker(journal, settings.pool() == 0 ? null : pool).handlers(settings.release()));
        }
        QueueRuntime runtime = builder.start();
        journal.ready();
        if (settings.rate() > 0) {
            // A delay is reckoned by the store's clock: what a wrong clock asks for comes at a wrong time.
            new Producer(runtime, journal, settings, pool == null ? clock : InstantSource.system()).run();
        }
    }

    /** Nothing of a trial that was aborted must go on. */
    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is said to it.
                        }
                    } catch (IOException e) {
                        // The same.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "watch of the parent");
        watch.setDaemon(true);
        watch.start();
    }

    /** A store as nodes and the checker open it. */
    public static Store store(String address) {
        return store(address, pool(address, 0), InstantSource.system());
    }

    private static Store store(String address, @Nullable DataSource pool, InstantSource clock) {
        return pool == null
                ? SqliteStore.at(Path.of(address)).withClock(clock)
                : PostgresStore.using(pool).withTimeout(Duration.ofSeconds(5));
    }

    /** Null where the address is a file. */
    private static @Nullable DataSource pool(String address, int size) {
        if (!address.startsWith("jdbc:")) {
            return null;
        }
        PGSimpleDataSource plain = new PGSimpleDataSource();
        plain.setUrl(address);
        if (size == 0) {
            return plain;
        }
        HikariConfig config = new HikariConfig();
        config.setDataSource(plain);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(1_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
