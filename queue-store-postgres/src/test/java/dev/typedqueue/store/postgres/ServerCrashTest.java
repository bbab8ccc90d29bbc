package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that dies while jobs are added and run, and is started again on the same data. */
@Timeout(180)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
final class ServerCrashTest {

    @TempDir
    Path directory;

    private EmbeddedPostgres server;

    @BeforeEach
    void start() throws IOException {
        server = builder().start();
    }

    /** {@code EmbeddedPostgres} turns {@code synchronous_commit} off: a crash would lose the last commits. */
    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    /** SIGKILL of the postmaster, and SIGQUIT, which is {@code pg_ctl stop -m immediate}. */
    static void crash(Path data, String signal) throws Exception {
        String process =
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
        assertThat(new ProcessBuilder("kill", "-" + signal, process).start().waitFor())
                .isZero();
        assertThat(ProcessHandle.of(Long.parseLong(process))
                        .map(ended -> ended.onExit().orTimeout(30, TimeUnit.SECONDS))
                        .map(ended -> ended.join().isAlive())
                        .orElse(false))
                .isFalse();
    }

    /** After SIGKILL, the data is in use until the last process of the old server has ended. */
    private void startAgain() throws IOException {
        int port = server.getPort();
        server.close(); // gives up its lock on the directory
        for (int attempt = 1; ; attempt++) {
            try {
                server = builder().setPort(port).start();
                return;
            } catch (IOException | IllegalStateException e) {
                assertThat(attempt).as(e.toString()).isLessThan(5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "QUIT"})
    void everyAddThatReturnedIsRunAfterTheServerCrashed(String signal) throws Exception {
        int added = JobFlow.run(dataSource(), i -> {
            if (i == JobFlow.JOBS / 3) {
                crash(directory.resolve("data"), signal);
            }
            if (i == JobFlow.JOBS / 2) {
                startAgain();
            }
        });

        assertThat(added).isBetween(JobFlow.JOBS / 2, JobFlow.JOBS - 1);
    }

    /** The server cannot know what such a process left in the memory that all share: it ends all, and recovers. */
    @Test
    void everyAddThatReturnedIsRunAfterASingleProcessOfTheServerWasKilled() throws Exception {
        int added = JobFlow.run(dataSource(), i -> {
            if (i == JobFlow.JOBS / 2) {
                killOneBackend();
            }
        });

        assertThat(added).isGreaterThan(JobFlow.JOBS / 2);
    }

    private void killOneBackend() throws Exception {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pid FROM pg_stat_activity"
                        + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend' LIMIT 1")) {
            assertThat(row.next()).isTrue();
            assertThat(new ProcessBuilder("kill", "-KILL", row.getString(1))
                            .start()
                            .waitFor())
                    .isZero();
        }
    }

    @Test
    void everyAddThatReturnedIsRunThoughAllConnectionsAreEndedAgainAndAgain() throws Exception {
        int added = JobFlow.run(dataSource(), i -> {
            if (i % 60 == 59) {
                endAllConnections();
            }
        });

        assertThat(added).isGreaterThan(JobFlow.JOBS / 2);
    }

    private void endAllConnections() throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
        }
    }
}
