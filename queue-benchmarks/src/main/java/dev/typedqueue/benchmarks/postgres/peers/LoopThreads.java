package dev.typedqueue.benchmarks.postgres.peers;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The threads of a system that is written by hand, each with a connection of its own, until they are stopped. */
final class LoopThreads {

    /** A statement is planned once, while tables may be empty: such a plan must not read whole tables later. */
    private static final String PLANS = "set enable_seqscan = off; set enable_bitmapscan = off; set jit = off";

    private final DataSource database;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    LoopThreads(DataSource database) {
        this.database = database;
    }

    /** What a thread does while {@link #isRunning} is true. */
    @FunctionalInterface
    interface Loop {
        void run(Connection connection) throws SQLException, InterruptedException;
    }

    void start(Loop loop) {
        Thread thread = new Thread(() -> {
            try (Connection connection = database.getConnection()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(PLANS);
                }
                loop.run(connection);
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        threads.add(thread);
    }

    boolean isRunning() {
        return stopping.getCount() > 0;
    }

    /** Waits, but no longer than until the threads are stopped. */
    void pause(long millis) throws InterruptedException {
        stopping.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Stops them, and waits until each has finished what it does. */
    void stop() throws InterruptedException {
        stopping.countDown();
        for (Thread each : threads) {
            each.join();
        }
    }
}
