package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobState;
import dev.typedqueue.StoreException;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.Outcome;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A role that has what docs/postgres.md grants it, and nothing else. */
@Timeout(120)
final class PrivilegesTest {

    private final String schema = TestServer.newSchema();
    private final String role = schema + "_jobs";
    private final DataSource ofRole = TestServer.dataSource(role);
    private final PostgresStore store =
            PostgresStore.using(ofRole).withSchema(schema).withoutMigration();

    @BeforeEach
    void createTables() {
        PostgresStore.using(TestServer.dataSource())
                .withSchema(schema)
                .migrations()
                .forEach(TestServer::execute);
        TestServer.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'jobs'");
    }

    @AfterEach
    void drop() {
        TestServer.drop(schema);
        TestServer.execute("DROP ROLE " + role);
    }

    private void grant() {
        TestServer.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + role);
        TestServer.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema + " TO " + role);
        TestServer.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA " + schema + " TO " + role);
    }

    @Test
    void theRightsThatAreDocumentedAreEnough() throws Exception {
        grant();
        try (JdbcStoreSession session = store.open("main");
                Connection connection = ofRole.getConnection()) {
            TestNode node = TestNode.register(session);
            session.insert(TestNode.jobs(2));
            connection.setAutoCommit(false);
            session.insert(connection, TestNode.jobs(1));
            connection.commit();

            List<ClaimedJob> jobs = node.claim(10);
            assertThat(jobs).hasSize(3);
            assertThat(node.complete(jobs.subList(0, 2))).containsOnly(FinishResult.ACCEPTED);
            ClaimedJob last = jobs.get(2);
            assertThat(session.finish(connection, new Finish(last.id(), last.fencingToken(), new Outcome.Completed())))
                    .isEqualTo(FinishResult.ACCEPTED);
            connection.commit();

            assertThat(node.count(JobState.COMPLETED)).isEqualTo(3);
            assertThat(session.heartbeat(node.id(), Duration.ofMinutes(1)).alive())
                    .isTrue();
            assertThat(session.purge(TestNode.QUEUE, JobState.COMPLETED, Duration.ZERO, 10))
                    .isEqualTo(3);
        }
    }

    @Test
    void aRoleWithoutThemIsSentToTheirList() {
        assertThatThrownBy(() -> store.open("main"))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isPassing()).isFalse())
                .hasMessageContaining("Privileges")
                .hasMessageContaining("docs/postgres.md");
    }

    @Test
    void aRoleThatMayNotCreateTablesIsSentToTheirList() {
        PostgresStore other = PostgresStore.using(ofRole).withSchema(schema + "_other");

        assertThatThrownBy(() -> other.open("main"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Privileges");
    }
}
