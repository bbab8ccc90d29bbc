package dev.typedqueue.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.StoreException;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.NewJob;
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
