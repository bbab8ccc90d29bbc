package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobState;
import dev.typedqueue.spi.StoreSession;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads add jobs. */
@Timeout(60)
final class GroupCommitTest {

    private final String schema = TestServer.newSchema();
    private StoreSession session;
    private TestNode node;

    @BeforeEach
    void open() {
        session = PostgresStore.using(TestServer.dataSource())
                .withSchema(schema)
                .withoutNotifications()
                .open("main");
        node = TestNode.register(session);
        session.insert(TestNode.jobs(1));
    }

    @AfterEach
    void close() {
        session.close();
        TestServer.drop(schema);
    }

    private long commits() {
        return ((PostgresSession) session).commits();
    }

    private Thread add() {
        Thread thread = new Thread(() -> session.insert(TestNode.jobs(1)));
        thread.start();
        return thread;
    }

    /** How many wait for others to store their jobs. On the way there, a thread may wait for other things too. */
    private static long waiting(List<Thread> threads) {
        return threads.stream()
                .filter(thread -> thread.getState() == Thread.State.WAITING)
                .filter(thread -> Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("awaitLead")))
                .count();
    }

    @Test
    void thoseWhoComeWhileCommitsAreUnderWayShareTheNextOne() throws Exception {
        long before = commits();
        List<Thread> threads = new ArrayList<>();
        try (Connection connection = TestServer.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE " + schema + ".job IN EXCLUSIVE MODE");
            threads.add(add());
            threads.add(add());
            while (blocked(statement) < 2) {
                Thread.onSpinWait();
            }
            List<Thread> followers =
                    IntStream.range(0, 8).mapToObj(any -> add()).toList();
            threads.addAll(followers);
            while (waiting(followers) < 8) {
                Thread.onSpinWait();
            }
            connection.rollback();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(commits() - before).isEqualTo(3);
        assertThat(node.count(JobState.READY)).isEqualTo(11);
    }

    @Test
    void anInterruptedCallerLearnsWhatBecameOfItsJobs() {
        Thread.currentThread().interrupt();

        assertThat(session.insert(TestNode.jobs(1))).hasSize(1);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(node.count(JobState.READY)).isEqualTo(2);
    }

    @Test
    void aClosedStoreHasStoredWhatItTook() throws Exception {
        Thread adding;
        Thread closing;
        try (Connection connection = TestServer.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE " + schema + ".job IN EXCLUSIVE MODE");
            adding = add();
            while (blocked(statement) < 1) {
                Thread.onSpinWait();
            }
            closing = new Thread(session::close);
            closing.start();
            while (closing.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            connection.rollback();
        }
        adding.join();
        closing.join();

        try (StoreSession again = PostgresStore.using(TestServer.dataSource())
                .withSchema(schema)
                .withoutNotifications()
                .open("main")) {
            assertThat(TestNode.register(again).count(JobState.READY)).isEqualTo(2);
        }
    }

    /** How many wait for the table. A transaction sees the state of locks as it is, and that of backends as it was. */
    private int blocked(Statement statement) throws Exception {
        try (var rows = statement.executeQuery("SELECT count(DISTINCT pid) FROM pg_locks"
                + " WHERE NOT granted AND relation = '" + schema + ".job'::regclass")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
