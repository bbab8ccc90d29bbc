package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.StoreException;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.StoreSession;
import dev.typedqueue.spi.Uniqueness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What many threads add at once comes to what one could have added, though connections break and transactions are run
 * again; and the few connections are used by one thread at a time. Lincheck cannot look into a database; here the right
 * order needs no search, since each key tells who came first.
 */
@Timeout(120)
final class GroupCommitHistoryTest {

    private static final int THREADS = 8;
    private static final int CALLS = 60;
    private static final int MOST_AT_ONCE = 3;

    /** What the store may have open, and the one that waits for wake-ups. */
    private static final int MOST_CONNECTIONS = 5;

    private final String schema = TestServer.newSchema();
    private final FaultyDataSource dataSource = new FaultyDataSource(TestServer.dataSource(), 7);
    private final KeyHistory history = new KeyHistory();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private StoreSession session;

    @BeforeEach
    void open() {
        session = PostgresStore.using(dataSource).withSchema(schema).open("main");
    }

    @AfterEach
    void close() {
        session.close();
        threads.shutdownNow();
        TestServer.drop(schema);
    }

    @Test
    void manyThreadsAddAsOneCould() throws Exception {
        dataSource.setFaulty(true);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            all.add(threads.submit(() -> add(random)));
        }
        for (Future<?> each : all) {
            each.get();
        }
        dataSource.setFaulty(false);

        Set<JobId> stored = session.list(JobFilter.all().limit(JobFilter.MAX_PAGE)).stream()
                .map(QueuedJob::id)
                .collect(Collectors.toSet());
        history.requireLinearizable(stored);
        assertThat(stored).isNotEmpty();
        assertThat(dataSource.broken()).isPositive();
        assertThat(dataSource.wasShared()).isFalse();
        assertThat(dataSource.mostOpen()).isLessThanOrEqualTo(MOST_CONNECTIONS);
        session.close();
        assertThat(dataSource.open()).isZero();
    }

    private void add(Random random) {
        for (int i = 0; i < CALLS; i++) {
            List<NewJob> jobs = new ArrayList<>();
            for (int left = 1 + random.nextInt(MOST_AT_ONCE); left > 0; left--) {
                jobs.add(job(i * MOST_AT_ONCE + left)); // threads meet at the keys of about the same time
            }
            long asked = System.nanoTime();
            List<InsertResult> answers = null;
            try {
                answers = session.insert(jobs);
            } catch (StoreException e) {
                assertThat(e.isPassing()).as("%s", e).isTrue();
            }
            history.add(new KeyHistory.Call(asked, System.nanoTime(), jobs, answers));
        }
    }

    private static NewJob job(int key) {
        Uniqueness unique = new Uniqueness("key " + key, Unique.Until.FINISHED, null, Unique.OnConflict.KEEP, null);
        return new NewJob(JobId.next(Instant.now(), key), TestNode.QUEUE, TestNode.KIND, "{}", 0, null, unique);
    }

    @Test
    void twoHoldersOfAKeyAreSeen() {
        NewJob one = job(1);
        NewJob other = job(1);
        history.add(new KeyHistory.Call(1, 2, List.of(one), List.of(new InsertResult.Inserted())));
        history.add(new KeyHistory.Call(3, 4, List.of(other), List.of(new InsertResult.Inserted())));

        assertThatThrownBy(() -> history.requireLinearizable(Set.of(one.id(), other.id())))
                .hasMessageContaining("another holder");
    }

    @Test
    void anAnswerThatIsAnothersIsSeen() {
        NewJob one = job(1);
        NewJob other = job(1);
        history.add(new KeyHistory.Call(1, 2, List.of(one), List.of(new InsertResult.Kept(other.id()))));
        history.add(new KeyHistory.Call(1, 2, List.of(other), List.of(new InsertResult.Inserted())));

        assertThatThrownBy(() -> history.requireLinearizable(Set.of(one.id()))).isInstanceOf(AssertionError.class);
    }

    @Test
    void aHolderFromTheFutureIsSeen() {
        NewJob one = job(1);
        NewJob other = job(1);
        history.add(new KeyHistory.Call(1, 2, List.of(one), List.of(new InsertResult.Kept(other.id()))));
        history.add(new KeyHistory.Call(3, 4, List.of(other), List.of(new InsertResult.Inserted())));

        assertThatThrownBy(() -> history.requireLinearizable(Set.of(other.id())))
                .hasMessageContaining("had its answer");
    }

    @Test
    void halfACallIsSeen() {
        List<NewJob> jobs = List.of(job(1), job(2));
        history.add(new KeyHistory.Call(1, 2, jobs, null));

        assertThatThrownBy(() -> history.requireLinearizable(Set.of(jobs.get(0).id())))
                .hasMessageContaining("the holder of key 2");
    }
}
