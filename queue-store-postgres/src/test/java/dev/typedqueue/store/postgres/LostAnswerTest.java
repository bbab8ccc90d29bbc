package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobState;
import dev.typedqueue.StoreException;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.StoreSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** What becomes of work whose answer the network loses, and of connections that fall silent. */
@Timeout(60)
final class LostAnswerTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final String schema = TestServer.newSchema();
    private FaultyNetwork network;
    private PGSimpleDataSource dataSource;
    private PostgresStore store;

    @BeforeEach
    void connect() throws Exception {
        dataSource = TestServer.dataSource();
        network = new FaultyNetwork(dataSource.getServerNames()[0], dataSource.getPortNumbers()[0]);
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {network.port()});
        dataSource.setLoginTimeout(1);
        // Each COMMIT is sent as text then, which the network knows it by.
        dataSource.setPrepareThreshold(0);
        store = PostgresStore.using(dataSource)
                .withSchema(schema)
                .withoutNotifications()
                .withTimeout(TIMEOUT);
    }

    @AfterEach
    void drop() throws Exception {
        network.close();
        TestServer.drop(schema);
    }

    @Test
    void anAddWhoseCommitIsNotAnsweredIsRepeatedAndMakesOneJob() {
        try (StoreSession session = store.open("main")) {
            session.insert(TestNode.jobs(1));
            NewJob job = TestNode.job();
            network.loseTheAnswerTo(job.id().toString());

            assertThat(session.insert(List.of(job))).containsExactly(new InsertResult.Inserted());

            assertThat(network.hasLostTheAnswer()).isTrue();
            assertThat(TestNode.register(session).count(JobState.READY)).isEqualTo(2);
        }
    }

    @Test
    void aFinishWhoseCommitIsNotAnsweredIsStoredAndItsRepetitionIsRefused() {
        try (StoreSession session = store.open("main")) {
            TestNode node = TestNode.register(session);
            session.insert(TestNode.jobs(1));
            List<ClaimedJob> claimed = node.claim(1);
            network.loseTheAnswerTo(claimed.get(0).id().toString());

            assertThatThrownBy(() -> node.complete(claimed))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.isPassing()).isTrue());

            assertThat(network.hasLostTheAnswer()).isTrue();
            assertThat(node.count(JobState.COMPLETED)).isEqualTo(1);
            assertThat(node.complete(claimed)).containsExactly(FinishResult.LEASE_LOST);
        }
    }

    @Test
    void aJobAddedInATransactionExistsAlthoughTheCommitIsNotAnswered() throws Exception {
        try (JdbcStoreSession session = store.open("main");
                Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            session.insert(connection, TestNode.jobs(1));
            network.loseTheAnswerToTheNextCommit();

            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);

            assertThat(network.hasLostTheAnswer()).isTrue();
            assertThat(TestNode.register(session).count(JobState.READY)).isEqualTo(1);
        }
    }

    @Test
    void aJobCompletedInATransactionStaysSoAlthoughTheCommitIsNotAnswered() throws Exception {
        try (JdbcStoreSession session = store.open("main");
                Connection connection = dataSource.getConnection()) {
            TestNode node = TestNode.register(session);
            session.insert(TestNode.jobs(1));
            ClaimedJob job = node.claim(1).get(0);
            connection.setAutoCommit(false);
            session.finish(connection, new Finish(job.id(), job.fencingToken(), new Outcome.Completed()));
            network.loseTheAnswerToTheNextCommit();

            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);

            assertThat(network.hasLostTheAnswer()).isTrue();
            assertThat(node.count(JobState.COMPLETED)).isEqualTo(1);
            assertThat(session.holdsLease(job.id(), job.fencingToken())).isFalse();
        }
    }

    /** The time-out, the five seconds that the network may be silent longer, and time for a slow machine. */
    @Test
    void aSlowNetworkIsNoFault() {
        try (StoreSession session = store.open("main")) {
            TestNode node = TestNode.register(session);
            network.slowDown(Duration.ofMillis(30));

            session.insert(TestNode.jobs(3));
            assertThat(node.complete(node.claim(3))).hasSize(3).containsOnly(FinishResult.ACCEPTED);

            network.slowDown(Duration.ZERO);
            assertThat(node.count(JobState.COMPLETED)).isEqualTo(3);
        }
    }

    @Test
    void aCallOnASilentConnectionEndsAndTheNextOneWorksOnceTheNetworkIsBack() {
        try (StoreSession session = store.open("main")) {
            TestNode node = TestNode.register(session);
            session.insert(TestNode.jobs(3));
            network.fallSilent();
            long begun = System.nanoTime();

            assertThatThrownBy(() -> node.claim(1))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.isPassing()).isTrue());

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(TIMEOUT.plusSeconds(5).plusSeconds(9));
            network.heal();
            assertThat(node.claim(3)).hasSize(3);
        }
    }
}
