package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.AddOptions;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.StoreException;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
final class ServerCrashTest {

    private static final int JOBS = 600;

    /** The longest that nothing may run: a lease of three seconds, and pauses after failed calls. */
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    private static final JobDefinition<String> JOB =
            JobDefinition.named("write", new PayloadType<String>() {}).build();
    private static final QueueDefinition QUEUE = QueueDefinition.named("texts", "com.acme.Texts")
            .concurrency(5)
            .job(JOB)
            .build();

    /** What happens to the server meanwhile. */
    @FunctionalInterface
    private interface Fault {

        void beforeAdd(int i) throws Exception;
    }

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

    /** SIGKILL of the postmaster, and SIGQUIT, which is {@code pg_ctl stop -m immediate}. */
    private void crash(String signal) throws Exception {
        String process = Files.readAllLines(directory.resolve("data/postmaster.pid"))
                .get(0)
                .strip();
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
        int added = addAndRun(i -> {
            if (i == JOBS / 3) {
                crash(signal);
            }
            if (i == JOBS / 2) {
                startAgain();
            }
        });

        assertThat(added).isBetween(JOBS / 2, JOBS - 1);
    }

    @Test
    void everyAddThatReturnedIsRunThoughAllConnectionsAreEndedAgainAndAgain() throws Exception {
        int added = addAndRun(i -> {
            if (i % 60 == 59) {
                endAllConnections();
            }
        });

        assertThat(added).isGreaterThan(JOBS / 2);
    }

    private void endAllConnections() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
        }
    }

    /**
     * Adds jobs, each after a fault perhaps, and waits until all have run that were added.
     *
     * @return how many were added: those whose call returned
     */
    private int addAndRun(Fault fault) throws Exception {
        Set<String> waiting = new HashSet<>();
        BlockingQueue<String> run = new LinkedBlockingQueue<>();
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(PostgresStore.using(server.getPostgresDatabase()))
                .lease(Duration.ofSeconds(3))
                .asDefault(false)
                .handle(QueueHandlers.of(QUEUE)
                        .handle(JOB, (text, job) -> run.add(text))
                        .build())
                .start()) {
            QueueClient client = runtime.client(QUEUE);
            for (int i = 0; i < JOBS; i++) {
                fault.beforeAdd(i);
                try {
                    client.add(JOB, "text " + i, AddOptions.now());
                    waiting.add("text " + i);
                } catch (StoreException e) {
                    assertThat(e.isPassing()).as(e.toString()).isTrue();
                }
            }
            int added = waiting.size();
            while (!waiting.isEmpty()) {
                String text = run.poll(RECOVERY.toSeconds(), TimeUnit.SECONDS);
                assertThat(text).as("never run: %s", waiting).isNotNull();
                waiting.remove(text);
            }
            return added;
        }
    }
}
