package dev.typedqueue.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What many threads write at once comes to what one could have written, though writes fail, connections are lost and
 * transactions are run again. Lincheck cannot look into a database; a counter needs no search for the right order.
 */
@Timeout(120)
final class GroupCommitHistoryTest {

    private static final int WRITERS = 6;
    private static final int READERS = 2;
    private static final int CALLS = 400;

    @TempDir
    Path directory;

    private final CounterHistory history = new CounterHistory();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(new Settings(
                directory.resolve("jobs.db"),
                Synchronous.NORMAL,
                Duration.ofSeconds(5),
                InstantSource.system(),
                System::nanoTime,
                0));
        database.writer().execute(sql -> {
            sql.update("CREATE TABLE counter (value INTEGER NOT NULL)");
            return sql.update("INSERT INTO counter VALUES (0)");
        });
    }

    @AfterEach
    void close() {
        database.close();
        threads.shutdownNow();
    }

    /** What befalls a write after it has changed the counter. */
    private enum Fault {
        NONE,
        DISK_FULL,
        CONNECTION_LOST,
        ERROR,
        ONCE
    }

    @Test
    void manyThreadsWriteAsOneCould() throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Random random = new Random(i);
            all.add(threads.submit(() -> write(random)));
        }
        for (int i = 0; i < READERS; i++) {
            all.add(threads.submit(this::read));
        }
        for (Future<?> each : all) {
            each.get();
        }

        history.requireLinearizable();
    }

    private void write(Random random) {
        for (int i = 0; i < CALLS; i++) {
            Fault fault = random.nextInt(4) > 0 ? Fault.NONE : Fault.values()[random.nextInt(Fault.values().length)];
            boolean[] ran = new boolean[1];
            long asked = System.nanoTime();
            try {
                long value = database.writer().execute(sql -> {
                    sql.update("UPDATE counter SET value = value + 1");
                    boolean isFirstRun = !ran[0];
                    ran[0] = true;
                    strike(fault, isFirstRun);
                    return value(sql);
                });
                history.incremented(asked, System.nanoTime(), value);
            } catch (RuntimeException e) {
                assertThat(fault).as("%s", e).isNotEqualTo(Fault.NONE);
            }
        }
    }

    private static void strike(Fault fault, boolean isFirstRun) throws SQLException {
        switch (fault) {
            case NONE -> {}
            case DISK_FULL -> throw new SQLiteException("no room", SQLiteErrorCode.SQLITE_FULL);
            case CONNECTION_LOST -> throw new SQLiteException("disk I/O error", SQLiteErrorCode.SQLITE_IOERR_WRITE);
            case ERROR -> throw new StackOverflowError();
            case ONCE -> {
                if (isFirstRun) {
                    throw new SQLiteException("locked", SQLiteErrorCode.SQLITE_LOCKED);
                }
            }
        }
    }

    private void read() {
        for (int i = 0; i < CALLS; i++) {
            long asked = System.nanoTime();
            long value = database.readers().read(GroupCommitHistoryTest::value);
            history.read(asked, System.nanoTime(), value);
        }
    }

    private static long value(Sql sql) throws SQLException {
        return sql.first("SELECT value FROM counter", row -> row.getLong(1)).orElseThrow();
    }

    @Test
    void anIncrementThatIsLostOrCountsTwiceIsSeen() {
        history.incremented(1, 2, 1);
        history.incremented(3, 4, 1);

        assertThatThrownBy(history::requireLinearizable).isInstanceOf(AssertionError.class);
    }

    @Test
    void answersThatWereMixedUpAreSeen() {
        history.incremented(1, 2, 2);
        history.incremented(3, 4, 1);

        assertThatThrownBy(history::requireLinearizable).hasMessageContaining("comes after one");
    }

    @Test
    void anAnswerBeforeTheCommitIsSeen() {
        history.incremented(1, 2, 1);
        history.read(3, 4, 0);

        assertThatThrownBy(history::requireLinearizable).hasMessageContaining("committed before");
    }
}
