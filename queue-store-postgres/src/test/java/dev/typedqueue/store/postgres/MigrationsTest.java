package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.StoreException;
import dev.typedqueue.spi.StoreSession;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the tables come about. */
@Timeout(120)
final class MigrationsTest {

    private final String schema = TestServer.newSchema();
    private final PostgresStore store =
            PostgresStore.using(TestServer.dataSource()).withSchema(schema).withoutNotifications();

    @AfterEach
    void drop() {
        TestServer.drop(schema);
    }

    @Test
    void eightNodesThatStartAtOnceCreateTheTablesOnce() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        try {
            List<Future<StoreSession>> sessions = IntStream.range(0, 8)
                    .mapToObj(any -> nodes.submit(() -> (StoreSession) PostgresStore.using(TestServer.dataSource())
                            .withSchema(schema)
                            .withoutNotifications()
                            .open("main")))
                    .toList();
            for (Future<StoreSession> session : sessions) {
                try (StoreSession opened = session.get()) {
                    assertThat(opened.counts()).isEmpty();
                }
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void tablesThatAreTooNewAreRefused() {
        store.open("main").close();
        TestServer.execute("INSERT INTO " + schema + ".schema_version VALUES (99, 99, 1)");

        assertThatThrownBy(() -> store.open("main"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("newer release");
    }

    @Test
    void newerTablesThatThisReleaseCanWorkWithAreTaken() {
        store.open("main").close();
        TestServer.execute("INSERT INTO " + schema + ".schema_version VALUES (99, 1, 1)");

        try (StoreSession session = store.open("main")) {
            assertThat(session.counts()).isEmpty();
        }
    }

    @Test
    void whoMayNotMigrateIsToldWhatToDo() {
        assertThatThrownBy(() -> store.withoutMigration().open("main"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("PostgresStore.migrations()");
    }

    @Test
    void tablesThatWereCreatedByHandAreGood() {
        store.migrations().forEach(TestServer::execute);

        try (StoreSession session = store.withoutMigration().open("main")) {
            TestNode node = TestNode.register(session);
            session.insert(TestNode.jobs(3));
            assertThat(node.claim(10)).hasSize(3);
        }
    }

    @Test
    void anotherNumberOfShardsIsRefused() {
        store.open("main").close();

        assertThatThrownBy(() -> store.withShards(4).open("main"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("withShards(1)");
    }
}
