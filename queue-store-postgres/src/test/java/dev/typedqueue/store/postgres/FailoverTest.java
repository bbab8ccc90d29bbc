package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that dies while jobs are added and run, and whose synchronous standby takes its place. */
@Timeout(180)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
final class FailoverTest {

    @TempDir
    Path directory;

    private EmbeddedPostgres primary;
    private EmbeddedPostgres standby;

    /** The standby begins as a copy of a server that was shut down. */
    @BeforeEach
    void start() throws Exception {
        primary = builder("primary").start();
        int port = primary.getPort();
        primary.close();
        copy(directory.resolve("primary"), directory.resolve("standby"));
        primary = builder("primary").setPort(port).start();
        configure("primary_conninfo = 'host=localhost port=" + port + " user=postgres application_name=standby'");
        Files.createFile(directory.resolve("standby/standby.signal"));
        standby = builder("standby").start();
        execute(primary, "ALTER SYSTEM SET synchronous_standby_names = 'standby'");
        execute(primary, "SELECT pg_reload_conf()");
        while (!exists(primary, "SELECT FROM pg_stat_replication WHERE sync_state = 'sync'")) {
            execute(primary, "SELECT pg_sleep(0.1)");
        }
    }

    private EmbeddedPostgres.Builder builder(String data) {
        return EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setDataDirectory(directory.resolve(data))
                .setCleanDataDirectory(false);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(from)) {
            paths = walk.toList();
        }
        for (Path path : paths) {
            Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private void configure(String setting) throws IOException {
        Files.writeString(directory.resolve("standby/postgresql.auto.conf"), setting + "\n", StandardOpenOption.APPEND);
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean exists(EmbeddedPostgres server, String query) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    @AfterEach
    void stop() throws IOException {
        standby.close();
        primary.close();
    }

    private PGSimpleDataSource bothHosts() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://localhost:" + primary.getPort() + ",localhost:" + standby.getPort()
                + "/postgres?user=postgres&targetServerType=primary");
        return dataSource;
    }

    @Test
    void everyAddThatReturnedIsRunOnTheStandby() throws Exception {
        int added = JobFlow.run(bothHosts(), i -> {
            if (i == JobFlow.JOBS / 3) {
                ServerCrashTest.crash(directory.resolve("primary"), "QUIT");
            }
            if (i == JobFlow.JOBS / 2) {
                assertThat(exists(standby, "SELECT pg_promote(true, 60)")).isTrue();
            }
        });

        assertThat(added).isBetween(JobFlow.JOBS / 2, JobFlow.JOBS - 1);
    }
}
