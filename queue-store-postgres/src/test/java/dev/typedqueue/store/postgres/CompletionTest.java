package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobState;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.StoreSession;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs are completed while others change their leases. */
@Timeout(60)
final class CompletionTest {

    private final String schema = TestServer.newSchema();
    private StoreSession session;
    private TestNode node;
    private List<ClaimedJob> jobs;

    @BeforeEach
    void claim() {
        session = PostgresStore.using(TestServer.dataSource())
                .withSchema(schema)
                .withoutNotifications()
                .open("main");
        node = TestNode.register(session);
        session.insert(TestNode.jobs(3));
        jobs = node.claim(3);
    }

    @AfterEach
    void close() {
        session.close();
        TestServer.drop(schema);
    }

    /** Completes jobs, in the middle of a change that is committed when the completion waits for it. */
    private List<FinishResult> completeWhile(String change) throws Exception {
        CompletableFuture<List<FinishResult>> results;
        try (Connection connection = TestServer.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE " + schema + ".lease SET " + change);
            results = CompletableFuture.supplyAsync(() -> node.complete(jobs));
            while (!isBlocked(statement)) {
                Thread.onSpinWait();
            }
            connection.commit();
        }
        return results.get(30, TimeUnit.SECONDS);
    }

    private static boolean isBlocked(Statement statement) throws Exception {
        try (var rows = statement.executeQuery(
                "SELECT 1 FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))")) {
            return rows.next();
        }
    }

    @Test
    void aCancellationThatCameFirstLeavesNoLeaseBehind() throws Exception {
        assertThat(completeWhile("cancels = cancels || 1::smallint")).containsOnly(FinishResult.ACCEPTED);

        assertThat(session.leases(node.id(), TestNode.QUEUE)).isEmpty();
        assertThat(node.count(JobState.COMPLETED)).isEqualTo(3);
    }

    @Test
    void aJobThatWasTakenAwayFirstIsNotCompleted() throws Exception {
        assertThat(completeWhile("finished = finished || 1::smallint"))
                .containsExactly(FinishResult.ACCEPTED, FinishResult.LEASE_LOST, FinishResult.ACCEPTED);

        assertThat(session.leases(node.id(), TestNode.QUEUE)).isEmpty();
    }

    @Test
    void aLeaseInWhichAJobWasTakenAwayIsShrunkAndNotRevived() throws Exception {
        ClaimedJob kept = jobs.get(0);
        jobs = List.of(jobs.get(1));

        assertThat(completeWhile("finished = finished || 2::smallint")).containsOnly(FinishResult.ACCEPTED);

        assertThat(session.leases(node.id(), TestNode.QUEUE))
                .singleElement()
                .satisfies(lease -> assertThat(lease.id()).isEqualTo(kept.id()));
    }

    @Test
    void aLostLeaseKeepsTheOthersFromNothing() {
        List<ClaimedJob> lost = jobs;
        node.complete(lost);
        session.insert(TestNode.jobs(2));
        List<ClaimedJob> all = new ArrayList<>(node.claim(2));
        all.add(0, lost.get(0));

        jobs = all;
        assertThat(node.complete(jobs))
                .containsExactly(FinishResult.LEASE_LOST, FinishResult.ACCEPTED, FinishResult.ACCEPTED);
    }
}
