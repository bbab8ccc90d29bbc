package dev.typedqueue.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.typedqueue.JobContext;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.store.postgres.PostgresStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application with a pool and tables of its own. */
final class PostgresExampleTest {

    private EmbeddedPostgres server;
    private String url;

    @BeforeEach
    void start() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .start();
        url = server.getJdbcUrl("postgres", "postgres");
        execute("CREATE TABLE reservations (article text, pieces integer)");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aHandlersEffectsAndTheEndOfItsJobAreOneTransaction() throws SQLException {
        // snippet: start
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(10);
        HikariDataSource pool = new HikariDataSource(config);
        QueueRuntime runtime = QueueRuntime.builder()
                .store(PostgresStore.using(pool))
                .handle(StockQueue.with(new StockJobs(pool)))
                .closeOnShutdown(false)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            runtime.close(); // needs the pool to the end
            pool.close();
        }));
        // end
        try (pool;
                runtime) {
            StockQueue.add(new ReservePayload("chair", 4));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> runtime.queues().count("stock", JobState.COMPLETED) == 1);
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT sum(pieces) FROM reservations")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(4);
            }
        }
    }

    @Test
    void whatIsPrintedCreatesTheTables() throws SQLException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            PrintMigrations.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        execute(printed.toString(StandardCharsets.UTF_8));

        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(PostgresStore.using(server.getPostgresDatabase()).withoutMigration())
                .asDefault(false)
                .start()) {
            assertThat(runtime.queues().count("stock")).containsEntry(JobState.READY, 0L);
        }
    }

    // snippet: handlers
    static final class StockJobs implements Stock {

        private final DataSource database;

        StockJobs(DataSource database) {
            this.database = database;
        }

        @Override
        public void reserve(String article, int pieces, JobContext job) throws SQLException {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                insertReservation(connection, article, pieces);
                job.completeIn(connection);
                connection.commit();
            }
        }
    }
    // end

    private static void insertReservation(Connection connection, String article, int pieces) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO reservations VALUES (?, ?)")) {
            statement.setString(1, article);
            statement.setInt(2, pieces);
            statement.executeUpdate();
        }
    }
}
