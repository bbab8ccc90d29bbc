package dev.typedqueue.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.StoreException;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.StoreSession;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two stores on one file share nothing but the file, as two processes do. */
@Timeout(120)
class SeveralProcessesTest {

    @TempDir
    Path directory;

    private SqliteStore store() {
        return SqliteStore.at(directory.resolve("jobs.db"));
    }

    @Test
    void eachJobIsClaimedOnce() throws Exception {
        int jobs = 2_000;
        ExecutorService threads = Executors.newCachedThreadPool();
        try (StoreSession one = store().open("main");
                StoreSession other = store().open("main")) {
            List<NewJob> added = TestNode.jobs(jobs);
            one.insert(added.subList(0, jobs / 2));
            other.insert(added.subList(jobs / 2, jobs));

            List<Future<List<JobId>>> claims = new ArrayList<>();
            for (StoreSession session : List.of(one, other, one, other)) {
                TestNode node = TestNode.register(session);
                claims.add(threads.submit(() -> drain(node)));
            }
            List<JobId> done = new ArrayList<>();
            for (Future<List<JobId>> claim : claims) {
                done.addAll(claim.get());
            }

            assertThat(done).hasSize(jobs).doesNotHaveDuplicates();
            assertThat(TestNode.register(other).count(JobState.COMPLETED)).isEqualTo(jobs);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<JobId> drain(TestNode node) {
        List<JobId> done = new ArrayList<>();
        for (List<ClaimedJob> jobs = node.claim(7); !jobs.isEmpty(); jobs = node.claim(7)) {
            assertThat(node.complete(jobs)).containsOnly(FinishResult.ACCEPTED);
            jobs.forEach(job -> done.add(job.id()));
        }
        return done;
    }

    @Test
    void manyHandlesMayCreateTheTablesAtOnce() throws Exception {
        int handles = 8;
        ExecutorService threads = Executors.newFixedThreadPool(handles);
        try {
            List<Callable<Integer>> openings = new ArrayList<>();
            for (int i = 0; i < handles; i++) {
                openings.add(() -> {
                    try (StoreSession session = store().open("main")) {
                        session.insert(List.of(TestNode.job()));
                        return session.list(JobFilter.all()).size();
                    }
                });
            }
            for (Future<Integer> opening : threads.invokeAll(openings)) {
                assertThat(opening.get()).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
        try (StoreSession session = store().open("main")) {
            assertThat(TestNode.register(session).count(JobState.READY)).isEqualTo(handles);
        }
    }

    @Test
    void aLockHeldTooLongIsAFaultThatPasses() throws Exception {
        try (StoreSession session =
                        store().withBusyTimeout(Duration.ofMillis(50)).open("main");
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("jobs.db"));
                Statement statement = other.createStatement()) {
            session.insert(List.of(TestNode.job()));
            statement.execute("BEGIN IMMEDIATE");

            assertThatThrownBy(() -> session.insert(List.of(TestNode.job())))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.isPassing()).isTrue())
                    .hasMessageContaining("lock");

            statement.execute("ROLLBACK");
            session.insert(List.of(TestNode.job()));
            assertThat(TestNode.register(session).count(JobState.READY)).isEqualTo(2);
        }
    }
}
