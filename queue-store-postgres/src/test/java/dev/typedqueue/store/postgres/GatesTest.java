package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.StoreException;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.Blockage;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Uniqueness;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gates, when several transactions meet at them. */
@Timeout(120)
final class GatesTest {

    private static final Gate ACME = new Gate("tenant", "acme");

    private final String schema = TestServer.newSchema();
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
    private JdbcStoreSession session;

    @BeforeEach
    void open() {
        session = openNode();
        session.declareLimits(TestNode.QUEUE, List.of(new Limit.Concurrency("tenant", 2)));
    }

    private JdbcStoreSession openNode() {
        return PostgresStore.using(TestServer.dataSource())
                .withSchema(schema)
                .withoutNotifications()
                .withClockOffset(offset::get)
                .open("test");
    }

    @AfterEach
    void close() {
        session.close();
        TestServer.drop(schema);
    }

    private static NewJob job(@Nullable String uniqueKey) {
        Uniqueness uniqueness = uniqueKey == null
                ? null
                : new Uniqueness(uniqueKey, Unique.Until.STARTED, null, Unique.OnConflict.REPLACE, null);
        return behind(ACME, uniqueness);
    }

    private static NewJob behind(Gate gate, @Nullable Uniqueness uniqueness) {
        NewJob plain = TestNode.job();
        return new NewJob(
                plain.id(),
                plain.queue(),
                plain.kind(),
                plain.payload(),
                0,
                null,
                uniqueness,
                null,
                List.of(gate),
                Set.of(),
                Map.of());
    }

    private static List<NewJob> jobs(int count) {
        return IntStream.range(0, count).mapToObj(any -> job(null)).toList();
    }

    private JobState state(JobId id) {
        return session.find(id).orElseThrow().state();
    }

    private static Connection transaction() throws SQLException {
        Connection connection = TestServer.dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    @Test
    void manyNodesTogetherLetNoMoreThroughThanTheLimitAndForgetNobody() throws Exception {
        int all = 200;
        session.insert(jobs(all));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> nodes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            nodes.add(threads.submit(() -> {
                try (JdbcStoreSession own = openNode()) {
                    TestNode node = TestNode.register(own);
                    while (done.get() < all) {
                        own.promoteDue(3);
                        for (ClaimedJob claimed : node.claim(2)) {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            running.decrementAndGet();
                            node.complete(List.of(claimed));
                            done.incrementAndGet();
                        }
                    }
                }
            }));
        }
        for (Future<?> node : nodes) {
            node.get();
        }
        threads.shutdown();

        TestNode node = new TestNode(session, new NodeId("any"));
        assertThat(node.count(JobState.COMPLETED)).isEqualTo(all);
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void manyNodesTogetherGiveNoPlaceAwayTwice() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int round = 0; round < 10; round++) {
            Gate gate = new Gate("tenant", "round " + round);
            List<NewJob> jobs =
                    IntStream.range(0, 20).mapToObj(any -> behind(gate, null)).toList();
            List<Future<?>> nodes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                List<NewJob> part = jobs.subList(i * 5, i * 5 + 5);
                nodes.add(threads.submit(() -> {
                    session.insert(part);
                    session.promoteDue(100);
                }));
            }
            for (Future<?> node : nodes) {
                node.get();
            }
            session.promoteDue(100);

