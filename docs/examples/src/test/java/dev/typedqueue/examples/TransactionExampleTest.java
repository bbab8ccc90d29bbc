package dev.typedqueue.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.typedqueue.JobContext;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.store.sqlite.SqliteStore;
import dev.typedqueue.store.sqlite.Synchronous;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TransactionExampleTest {

    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void createTable() throws SQLException {
        file = directory.resolve("shop.db");
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE orders (article TEXT, pieces INTEGER)");
            statement.execute("CREATE TABLE reservations (article TEXT, pieces INTEGER)");
        }
    }

    @Test
    void aJobExistsIfItsTransactionCommits() throws SQLException {
        try (QueueRuntime runtime =
                QueueRuntime.builder().store(SqliteStore.at(file)).start()) {
            // snippet: add
            try (Connection connection = connect()) {
                connection.setAutoCommit(false);
                insertOrder(connection, "chair", 4);
                StockQueue.in(connection).add(new ReservePayload("chair", 4));
                connection.commit(); // with rollback() there is neither an order nor a job
            }
            // end
            try (Connection connection = connect()) {
                connection.setAutoCommit(false);
                StockQueue.in(connection).add(new ReservePayload("table", 1));
                connection.rollback();
            }
            assertThat(runtime.queues().count("stock")).containsEntry(JobState.READY, 1L);
        }
    }

    @Test
    void aHandlerCommitsItsEffectsWithTheEndOfItsJob() throws SQLException {
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(SqliteStore.at(file))
                .handle(StockQueue.with(this::reserve))
                .start()) {
            StockQueue.add(new ReservePayload("chair", 4));
            await().until(() -> runtime.queues().count("stock", JobState.COMPLETED) == 1);
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM reservations")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    // snippet: complete
    private void reserve(String article, int pieces, JobContext job) throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            insertReservation(connection, article, pieces);
            job.completeIn(connection);
            connection.commit(); // the reservation and the end of the job, or neither
        }
    }
    // end

    @Test
    void aStoreIsSetUp() {
        // snippet: store
        SqliteStore store = SqliteStore.at(file)
                .withSynchronous(Synchronous.NORMAL) // FULL by default
                .withBusyTimeout(Duration.ofSeconds(10)); // 5 seconds by default
        // end
        try (QueueRuntime runtime = QueueRuntime.builder().store(store).start()) {
            StockQueue.add(new ReservePayload("chair", 4));
            assertThat(runtime.queues().count("stock")).containsEntry(JobState.READY, 1L);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static void insertOrder(Connection connection, String article, int pieces) throws SQLException {
        insert(connection, "orders", article, pieces);
    }

    private static void insertReservation(Connection connection, String article, int pieces) throws SQLException {
        insert(connection, "reservations", article, pieces);
    }

    private static void insert(Connection connection, String table, String article, int pieces) throws SQLException {
        try (var statement = connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?)")) {
            statement.setString(1, article);
            statement.setInt(2, pieces);
            statement.executeUpdate();
        }
    }
}
