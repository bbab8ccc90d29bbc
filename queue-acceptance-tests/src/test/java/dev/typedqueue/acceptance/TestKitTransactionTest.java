package dev.typedqueue.acceptance;

import static dev.typedqueue.test.QueueAssertions.assertThatQueue;
import static dev.typedqueue.test.QueueAssertions.assertThatRun;

import dev.typedqueue.JobContext;
import dev.typedqueue.store.sqlite.SqliteStore;
import dev.typedqueue.test.TestQueues;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The test kit on a store that takes part in its callers' transactions. */
final class TestKitTransactionTest {

    private static final RunErrandPayload MILK = new RunErrandPayload("milk");

    @TempDir
    Path directory;

    @RegisterExtension
    final TestQueues queues = TestQueues.with(ErrandsQueue.with((errand, job) -> complete(job, errand.equals("milk"))))
            .store(clock -> SqliteStore.at(directory.resolve("kit.db")).withClock(clock));

    private Connection begin() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("kit.db"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 60000");
        }
        connection.setAutoCommit(false);
        return connection;
    }

    private void complete(JobContext job, boolean committed) throws SQLException {
        try (Connection connection = begin()) {
            job.completeIn(connection);
            if (committed) {
                connection.commit();
            } else {
                connection.rollback();
            }
        }
    }

    @Test
    void whatIsRolledBackWasNotAdded() throws SQLException {
        try (Connection connection = begin()) {
            ErrandsQueue.in(connection).add(MILK);
            connection.rollback();
        }
        assertThatQueue(queues, ErrandsQueue.DEFINITION).hasAddedNothing();
    }

    @Test
    void whatIsCommittedWasAdded() throws SQLException {
        try (Connection connection = begin()) {
            ErrandsQueue.in(connection).add(MILK);
            connection.commit();
        }
        assertThatQueue(queues, ErrandsQueue.DEFINITION).hasAdded(ErrandsQueue.RUN_ERRAND, MILK);
        assertThatRun(queues.runNext().orElseThrow()).hasCompleted();
    }

    @Test
    void aJobThatCompletesInItsOwnTransactionHasCompletedOnceThatIsCommitted() {
        assertThatRun(queues.run(ErrandsQueue.RUN_ERRAND, MILK)).hasCompleted();
        assertThatRun(queues.run(ErrandsQueue.RUN_ERRAND, new RunErrandPayload("bread")))
                .willBeRetried();
    }
}