            assertThat(jobs)
                    .filteredOn(job -> state(job.id()) == JobState.READY)
                    .hasSize(2);
        }
        threads.shutdown();
    }

    @Test
    void aJobOfATransactionComesToItsGateWhenThatIsCommitted() throws SQLException {
        NewJob job = job(null);
        try (Connection connection = transaction()) {
            session.insert(connection, List.of(job));
            assertThat(session.promoteDue(10).promoted()).isZero();
            connection.commit();
        }

        assertThat(session.promoteDue(10).promoted()).isEqualTo(1);
        assertThat(state(job.id())).isEqualTo(JobState.READY);
    }

    @Test
    void whoFinishesInATransactionHoldsHisPlaceUntilTheCommitAndBlocksNoGatekeeper() throws SQLException {
        session.insert(jobs(4));
        session.promoteDue(10);
        TestNode node = TestNode.register(session);
        ClaimedJob first = node.claim(1).get(0);
        Finish finish = new Finish(first.id(), first.fencingToken(), new Outcome.Completed());

        try (Connection connection = transaction()) {
            session.finish(connection, finish);
            assertThat(session.promoteDue(10).promoted()).isZero();
            connection.rollback();
            assertThat(session.promoteDue(10).promoted()).isZero();
            session.finish(connection, finish);
            connection.commit();
        }

        assertThat(session.promoteDue(10).promoted()).isEqualTo(1);
        assertThat(node.count(JobState.BLOCKED)).isEqualTo(1);
    }

    @Test
    void aJobThatATransactionHeldWhenItsTurnCameIsNotForgotten() throws SQLException {
        session.insert(jobs(2));
        NewJob third = job("key");
        session.insert(List.of(third));
        session.promoteDue(10);
        TestNode node = TestNode.register(session);
        List<ClaimedJob> running = node.claim(2);
        assertThat(state(third.id())).isEqualTo(JobState.BLOCKED);

        try (Connection connection = transaction()) {
            assertThat(session.insert(connection, List.of(job("key"))))
                    .containsExactly(new InsertResult.Replaced(third.id()));
            node.complete(running);
            assertThat(session.promoteDue(10).promoted()).isZero();
            connection.rollback();
        }
        offset.set(Duration.ofSeconds(2));

        assertThat(session.promoteDue(10).promoted()).isEqualTo(1);
        assertThat(state(third.id())).isEqualTo(JobState.READY);
    }

    @Test
    void aRateGoesOnSoonAfterNodesHaveStartedWhatItHasLetThrough() {
        session.declareLimits(TestNode.QUEUE, List.of(new Limit.Rate("tenant", 1_000, Duration.ofMillis(1), 2)));
        session.insert(jobs(6));
        session.promoteDue(10);
        TestNode node = TestNode.register(session);
        assertThat(node.count(JobState.READY)).isEqualTo(2);
        assertThat(session.promoteDue(10).untilNext()).isLessThanOrEqualTo(Duration.ofSeconds(1));

        assertThat(node.claim(10)).hasSize(2);
        offset.set(Duration.ofSeconds(1));
        session.promoteDue(10);

        assertThat(node.claim(10)).hasSize(2);
    }

    @Test
    void gatesAtWhichNobodyWaitsLeaveNothingBehind() throws SQLException {
        session.insert(jobs(2));
        session.promoteDue(10);
        TestNode node = TestNode.register(session);
        node.complete(node.claim(2));
        session.promoteDue(10);

        assertThat(count("gate")).isZero();
        assertThat(count("gate_waiter")).isZero();
        assertThat(count("gate_holder")).isZero();
        assertThat(count("gate_news")).isZero();
    }

    private long count(String table) throws SQLException {
        try (Connection connection = TestServer.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + schema + "." + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void aLookThatFindsNothingReadsNoneOfManyBlockedJobs() throws SQLException {
        session.insert(jobs(5_000));
        while (session.promoteDue(10).untilNext() != null) {
            // Until all wait at the gate.
        }
        assertThat(session.blockage(
                        session.list(JobFilter.all().inState(JobState.BLOCKED).limit(1))
                                .get(0)
                                .id()))
                .map(Blockage::ahead)
                .contains(1_000);

        String plan = explain(
                Upkeep.NEXT
                        .replace("{schema}", schema)
                        .replace("{now}", "0::bigint")
                        .replace("?::integer[]", "'{0}'::integer[]"),
                1,
                1,
                1);

        assertThat(plan)
                .contains("gate_news_pkey")
                .doesNotContain("gate_waiter")
                .doesNotContain("Seq Scan on gate_news");
    }

    private String explain(String statement, Object... values) throws SQLException {
        try (Connection connection = TestServer.dataSource().getConnection();
                PreparedStatement explain = connection.prepareStatement("EXPLAIN (ANALYZE, TIMING OFF) " + statement)) {
            for (int i = 0; i < values.length; i++) {
                explain.setObject(i + 1, values[i]);
            }
            List<String> lines = new ArrayList<>();
            try (Statement settings = connection.createStatement()) {
                settings.execute("SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off");
            }
            try (ResultSet rows = explain.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return String.join("\n", lines);
        }
    }

    @Test
    void aPromotionReadsNoJobsThatAreNotYetDue() throws SQLException {
        Instant later = Instant.now().plus(Duration.ofDays(1));
        session.insert(IntStream.range(0, 1_000)
                .mapToObj(any -> TestNode.job())
                .map(job -> new NewJob(job.id(), job.queue(), job.kind(), "{}", 0, later, null))
                .toList());

        String plan = explain(
                Upkeep.PROMOTE
                        .replace("{schema}", schema)
                        .replace("{now}", "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint"),
                0,
                1,
                10);

        assertThat(plan).contains("Index Cond").doesNotContain("Rows Removed by Filter");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGatekeeperThatFallsSilentKeepsTheGatesShutForNoLongerThanItsTimeout(boolean transactionPooling) {
        session.insert(jobs(1));
        Settings settings = new Settings(
                TestServer.dataSource(),
                schema,
                1,
                false,
                transactionPooling,
                true,
                Duration.ofSeconds(3),
                () -> Duration.ZERO,
                System::nanoTime);
        try (Database silent = Database.open(settings)) {
            assertThatThrownBy(() -> silent.write(sql -> {
                        sql.exists("SELECT 1 FROM {schema}.queue FOR NO KEY UPDATE");
                        assertThat(session.promoteDue(10).promoted()).isZero();
                        session.declareLimits(TestNode.QUEUE, List.of(new Limit.Concurrency("tenant", 1))); // waits
                        assertThat(session.promoteDue(10).promoted()).isEqualTo(1);
                        return sql.exists("SELECT 1");
                    }))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.isPassing()).isTrue())
                    .hasMessageContaining("the connection was lost");
            boolean answers = silent.read(sql -> sql.exists("SELECT 1"));
            assertThat(answers).isTrue();
        }
    }

    @Test
    void aGatekeeperLeavesNoVersionsOfTheQueuesRowToBeSteppedOver() throws SQLException {
        session.insert(jobs(4));
        String before = versionOfTheQueue();

        assertThat(session.promoteDue(10).promoted()).isEqualTo(2);

        assertThat(versionOfTheQueue()).isEqualTo(before);
    }

    private String versionOfTheQueue() throws SQLException {
        try (Connection connection = TestServer.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ctid || ' ' || xmin FROM " + schema + ".queue")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
