package dev.typedqueue.store.sqlite;

import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.StoreSession;
import dev.typedqueue.test.conformance.JdbcStoreConformance;
import dev.typedqueue.test.conformance.JdbcStoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreConformanceTest extends JdbcStoreConformance {

    @TempDir
    Path directory;

    @Override
    protected JdbcStoreFixture createFixture() {
        try {
            return new SqliteStoreFixture(Files.createTempDirectory(directory, "store"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of its own, and a time that stands still unless it is advanced. */
    private static final class SqliteStoreFixture implements JdbcStoreFixture {

        private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-11-25T12:00:00Z"));
        private final Path directory;
        private final SqliteStore store;
        private final SqliteStore elsewhere;

        SqliteStoreFixture(Path directory) {
            this.directory = directory;
            this.store = store();
            this.elsewhere = store();
        }

        /** Durability is tested elsewhere, and would cost a wait for the disk at each step. */
        private SqliteStore store() {
            return SqliteStore.at(directory.resolve("jobs.db"))
                    .withSynchronous(Synchronous.NORMAL)
                    .withClock(time::get);
        }

        @Override
        public JdbcStoreSession open(String namespace) {
            return store.open(namespace);
        }

        @Override
        public StoreSession openElsewhere(String namespace) {
            return elsewhere.open(namespace);
        }

        @Override
        public void advance(Duration duration) {
            time.updateAndGet(now -> now.plus(duration));
        }

        @Override
        public Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("jobs.db"));
        }

        @Override
        public Connection connectToAnother() throws SQLException {
            return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("other.db"));
        }

        @Override
        public void close() {}
    }
}
