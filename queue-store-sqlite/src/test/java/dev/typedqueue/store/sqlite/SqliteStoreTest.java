package dev.typedqueue.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Promotion;
import dev.typedqueue.spi.StoreSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("jobs.db");
    }

    @Test
    void aStoreThatWasClosedOpensAgainWithItsJobs() {
        SqliteStore store = SqliteStore.at(file());
        NewJob job = TestNode.job();
        try (StoreSession session = store.open("main")) {
            session.insert(List.of(job));
        }
        try (StoreSession session = store.open("main")) {
            assertThat(session.find(job.id())).map(QueuedJob::state).contains(JobState.READY);
        }
    }

    @Test
    void theLastSessionToCloseLeavesNoLogBehind() throws Exception {
        try (StoreSession session = SqliteStore.at(file()).open("main")) {
            session.insert(TestNode.jobs(10));
            TestNode.register(session).claim(1);
            assertThat(directory.resolve("jobs.db-wal")).exists();
        }
        assertThat(directory).isDirectoryNotContaining("glob:**/jobs.db-*");
    }

    @Test
    void anIdleQueueWritesNothing() {
        try (SqliteSession session = (SqliteSession) SqliteStore.at(file()).open("main")) {
            TestNode node = TestNode.register(session);
            round(node);
            long before = session.commits();

            round(node);

            assertThat(session.commits()).isEqualTo(before);
        }
    }

    @Test
    void aLookAtVeryManyGatesIsAPageOfThemSoThatOthersCanWriteMeanwhile() {
        List<Limit> limits = List.of(new Limit.Concurrency("tenant", 1));
        try (StoreSession session = SqliteStore.at(file()).open("main")) {
            session.insert(IntStream.rangeClosed(0, Gatekeeper.PAGE)
                    .mapToObj(number -> behind(new Gate("tenant", Integer.toString(number))))
                    .toList());
            session.declareLimits(TestNode.QUEUE, limits);

            assertThat(session.promoteDue(10_000))
                    .isEqualTo(new Promotion(Gatekeeper.PAGE, Set.of(TestNode.QUEUE), Duration.ZERO));
            assertThat(session.promoteDue(10_000)).isEqualTo(new Promotion(1, Set.of(TestNode.QUEUE), null));
        }
    }

    private static NewJob behind(Gate gate) {
        NewJob job = TestNode.job();
        return new NewJob(
                job.id(),
                job.queue(),
                job.kind(),
                job.payload(),
                job.priority(),
                null,
                null,
                null,
                List.of(gate),
                Set.of(),
                Map.of());
    }

    private static void round(TestNode node) {
        node.claim(10);
        node.session().promoteDue(10);
        node.session().rescue(Set.of(), 10);
        node.session().park(TestNode.QUEUE, Set.of(TestNode.KIND), 10);
        node.session().unpark(TestNode.QUEUE, Set.of(TestNode.KIND), 10);
        node.session().purge(TestNode.QUEUE, JobState.COMPLETED, Duration.ZERO, 10);
    }

    @Test
    void commitsReachTheDiskUnlessToldOtherwise() throws Exception {
        try (Sql full = new Connections(settings(Synchronous.FULL)).openWriter(true);
                Sql normal = new Connections(settings(Synchronous.NORMAL)).openWriter(true)) {
            assertThat(full.first("PRAGMA synchronous", row -> row.getInt(1))).contains(2);
            assertThat(normal.first("PRAGMA synchronous", row -> row.getInt(1))).contains(1);
            assertThat(full.first("PRAGMA journal_mode", row -> row.getString(1)))
                    .contains("wal");
        }
    }

    private Settings settings(Synchronous synchronous) {
        return new Settings(file(), synchronous, Duration.ofSeconds(5), InstantSource.system(), System::nanoTime, 0);
    }

    @Test
    void aPathWithCharactersThatMeanSomethingInAnAddressIsAPathLikeAnother() {
        Path odd = directory.resolve("job s?mode=memory#1%41.db");
        try (StoreSession session = SqliteStore.at(odd).open("main")) {
            session.insert(List.of(TestNode.job()));
        }
        assertThat(odd).exists();
    }

    @Test
    void theApplicationsOwnTablesAndVersionStayAsTheyAre() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE job (id INTEGER)");
            statement.execute("PRAGMA user_version = 42");
        }
        try (StoreSession session = SqliteStore.at(file()).open("main")) {
            session.insert(List.of(TestNode.job()));
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("PRAGMA user_version")) {
            assertThat(version.getInt(1)).isEqualTo(42);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    @Test
    void aFileThatVanishesUnderAnOpenStoreIsNotReplacedByAnEmptyOne() throws Exception {
        Sql writer = new Connections(settings(Synchronous.FULL)).openWriter(true);
        writer.close();
        Files.delete(file());

        assertThatThrownBy(() -> new Connections(settings(Synchronous.FULL)).openWriter(false))
                .isInstanceOf(SQLException.class);
        assertThat(file()).doesNotExist();
    }
}
