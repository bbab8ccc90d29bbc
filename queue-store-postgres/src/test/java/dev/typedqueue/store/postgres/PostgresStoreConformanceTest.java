package dev.typedqueue.store.postgres;

import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.StoreSession;
import dev.typedqueue.test.conformance.JdbcStoreConformance;
import dev.typedqueue.test.conformance.JdbcStoreFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

final class PostgresStoreConformanceTest extends JdbcStoreConformance {

    @Override
    protected JdbcStoreFixture createFixture() {
        return new PostgresStoreFixture();
    }

    /** A schema of its own, and the database's clock put forward. */
    private static final class PostgresStoreFixture implements JdbcStoreFixture {

        private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
        private final String schema = TestServer.newSchema();
        private final PostgresStore store = store();
        private final PostgresStore elsewhere = store();

        private PostgresStore store() {
            return PostgresStore.using(TestServer.dataSource())
                    .withSchema(schema)
                    .withoutNotifications()
                    .withClockOffset(offset::get);
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
            offset.updateAndGet(now -> now.plus(duration));
        }

        @Override
        public Connection connect() throws SQLException {
            return TestServer.dataSource().getConnection();
        }

        @Override
        public Connection connectToAnother() throws SQLException {
            return TestServer.otherDatabase().getConnection();
        }

        @Override
        public void close() {
            TestServer.drop(schema);
        }
    }
}
