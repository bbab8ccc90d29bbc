package dev.typedqueue.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.StoreException;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Uniqueness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CallerTransactionTest {

    @TempDir
    Path directory;

    private JdbcStoreSession session;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        Path file = directory.resolve("jobs.db");
        session = SqliteStore.at(file).withBusyTimeout(Duration.ofMillis(200)).open("main");
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        execute("CREATE TABLE account (name TEXT)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        session.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int accounts() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM account")) {
            return count.getInt(1);
        }
    }

    @Test
    void aJobExistsOnceTheTransactionCommits() throws Exception {
        NewJob job = TestNode.job();
        connection.setAutoCommit(false);
        execute("INSERT INTO account VALUES ('a')");

        assertThat(session.insert(connection, List.of(job))).containsExactly(new InsertResult.Inserted());
        assertThat(session.find(job.id())).isEmpty();
        connection.commit();

        assertThat(session.find(job.id())).map(QueuedJob::state).contains(JobState.READY);
    }

    @Test
    void aJobOfATransactionThatIsRolledBackNeverExisted() throws Exception {
        NewJob job = new NewJob(JobId.next(Instant.now()), "new_queue", new JobKind("new_job", 3), "{}", 0, null, null);
        connection.setAutoCommit(false);
        session.insert(connection, List.of(job));
        connection.rollback();
        connection.setAutoCommit(true);

        assertThat(session.find(job.id())).isEmpty();
        session.insert(List.of(job));
        assertThat(session.find(job.id())).map(QueuedJob::queue).contains("new_queue");
    }

    @Test
    void aTransactionBegunByAStatementIsRecognised() throws Exception {
        NewJob job = TestNode.job();
        execute("BEGIN IMMEDIATE");
        session.insert(connection, List.of(job));
        assertThat(session.find(job.id())).isEmpty();
        execute("COMMIT");

        assertThat(session.find(job.id())).isPresent();
    }

    @Test
    void aConnectionInNoTransactionIsRefused() throws Exception {
        assertThatThrownBy(() -> session.insert(connection, TestNode.jobs(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("setAutoCommit(false)");

        execute("INSERT INTO account VALUES ('a')");
        assertThat(accounts()).isEqualTo(1);
        assertThat(session.counts()).isEmpty();
    }

    @Test
    void aConnectionToAnotherFileIsRefused() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("other.db"));
                Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            other.setAutoCommit(false);
            memory.setAutoCommit(false);

            assertThatThrownBy(() -> session.insert(other, TestNode.jobs(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("other.db")
                    .hasMessageContaining("jobs.db");
            assertThatThrownBy(() -> session.insert(memory, TestNode.jobs(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("in memory");
        }
    }

    @Test
    void aConnectionThroughALinkToTheFileIsAccepted() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        try (Connection linked = DriverManager.getConnection("jdbc:sqlite:" + link.resolve("jobs.db"))) {
            linked.setAutoCommit(false);

            session.insert(linked, TestNode.jobs(1));
            linked.commit();
        }
        assertThat(TestNode.register(session).count(JobState.READY)).isEqualTo(1);
    }

    @Test
    void aConflictDoesNotAbortTheTransaction() throws Exception {
        Uniqueness key = new Uniqueness("k", Unique.Until.FINISHED, null, Unique.OnConflict.KEEP);
        NewJob first = unique(key);
        session.insert(List.of(first));
        connection.setAutoCommit(false);
        execute("INSERT INTO account VALUES ('a')");

        assertThat(session.insert(connection, List.of(unique(key), TestNode.job())))
                .containsExactly(new InsertResult.Kept(first.id()), new InsertResult.Inserted());
        connection.commit();

        assertThat(accounts()).isEqualTo(1);
        assertThat(TestNode.register(session).count(JobState.READY)).isEqualTo(2);
    }

    private static NewJob unique(Uniqueness key) {
        return new NewJob(JobId.next(Instant.now()), TestNode.QUEUE, TestNode.KIND, "{}", 0, null, key);
    }

    @Test
    @SuppressWarnings("NullAway") // the fault that is injected
    void aFailureLeavesTheTransactionAsItWas() throws Exception {
        connection.setAutoCommit(false);
        execute("INSERT INTO account VALUES ('a')");
        List<NewJob> withoutPayload = List.of(TestNode.job(), TestNode.job(JobId.next(Instant.now()), null));

        assertThatThrownBy(() -> session.insert(connection, withoutPayload)).isInstanceOf(StoreException.class);
        connection.commit();

        assertThat(accounts()).isEqualTo(1);
        assertThat(session.counts()).isEmpty();
    }

    @Test
    void theEndOfAnAttemptCommitsWithItsEffects() throws Exception {
        TestNode node = TestNode.register(session);
        session.insert(TestNode.jobs(1));
        ClaimedJob job = node.claim(1).get(0);
        Finish finish = new Finish(job.id(), job.fencingToken(), new Outcome.Completed());
        connection.setAutoCommit(false);

        assertThat(session.finish(connection, finish)).isEqualTo(FinishResult.ACCEPTED);
        connection.rollback();
        assertThat(session.holdsLease(job.id(), job.fencingToken())).isTrue();

        assertThat(session.finish(connection, finish)).isEqualTo(FinishResult.ACCEPTED);
        assertThat(session.finish(connection, finish)).isEqualTo(FinishResult.LEASE_LOST);
        connection.commit();
        assertThat(session.find(job.id())).map(QueuedJob::state).contains(JobState.COMPLETED);
    }

    @Test
    void aTransactionThatReadAnOldStateIsToldToBeginOtherwise() throws Exception {
        connection.setAutoCommit(false);
        accounts();
        session.insert(TestNode.jobs(1));

        assertThatThrownBy(() -> session.insert(connection, TestNode.jobs(1)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isPassing()).isTrue())
                .hasMessageContaining("BEGIN IMMEDIATE");
    }

    @Test
    void anAddTakesTheLockBeforeItReads() throws Exception {
        connection.setAutoCommit(false);
        assertThat(session.insert(connection, List.of())).isEmpty();

        assertThatThrownBy(() -> session.insert(TestNode.jobs(1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("lock");
        connection.rollback();
        session.insert(TestNode.jobs(1));
    }
}
