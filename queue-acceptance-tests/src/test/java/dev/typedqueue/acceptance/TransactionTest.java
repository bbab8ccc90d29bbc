package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.AddResult;
import dev.typedqueue.JobContext;
import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.LeaseLostException;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.store.memory.MemoryStore;
import dev.typedqueue.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are added, and completed, in a transaction of the application's on the same database. */
@Timeout(120)
final class TransactionTest {

    @TempDir
    Path directory;

    private final Journal<Integer> attempts = new Journal<>();

    private final Journal<String> refusals = new Journal<>();

    private volatile boolean deletesItsJob;
    private QueueRuntime node;

    @BeforeEach
    void start() throws SQLException {
        AcceptanceTest.allowSlowMachines();
        try (Connection connection = connect()) {
            execute(connection, "CREATE TABLE account (name TEXT PRIMARY KEY, balance INTEGER NOT NULL)");
            execute(connection, "INSERT INTO account VALUES ('ada', 0)");
        }
        node = QueueRuntime.builder()
                .store(SqliteStore.at(directory.resolve("shop.db")))
                .handle(TransfersQueue.with(this::transfer))
                .start();
    }

    @AfterEach
    void close() {
        node.close();
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("shop.db"));
        execute(connection, "PRAGMA busy_timeout = 60000");
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rolls its first attempt back, although that has said that the job is completed. */
    private void transfer(String account, int amount, JobContext job) throws SQLException {
        attempts.write(job.attempt());
        if (deletesItsJob) {
            node.jobs().delete(job.id());
        }
        try (Connection connection = connect()) {
            execute(connection, "BEGIN IMMEDIATE");
            execute(connection, "UPDATE account SET balance = balance + " + amount + " WHERE name = '" + account + "'");
            try {
                job.completeIn(connection);
            } catch (LeaseLostException e) {
                execute(connection, "ROLLBACK");
                refusals.write(e.toString());
                throw e;
            }
            execute(connection, job.attempt() == 1 ? "ROLLBACK" : "COMMIT");
        }
    }

    private int balance() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT balance FROM account WHERE name = 'ada'")) {
            return row.getInt(1);
        }
    }

    @Test
    void aJobExistsIfAndOnlyIfTheTransactionCommits() throws Exception {
        JobId committed;
        try (Connection connection = connect()) {
            execute(connection, "BEGIN IMMEDIATE");
            JobId rolledBack = TransfersQueue.in(connection)
                    .add(new TransferPayload("ada", 5))
                    .id();
            execute(connection, "ROLLBACK");
            assertThat(node.jobs().find(rolledBack)).isEmpty();

            execute(connection, "BEGIN IMMEDIATE");
            committed = TransfersQueue.in(connection)
                    .add(new TransferPayload("ada", 7))
                    .id();
            assertThat(node.jobs().find(committed)).isEmpty();
            execute(connection, "COMMIT");
        }

        AcceptanceTest.awaitState(node, committed, JobState.COMPLETED);
        assertThat(node.jobs().list(JobFilter.all())).hasSize(1);
    }

    @Test
    void effectsAndCompletionAreCommittedTogetherOrNotAtAll() throws Exception {
        try (Connection connection = connect()) {
            execute(connection, "BEGIN IMMEDIATE");
            JobId id = TransfersQueue.in(connection)
                    .add(new TransferPayload("ada", 7))
                    .id();
            execute(connection, "COMMIT");

            AcceptanceTest.awaitState(node, id, JobState.COMPLETED);
        }

        assertThat(attempts.next(2)).containsExactly(1, 2);
        assertThat(balance()).isEqualTo(7);
    }

    /** Somebody deletes it while it runs: what its handler has written must not be committed. */
    @Test
    void anAttemptThatHasLostItsJobIsToldSoInItsTransaction() throws Exception {
        deletesItsJob = true;
        try (Connection connection = connect()) {
            execute(connection, "BEGIN IMMEDIATE");
            TransfersQueue.in(connection).add(new TransferPayload("ada", 7));
            execute(connection, "COMMIT");
        }

        assertThat(refusals.next(1)).singleElement().asString().contains("no longer held by this attempt");
        assertThat(balance()).isZero();
    }

    @Test
    void theRuleBeforeAddSeesWhatTheTransactionDid() throws Exception {
        try (Connection connection = connect()) {
            execute(connection, "BEGIN IMMEDIATE");
            AddResult before = TransfersQueue.in(connection).add(new TransferPayload("grace", 7));
            execute(connection, "INSERT INTO account VALUES ('grace', 0)");
            AddResult after = TransfersQueue.in(connection).add(new TransferPayload("grace", 7));
            execute(connection, "ROLLBACK");

            assertThat(before).isEqualTo(new AddResult.Refused("no account grace"));
            assertThat(after).isInstanceOf(AddResult.Added.class);
        }
    }

    @Test
    void aStoreThatTakesNoPartInTransactionsSaysSo() throws Exception {
        try (QueueRuntime inMemory =
                        QueueRuntime.builder().store(MemoryStore.create()).start();
                Connection connection = connect()) {
            assertThatThrownBy(() -> TransfersQueue.on(inMemory).in(connection).add(new TransferPayload("ada", 7)))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("\"transfers\"")
                    .hasMessageContaining("JDBC transactions");
        }
    }
}
