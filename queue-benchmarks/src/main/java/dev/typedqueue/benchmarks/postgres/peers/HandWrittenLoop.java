package dev.typedqueue.benchmarks.postgres.peers;

import dev.typedqueue.benchmarks.flow.Payload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What an expert would write by hand for this one purpose, in about a hundred lines, on tables of a {@link Layout}. The
 * best of those is what the queues are compared with: bodies written once, a narrow table of what is ready, and a row a
 * batch for leases and outcomes. It has no retries, no rescue, no priorities.
 */
final class HandWrittenLoop implements Peer {

    private static final int THREADS = 4;
    private static final int PAGE = 1_000;

    private final Layout layout;
    private final int batch;

    private HandWrittenLoop(Layout layout, int batch) {
        this.layout = layout;
        this.batch = batch;
    }

    static Contestant contestant(int batch) {
        return new Contestant(
                "loop-" + batch,
                "by hand, batches of " + batch,
                THREADS + " threads; insert by `unnest` of 1,000; claim by DELETE … SKIP LOCKED of " + batch
                        + " with a lease row a batch; finish by an outcome row a batch. Finished jobs are kept. It has"
                        + " no retries, rescue or priorities.",
                Contestant.Kind.LOOP,
                batch < 500 ? 100_000 : 250_000,
                Layout.ROW_PER_BATCH_WITH_FLOOR.unfinished(),
                null,
                true,
                new HandWrittenLoop(Layout.ROW_PER_BATCH_WITH_FLOOR, batch));
    }

    /** The loop on tables of one layout or another. */
    static Contestant contestant(Layout layout, int batch) {
        return new Contestant(
                layout.id() + "-" + batch,
                layout.title() + ", batches of " + batch,
                THREADS + " threads; insert by `unnest` of 1,000.",
                Contestant.Kind.LOOP,
                Layout.RATE,
                layout.unfinished(),
                null,
                true,
                new HandWrittenLoop(layout, batch));
    }

    @Override
    public void install(DataSource database) throws SQLException {
        Sql.execute(database, layout.tables());
    }

    @Override
    public Session open(DataSource database, @Nullable IntConsumer handler) {
        LoopThreads threads = new LoopThreads(database);
        if (handler != null) {
            Worker worker = new Worker(threads, layout, batch, handler);
            for (int i = 0; i < THREADS; i++) {
                threads.start(worker::work);
            }
            String promote = layout.promote();
            if (promote != null) {
                threads.start(new Promoter(threads, promote)::promote);
            }
        }
        return new Open(database, layout, threads);
    }

    private record Open(DataSource database, Layout layout, LoopThreads threads) implements Session {

        @Override
        public void add(int number) throws SQLException {
            addAll(number, 1);
        }

        @Override
        public void addAll(int first, int count) throws SQLException {
            insert(layout.insert(), first, count, null);
        }

        @Override
        public void schedule(int first, int count, Instant at) throws SQLException {
            insert(layout.schedule(), first, count, Timestamp.from(at));
        }

        private void insert(String sql, int first, int count, @Nullable Timestamp at) throws SQLException {
            try (Connection connection = database.getConnection();
                    PreparedStatement insert = connection.prepareStatement(sql)) {
                for (int begin = first; begin < first + count; begin += PAGE) {
                    int end = Math.min(begin + PAGE, first + count);
                    Long[] ids = LongStream.range(begin, end).boxed().toArray(Long[]::new);
                    String[] payloads = IntStream.range(begin, end)
                            .mapToObj(number -> Payload.of(number).json())
                            .toArray(String[]::new);
                    insert.setArray(1, connection.createArrayOf("bigint", ids));
                    insert.setArray(2, connection.createArrayOf("text", payloads));
                    if (at != null) {
                        insert.setTimestamp(3, at);
                    }
                    insert.executeUpdate();
                }
            }
        }

        @Override
        public void close() throws InterruptedException {
            threads.stop();
        }
    }

    /** Claims, runs and finishes. */
    private record Worker(LoopThreads threads, Layout layout, int batch, IntConsumer handler) {

        void work(Connection connection) throws SQLException, InterruptedException {
            long floor = 0;
            int turn = 0;
            try (PreparedStatement claim = connection.prepareStatement(layout.claim());
                    PreparedStatement finish = connection.prepareStatement(layout.finish())) {
                while (threads.isRunning()) {
                    // Now and then without the floor: ids do not become visible in the order of their commits.
                    Claimed claimed = claim(claim, turn++ % 100 == 0 ? 0 : floor);
                    if (claimed.payloads().isEmpty()) {
                        floor = 0;
                        threads.pause(10);
                    } else {
                        floor = claimed.least();
                        claimed.payloads().forEach(payload -> handler.accept(Payload.number(payload)));
                        finish(finish, claimed);
                    }
                }
            }
        }

        private Claimed claim(PreparedStatement claim, long floor) throws SQLException {
            int parameter = 1;
            if (layout.hasFloor()) {
                claim.setLong(parameter++, floor);
            }
            claim.setInt(parameter, batch);
            long token = 0;
            List<Long> ids = new ArrayList<>(batch);
            List<String> payloads = new ArrayList<>(batch);
            try (ResultSet rows = claim.executeQuery()) {
                while (rows.next()) {
                    token = rows.getLong(1);
                    ids.add(rows.getLong(2));
                    payloads.add(rows.getString(3));
                }
            }
            return new Claimed(token, ids, payloads);
        }

        private void finish(PreparedStatement finish, Claimed claimed) throws SQLException {
            finish.setLong(1, claimed.token());
            if (layout.finishesById()) {
                finish.setArray(
                        2,
                        finish.getConnection()
                                .createArrayOf("bigint", claimed.ids().toArray()));
            }
            finish.executeUpdate();
        }
    }

    /** What a claim gave, perhaps nothing. */
    private record Claimed(long token, List<Long> ids, List<String> payloads) {
        long least() {
            return ids.stream().mapToLong(Long::longValue).min().orElse(0);
        }
    }

    /** Makes due jobs ready. */
    private record Promoter(LoopThreads threads, String sql) {

        void promote(Connection connection) throws SQLException, InterruptedException {
            try (PreparedStatement promote = connection.prepareStatement(sql)) {
                while (threads.isRunning()) {
                    promote.executeUpdate();
                    threads.pause(100);
                }
            }
        }
    }
}
