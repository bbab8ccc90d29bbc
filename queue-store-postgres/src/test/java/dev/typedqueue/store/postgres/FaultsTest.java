package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.typedqueue.JobState;
import dev.typedqueue.StoreException;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.StoreSession;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What PostgreSQL's faults do to the store, and its own ways. */
@Timeout(120)
final class FaultsTest {

    private final String schema = TestServer.newSchema();
    private final PostgresStore store =
            PostgresStore.using(TestServer.dataSource()).withSchema(schema).withoutNotifications();

    @AfterEach
    void drop() {
        TestServer.drop(schema);
    }

    /** Ends the server processes of the connections that the store keeps. */
    private static void terminateBackends() {
        TestServer.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                + " WHERE pid <> pg_backend_pid() AND datname = current_database()");
    }

    @Test
    void anAddSurvivesTheEndOfItsConnection() {
        try (StoreSession session = store.open("main")) {
            session.insert(TestNode.jobs(1));
            terminateBackends();

            session.insert(TestNode.jobs(1));

            assertThat(TestNode.register(session).count(JobState.READY)).isEqualTo(2);
        }
    }

    @Test
    void aRepeatedAddStoresOneJob() {
        try (StoreSession session = store.open("main")) {
            List<NewJob> jobs = TestNode.jobs(2);
            session.insert(jobs);
            session.insert(jobs);

            assertThat(TestNode.register(session).claim(10)).hasSize(2);
        }
    }

    @Test
    void aPoolWithoutConnectionsIsAPassingFault() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setDataSource(TestServer.dataSource());
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(300);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            store.open("main").close();
            PostgresStore pooled = PostgresStore.using(pool).withSchema(schema).withoutNotifications();
            try (Connection first = pool.getConnection();
                    Connection second = pool.getConnection()) {
                assertThat(first).isNotSameAs(second);
                assertThatThrownBy(() -> pooled.open("main"))
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                e -> assertThat(e.isPassing()).isTrue())
                        .hasMessageContaining("pool");
            }
            try (StoreSession session = pooled.open("main")) {
                assertThat(session.counts()).isEmpty();
            }
        }
    }

    @Test
    void aPoolThatCannotConnectSaysWhy() {
        HikariConfig config = new HikariConfig();
        PGSimpleDataSource server = TestServer.dataSource();
        server.setUser("a_stranger");
        config.setDataSource(server);
        config.setConnectionTimeout(500);
        config.setInitializationFailTimeout(-1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            PostgresStore store = PostgresStore.using(pool).withSchema(schema).withoutNotifications();

            assertThatThrownBy(() -> store.open("main"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("could make no connection")
                    .hasMessageContaining("a_stranger");
        }
    }

    @Test
    void aPooledConnectionIsGivenBackAsItCame() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setDataSource(serializable());
        config.setMaximumPoolSize(2);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            try (StoreSession session = PostgresStore.using(pool)
                    .withSchema(schema)
                    .withoutNotifications()
                    .open("main")) {
                session.insert(TestNode.jobs(1));
            }
            try (Connection fresh = serializable().getConnection();
                    Connection used = pool.getConnection()) {
                assertThat(settings(used)).isEqualTo(settings(fresh));
            }
        }
    }

    private static PGSimpleDataSource serializable() {
        PGSimpleDataSource dataSource = TestServer.dataSource();
        dataSource.setOptions("-c default_transaction_isolation=serializable");
        return dataSource;
    }

    private static List<String> settings(Connection connection) throws SQLException {
        List<String> settings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT name || ' = ' || setting FROM pg_settings ORDER BY name")) {
            while (rows.next()) {
                settings.add(rows.getString(1));
            }
        }
        return settings;
    }

    @Test
    void anOpenTransactionThatFinishesAJobHoldsUpNoOther() throws Exception {
        try (JdbcStoreSession session = store.open("main");
                Connection connection = TestServer.dataSource().getConnection()) {
            TestNode node = TestNode.register(session);
            session.insert(TestNode.jobs(3));
            List<ClaimedJob> jobs = node.claim(3);
            connection.setAutoCommit(false);
            Finish end = new Finish(jobs.get(1).id(), jobs.get(1).fencingToken(), new Outcome.Completed());

            assertThat(session.finish(connection, end)).isEqualTo(FinishResult.ACCEPTED);
            assertThat(node.complete(List.of(jobs.get(0), jobs.get(2)))).containsOnly(FinishResult.ACCEPTED);
            connection.rollback();

            assertThat(session.holdsLease(jobs.get(1).id(), jobs.get(1).fencingToken()))
                    .isTrue();
            assertThat(node.complete(List.of(jobs.get(1)))).containsExactly(FinishResult.ACCEPTED);
            assertThat(node.count(JobState.COMPLETED)).isEqualTo(3);
        }
    }

    @Test
    void anotherNodeHearsOfAnAdd() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (StoreSession here = store().open("main");
                StoreSession there = store().open("main")) {
            there.onReady(heard::add);
            TestNode.register(there);
            assertThat(untilHeard(here, heard)).isEqualTo(TestNode.QUEUE);
        }
    }

    @Test
    void sessionsOfOneStoreHearOfEachOtherAndNotOfThemselves() throws Exception {
        BlockingQueue<String> heardHere = new LinkedBlockingQueue<>();
        BlockingQueue<String> heardThere = new LinkedBlockingQueue<>();
        PostgresStore one = store();
        try (StoreSession here = one.open("main");
                StoreSession there = one.open("main")) {
            here.onReady(heardHere::add);
            there.onReady(heardThere::add);
            TestNode.register(here);
            TestNode.register(there);
            for (int i = 0; i < 2; i++) { // once the second is heard, everyone has been told of the first
                assertThat(untilHeard(here, heardThere)).isEqualTo(TestNode.QUEUE);
            }
            assertThat(heardHere).isEmpty();
            assertThat(untilHeard(there, heardHere)).isEqualTo(TestNode.QUEUE);
        }
    }

    private static @Nullable String untilHeard(StoreSession here, BlockingQueue<String> heard)
            throws InterruptedException {
        String queue = null;
        for (int i = 0; i < 100 && queue == null; i++) {
            here.insert(TestNode.jobs(1));
            queue = heard.poll(100, TimeUnit.MILLISECONDS);
        }
        return queue;
    }

    @Test
    void whereNoOtherNodeKnowsAQueueNobodyIsTold() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (StoreSession here = store().open("main");
                StoreSession there = store().open("main")) {
            there.onReady(heard::add);
            TestNode.register(here);
            NewJob job = TestNode.job();
            here.insert(List.of(new NewJob(job.id(), "letters", job.kind(), "{}", 0, null, null)));
            TestNode.register(there);
            assertThat(untilHeard(here, heard)).isEqualTo(TestNode.QUEUE);
            assertThat(heard).doesNotContain("letters");
        }
    }

    @Test
    void aConnectionThatListenedGoesBackToItsPoolAsItCame() throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(TestServer.dataSource());
            pool.setMinimumIdle(0);
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            int lent;
            try (StoreSession here = store().open("main");
                    StoreSession there =
                            PostgresStore.using(pool).withSchema(schema).open("main")) {
                there.onReady(heard::add);
                TestNode.register(there);
                assertThat(untilHeard(here, heard)).isNotNull();
                lent = pool.getHikariPoolMXBean().getTotalConnections();
            }
            assertThat(pool.getHikariPoolMXBean().getIdleConnections()).isEqualTo(lent);
            for (int i = 0; i < lent; i++) {
                assertThat(listens(pool.getConnection())).isFalse();
            }
        }
    }

    private static boolean listens(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT 1 FROM pg_listening_channels())")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Test
    void anotherNodeHearsOfAnAddInATransactionAfterItsCommit() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (JdbcStoreSession here = store().open("main");
                StoreSession there = store().open("main");
                Connection connection = TestServer.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            TestNode node = TestNode.register(there);
            there.onReady(heard::add);
            here.insert(connection, TestNode.jobs(1));
            connection.commit();

            List<ClaimedJob> claimed = List.of();
            for (int i = 0; i < 20 && claimed.isEmpty(); i++) {
                if (heard.poll(500, TimeUnit.MILLISECONDS) != null) {
                    claimed = node.claim(1);
                }
            }
            assertThat(claimed).hasSize(1);
        }
    }

    private PostgresStore store() {
        return PostgresStore.using(TestServer.dataSource()).withSchema(schema);
    }

    @Test
    void severalShardsLoseNothing() {
        try (StoreSession session = store.withShards(4).open("main")) {
            TestNode node = TestNode.register(session);
            session.insert(TestNode.jobs(500));

            List<ClaimedJob> first = node.claim(300);
            List<ClaimedJob> second = node.claim(300);

            assertThat(first).hasSize(300);
            assertThat(second).hasSize(200);
            assertThat(node.complete(first)).containsOnly(FinishResult.ACCEPTED);
            assertThat(node.complete(second)).containsOnly(FinishResult.ACCEPTED);
            assertThat(node.count(JobState.COMPLETED)).isEqualTo(500);
            assertThat(session.purge(TestNode.QUEUE, JobState.COMPLETED, Duration.ZERO, 1_000))
                    .isEqualTo(500);
        }
    }

    @Test
    void jobsRunBehindATransactionPooler() {
        try (StoreSession session = store.withTransactionPooling().open("main")) {
            TestNode node = TestNode.register(session);
            session.insert(TestNode.jobs(5));

            assertThat(node.complete(node.claim(5))).hasSize(5).containsOnly(FinishResult.ACCEPTED);
        }
    }

    @Test
    void aJobThatIsFinishedInATransactionIsNotToldThatAnotherOfItsClaimIsToBeCancelled() throws Exception {
        try (JdbcStoreSession session = store.open("main");
                Connection connection = TestServer.dataSource().getConnection()) {
            TestNode node = TestNode.register(session);
            session.insert(TestNode.jobs(3));
            List<ClaimedJob> jobs = node.claim(3);
            session.act(jobs.get(0).id(), new JobAction.Cancel());
            session.act(jobs.get(2).id(), new JobAction.Cancel());
            connection.setAutoCommit(false);
            for (ClaimedJob job : jobs.subList(1, 3)) {
                session.finish(connection, new Finish(job.id(), job.fencingToken(), new Outcome.Completed()));
            }

            assertThat(session.heartbeat(node.id(), Duration.ofHours(1)).cancelRequested())
                    .containsExactlyInAnyOrder(jobs.get(0).id(), jobs.get(2).id());
            connection.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTransactionOfTheStoresSeesWhatOthersCommitWhateverTheLevelOfItsConnectionsIs(boolean transactionPooling) {
        Settings settings = new Settings(
                serializable(),
                schema,
                1,
                false,
                transactionPooling,
                true,
                Duration.ofSeconds(10),
                () -> Duration.ZERO,
                System::nanoTime);
        try (Database database = Database.open(settings)) {
            String level = database.write(
                    sql -> sql.first("SELECT current_setting('transaction_isolation')", row -> row.getString(1))
                            .orElseThrow());

            assertThat(level).isEqualTo("read committed");
        }
    }
}
