package dev.typedqueue.store.postgres;

import dev.typedqueue.test.conformance.JdbcStoreConformance;
import dev.typedqueue.test.conformance.JdbcStoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The store and its callers reach another server process with each transaction. */
@Tag("faults")
final class PgBouncerConformanceTest extends JdbcStoreConformance {

    @TempDir
    static Path directory;

    private static PgBouncer bouncer;

    @BeforeAll
    static void start() throws Exception {
        bouncer = PgBouncer.start(directory);
    }

    @AfterAll
    static void stop() {
        bouncer.close();
    }

    @Override
    protected JdbcStoreFixture createFixture() {
        return new PostgresStoreFixture(bouncer.dataSource(), PostgresStore::withTransactionPooling);
    }
}
