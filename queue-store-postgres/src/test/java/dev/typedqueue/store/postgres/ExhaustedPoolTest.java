package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.typedqueue.JobState;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.Outcome;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handlers that hold all connections of a pool, which gives up only after a minute. */
@Timeout(50)
final class ExhaustedPoolTest {

    private static final int POOL_SIZE = 4;

    private final String schema = TestServer.newSchema();
    private HikariDataSource pool;
    private PostgresStore store;

    @BeforeEach
    void createPool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(TestServer.dataSource());
        config.setMaximumPoolSize(POOL_SIZE);
        config.setConnectionTimeout(60_000);
        pool = new HikariDataSource(config);
        store = PostgresStore.using(pool).withSchema(schema).withoutNotifications();
    }

    @AfterEach
    void drop() {
        pool.close();
        TestServer.drop(schema);
    }

    /** All that are left beside the one that the store keeps. */
    private List<Connection> takeAll() throws Exception {
        List<Connection> taken = new ArrayList<>();
        while (pool.getHikariPoolMXBean().getActiveConnections() < POOL_SIZE) {
            Connection connection = pool.getConnection();
            connection.setAutoCommit(false);
            taken.add(connection);
        }
        return taken;
    }

    private static Finish completed(ClaimedJob job) {
        return new Finish(job.id(), job.fencingToken(), new Outcome.Completed());
    }

    @Test
    void handlersThatHoldAllConnectionsCompleteInTheirTransactions() throws Exception {
        try (JdbcStoreSession session = store.open("main")) {
            TestNode node = TestNode.register(session);
            session.insert(TestNode.jobs(10));
            List<ClaimedJob> jobs = node.claim(10);
            List<Connection> connections = takeAll();
            assertThat(connections).isNotEmpty();
            ExecutorService handlers = Executors.newFixedThreadPool(connections.size());
            List<Future<FinishResult>> results = new ArrayList<>();
            for (int i = 0; i < connections.size(); i++) {
                Connection connection = connections.get(i);
                ClaimedJob job = jobs.get(i);
                results.add(handlers.submit(() -> {
                    try (connection) {
                        FinishResult result = session.finish(connection, completed(job));
                        connection.commit();
                        return result;
                    }
                }));
            }
            for (Future<FinishResult> result : results) {
                assertThat(result.get()).isEqualTo(FinishResult.ACCEPTED);
            }
            handlers.shutdown();

            assertThat(node.count(JobState.COMPLETED)).isEqualTo(connections.size());
        }
    }

    @Test
    void addsClaimsFinishesAndHeartbeatsGoOnWhileHandlersHoldAllConnections() throws Exception {
        try (JdbcStoreSession session = store.open("main")) {
            TestNode node = TestNode.register(session);
            List<Connection> connections = takeAll();

            session.insert(TestNode.jobs(3));
            assertThat(node.complete(node.claim(3))).containsOnly(FinishResult.ACCEPTED);
            assertThat(session.heartbeat(node.id(), Duration.ofMinutes(1)).alive())
                    .isTrue();

            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    @Test
    void aHandlerCompletesInItsTransactionEvenIfTheStoreHasLostItsConnections() throws Exception {
        try (JdbcStoreSession session = store.open("main")) {
            TestNode node = TestNode.register(session);
            session.insert(TestNode.jobs(2));
            List<ClaimedJob> jobs = node.claim(2);
            List<Connection> connections = takeAll();
            TestServer.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    + " WHERE pid <> pg_backend_pid() AND query LIKE '%" + schema + ".%'");
            // What the store had goes back to the pool as soon as it is found broken: here, to another handler.
            ExecutorService thief = Executors.newSingleThreadExecutor();
            Future<Connection> last = thief.submit(() -> pool.getConnection());

            Connection connection = connections.get(0);
            assertThat(session.finish(connection, completed(jobs.get(0)))).isEqualTo(FinishResult.ACCEPTED);
            connection.commit();

            for (Connection each : connections) {
                each.close();
            }
            last.get().close();
            thief.shutdown();
            assertThat(node.complete(jobs.subList(1, 2))).containsOnly(FinishResult.ACCEPTED);
            assertThat(node.count(JobState.COMPLETED)).isEqualTo(2);
        }
    }
}
