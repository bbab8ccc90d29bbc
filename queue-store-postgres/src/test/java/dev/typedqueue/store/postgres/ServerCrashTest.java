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
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

    private static final JobDefinition<String> JOB =
            JobDefinition.named("write", new PayloadType<String>() {}).build();
    private static final QueueDefinition QUEUE = QueueDefinition.named("texts", "com.acme.Texts")
            .concurrency(5)
            .job(JOB)
            .build();

    @TempDir
    Path directory;

    private EmbeddedPostgres server;

    @BeforeEach
    void start() throws IOException {
        server = builder().start();
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
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
    void everyAddThatReturnedReachesCompletion(String signal) throws Exception {
        Set<String> added = ConcurrentHashMap.newKeySet();
        Set<String> run = ConcurrentHashMap.newKeySet();
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
                if (i == JOBS / 3) {
                    crash(signal);
                }
                if (i == JOBS / 2) {
                    startAgain();
                }
                try {
                    client.add(JOB, "text " + i, AddOptions.now());
                    added.add("text " + i);
                } catch (StoreException e) {
                    assertThat(e.isPassing()).as(e.toString()).isTrue();
                }
            }

            assertThat(added.size()).isBetween(JOBS / 2, JOBS - 1);
            while (!run.containsAll(added)) {
                Thread.onSpinWait();
            }
        }
    }
}
