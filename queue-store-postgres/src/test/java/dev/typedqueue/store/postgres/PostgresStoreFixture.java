package dev.typedqueue.store.postgres;

import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.StoreSession;
import dev.typedqueue.test.conformance.JdbcStoreFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A schema of its own, and the database's clock put forward. */
final class PostgresStoreFixture implements JdbcStoreFixture {

    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
    private final String schema = TestServer.newSchema();
    private final DataSource dataSource;
    private final PostgresStore store;
    private final PostgresStore elsewhere;

    PostgresStoreFixture(DataSource dataSource, UnaryOperator<PostgresStore> configuration) {
        this.dataSource = dataSource;
        this.store = configuration.apply(newStore());
        this.elsewhere = configuration.apply(newStore());
    }

    private PostgresStore newStore() {
        return PostgresStore.using(dataSource).withSchema(schema).withClockOffset(offset::get);
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
        return dataSource.getConnection();
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
