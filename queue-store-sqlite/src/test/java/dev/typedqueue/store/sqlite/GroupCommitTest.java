package dev.typedqueue.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

@Timeout(60)
class GroupCommitTest {

    private static final String INSERT = "INSERT INTO typedqueue_namespace (name) VALUES (?)";

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Database database;
    private GroupCommit writer;

    @BeforeEach
    void open() {
        database = Database.open(new Settings(
                directory.resolve("jobs.db"),
                Synchronous.FULL,
                Duration.ofSeconds(5),
                InstantSource.system(),
                System::nanoTime,
                0));
        writer = database.writer();
    }

    @AfterEach
    void close() {
        database.close();
        threads.shutdownNow();
    }

    @Test
    void writesThatComeAtTheSameTimeShareOneTransaction() throws Exception {
        long before = writer.commits();

        List<Future<Integer>> results = together(insert("a"), insert("b"), insert("c"), insert("d"));

        for (Future<Integer> result : results) {
            assertThat(result.get()).isEqualTo(1);
        }
        assertThat(writer.commits() - before)
                .as("the one that held them up, and theirs")
                .isEqualTo(2);
        assertThat(names()).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void aBadWriteDoesNotFailItsNeighbours() throws Exception {
        List<Future<Integer>> results =
                together(insert("a"), () -> writer.execute(sql -> sql.update("INSERT INTO nothing")), insert("b"));

        assertThat(results.get(0).get()).isEqualTo(1);
        assertThat(results.get(2).get()).isEqualTo(1);
        assertThatThrownBy(() -> results.get(1).get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("nothing");
        assertThat(names()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aWriteThatFailsHalfwayLeavesNothing() {
        assertThatThrownBy(() -> writer.execute(sql -> sql.update(INSERT, "a") + sql.update(INSERT, "a")))
                .isInstanceOf(StoreException.class);

        assertThat(names()).isEmpty();
    }

    @Test
    void anErrorInAWriteDoesNotEndTheWriter() throws Exception {
        assertThatThrownBy(() -> writer.execute(sql -> {
                    throw new StackOverflowError();
                }))
                .hasRootCauseInstanceOf(StackOverflowError.class);

        assertThat(insert("a").call()).isEqualTo(1);
    }

    @Test
    void aWriteAfterAnInputOutputErrorHasANewConnection() {
        writer.execute(sql -> sql.update("CREATE TEMP TABLE of_this_connection (id INTEGER)"));
        assertThatThrownBy(() -> writer.execute(sql -> {
                    sql.update(INSERT, "a");
                    throw new SQLiteException("disk I/O error", SQLiteErrorCode.SQLITE_IOERR_WRITE);
                }))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isPassing()).isTrue());

        boolean sameConnection = writer.execute(sql -> sql.exists("SELECT 1 FROM temp.sqlite_schema"));
        assertThat(sameConnection).isFalse();
        assertThat(names()).isEmpty();
    }

    @Test
    void anInterruptedCallerStillLearnsWhatBecameOfItsWrite() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        threads.execute(() -> writer.execute(sql -> hold(held, release)));
        held.await();
        boolean[] interrupted = new boolean[1];
        Thread caller = new Thread(() -> {
            writer.execute(sql -> sql.update(INSERT, "a"));
            interrupted[0] = Thread.interrupted();
        });
        caller.start();
        awaitWaiting(1);

        caller.interrupt();
        release.countDown();
        caller.join();

        assertThat(interrupted[0]).isTrue();
        assertThat(names()).containsExactly("a");
    }

    @Test
    void aWriteAfterTheEndIsRefused() {
        writer.close();

        assertThatThrownBy(() -> writer.execute(sql -> 1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void writesThatWaitAtTheEndAreStillCommitted() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        threads.execute(() -> writer.execute(sql -> hold(held, release)));
        held.await();
        Future<Integer> waiting = threads.submit(insert("a"));
        awaitWaiting(1);
        Future<?> end = threads.submit(writer::close);
        awaitWaiting(2);

        release.countDown();
        end.get();

        assertThat(waiting.get()).isEqualTo(1);
        assertThat(names()).containsExactly("a");
    }

    private Callable<Integer> insert(String name) {
        return () -> writer.execute(sql -> sql.update(INSERT, name));
    }

    private List<String> names() {
        return database.readers()
                .read(sql -> sql.list("SELECT name FROM typedqueue_namespace", row -> row.getString(1)));
    }

    /** Runs writes that all arrive while another one is under way. */
    @SafeVarargs
    private List<Future<Integer>> together(Callable<Integer>... writes) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<Integer> holder = threads.submit(() -> writer.execute(sql -> hold(held, release)));
        held.await();
        List<Future<Integer>> results = new ArrayList<>();
        for (Callable<Integer> write : writes) {
            results.add(threads.submit(write));
        }
        awaitWaiting(writes.length);
        release.countDown();
        holder.get();
        return results;
    }

    private static int hold(CountDownLatch held, CountDownLatch release) throws SQLException {
        held.countDown();
        try {
            if (!release.await(30, TimeUnit.SECONDS)) {
                throw new SQLException("Nobody released the writer");
            }
            return 0;
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }

    private void awaitWaiting(int writes) {
        while (writer.waiting() < writes) {
            Thread.onSpinWait();
        }
    }
}
