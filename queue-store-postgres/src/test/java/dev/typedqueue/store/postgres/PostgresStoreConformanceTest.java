package dev.typedqueue.store.postgres;

import dev.typedqueue.test.conformance.JdbcStoreConformance;
import dev.typedqueue.test.conformance.JdbcStoreFixture;

final class PostgresStoreConformanceTest extends JdbcStoreConformance {

    @Override
    protected JdbcStoreFixture createFixture() {
        return new PostgresStoreFixture(TestServer.dataSource(), PostgresStore::withoutNotifications);
    }
}
