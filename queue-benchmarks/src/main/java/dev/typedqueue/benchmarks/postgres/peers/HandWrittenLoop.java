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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What an expert would write by hand for this one purpose, in about a hundred lines: bodies written once, a narrow
 * table of what is ready, and a row a batch for leases and outcomes. It has no retries, no rescue, no priorities.
 */
final class HandWrittenLoop implements Peer {

    private static final int THREADS = 4;
    private static final int PAGE = 1_000;

    private final int batch;

    private HandWrittenLoop(int batch) {
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
                "select exists (select 1 from ready) or exists (select 1 from lease)",
                null,
                true,
                new HandWrittenLoop(batch));
    }

    @Override
    public void install(DataSource database) throws SQLException {
        Sql.execute(database, """
                create table job (id bigint primary key, payload text not null);
                create table ready (id bigint primary key);
                create table scheduled (run_at timestamptz not null, id bigint not null, primary key (run_at, id));
                create table lease (token bigint generated always as identity primary key, ids bigint[] not null);
                create table outcome (token bigint primary key, ids bigint[] not null, at timestamptz not null);
                """);
    }

    @Override
    public Session open(DataSource database, @Nullable IntConsumer handler) {
        Workers workers = new Workers(database, batch, handler);
        workers.start();
        return new Open(database, workers);
    }

    private record Open(DataSource database, Workers workers) implements Session {

        private static final String INSERT = """
                with body as (insert into job select * from unnest(?::bigint[], ?::text[]))
                insert into ready select unnest(?::bigint[])""";
        private static final String SCHEDULE = """
                with body as (insert into job select * from unnest(?::bigint[], ?::text[]))
                insert into scheduled select ?, unnest(?::bigint[])""";

        @Override
        public void add(int number) throws SQLException {
            addAll(number, 1);
        }

        @Override
        public void addAll(int first, int count) throws SQLException {
            insert(INSERT, first, count, null);
        }

        @Override
        public void schedule(int first, int count, Instant at) throws SQLException {
            insert(SCHEDULE, first, count, Timestamp.from(at));
        }

        private void insert(String sql, int first, int count, @Nullable Timestamp at) throws SQLException {
            try (Connection connection = database.getConnection();
                    PreparedStatement insert = connection.prepareStatement(sql)) {
                for (int begin = first; begin < first + count; begin += PAGE) {
                    Long[] ids = LongStream.range(begin, Math.min(begin + PAGE, first + count))
                            .boxed()
                            .toArray(Long[]::new);
                    String[] payloads = LongStream.range(begin, begin + ids.length)
                            .mapToObj(number -> Payload.of((int) number).json())
                            .toArray(String[]::new);
                    int parameter = 1;
                    insert.setArray(parameter++, connection.createArrayOf("bigint", ids));
                    insert.setArray(parameter++, connection.createArrayOf("text", payloads));
                    if (at != null) {
                        insert.setTimestamp(parameter++, at);
                    }
                    insert.setArray(parameter, connection.createArrayOf("bigint", ids));
                    insert.executeUpdate();
                }
            }
        }

        @Override
        public void close() throws InterruptedException {
            workers.close();
        }
    }

    /** The threads that claim, run and finish, and one that makes due jobs ready. */
    private static final class Workers {

        /** The primary key of {@code ready} serves it; the floor spares it the index entries of jobs long gone. */
        private static final String CLAIM = """
                with claimed as (
                    delete from ready where ctid = any (array(
                        select ctid from ready where id >= ? order by id limit ? for update skip locked))
                    returning id),
                leased as (
                    insert into lease (ids) select array_agg(id) from claimed having count(*) > 0 returning token)
                select leased.token, job.id, job.payload
                from leased, claimed join job on job.id = claimed.id""";

        private static final String FINISH = """
                with gone as (delete from lease where token = ? returning token, ids)
                insert into outcome select token, ids, now() from gone""";
        private static final String PROMOTE = """
                with due as (
                    delete from scheduled where ctid = any (array(
                        select ctid from scheduled where run_at <= now() order by run_at limit 1000
                        for update skip locked))
                    returning id)
                insert into ready select id from due""";

        private final DataSource database;
        private final int batch;
        private final @Nullable IntConsumer handler;
        private final CountDownLatch stopping = new CountDownLatch(1);
        private final List<Thread> threads = new ArrayList<>();

        Workers(DataSource database, int batch, @Nullable IntConsumer handler) {
            this.database = database;
            this.batch = batch;
            this.handler = handler;
        }

        void start() {
            if (handler != null) {
                for (int i = 0; i < THREADS; i++) {
                    run(connection -> work(connection, handler));
                }
                run(this::promote);
            }
        }

        private void run(Loop loop) {
            Thread thread = new Thread(() -> {
                try (Connection connection = database.getConnection()) {
                    loop.run(connection);
                } catch (SQLException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.start();
            threads.add(thread);
        }

        private void work(Connection connection, IntConsumer handler) throws SQLException, InterruptedException {
            long floor = 0;
            int turn = 0;
            try (PreparedStatement claim = connection.prepareStatement(CLAIM);
                    PreparedStatement finish = connection.prepareStatement(FINISH)) {
                while (stopping.getCount() > 0) {
                    // Now and then without the floor: ids do not become visible in the order of their commits.
                    claim.setLong(1, turn++ % 100 == 0 ? 0 : floor);
                    claim.setInt(2, batch);
                    long token = 0;
                    long least = Long.MAX_VALUE;
                    List<String> payloads = new ArrayList<>(batch);
                    try (ResultSet rows = claim.executeQuery()) {
                        while (rows.next()) {
                            token = rows.getLong(1);
                            least = Math.min(least, rows.getLong(2));
                            payloads.add(rows.getString(3));
                        }
                    }
                    if (payloads.isEmpty()) {
                        floor = 0;
                        stopping.await(10, TimeUnit.MILLISECONDS);
                    } else {
                        floor = least;
                        payloads.forEach(payload -> handler.accept(Payload.number(payload)));
                        finish.setLong(1, token);
                        finish.executeUpdate();
                    }
                }
            }
        }

        private void promote(Connection connection) throws SQLException, InterruptedException {
            try (PreparedStatement promote = connection.prepareStatement(PROMOTE)) {
                while (!stopping.await(100, TimeUnit.MILLISECONDS)) {
                    promote.executeUpdate();
                }
            }
        }

        void close() throws InterruptedException {
            stopping.countDown();
            for (Thread each : threads) {
                each.join();
            }
        }

        @FunctionalInterface
        private interface Loop {
            void run(Connection connection) throws SQLException, InterruptedException;
        }
    }
}
