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
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The least that a queue can write: jobs are appended to lanes, and no row of them ever changes. A lane belongs to one
 * worker, which reads on from where it is, runs a batch, and writes one row of an outcome, the last of which says after
 * a crash where to go on. A lane is a row of tables, its {@link Segment segments}; a segment that has been run is
 * dropped.
 *
 * <p>It gives up much for that. A job that fails, or one of a kind that this process does not know, cannot stay behind
 * while others go on; nothing says which jobs run; jobs run in the order in which they were added, and as long as one
 * of them; finished ones are kept no longer than their segment; and a transaction that adds holds up its lane until it
 * commits.
 */
final class AppendOnlyLanes implements Peer {

    private static final int LANES = 4;
    private static final int PAGE = 1_000;
    private static final String TABLES = """
            create sequence positions;
            create table segment (
                lane integer not null, number integer not null, first bigint not null, primary key (lane, number));
            create table outcome (
                lane integer not null, position bigint not null, jobs integer not null, at timestamptz not null,
                primary key (lane, position));
            create table scheduled (
                run_at timestamptz not null, id bigint not null, payload text not null, primary key (run_at, id));
            """;

    private final int batch;

    private AppendOnlyLanes(int batch) {
        this.batch = batch;
    }

    static Contestant contestant(int batch) {
        return new Contestant(
                "lanes-" + batch,
                "append-only lanes, batches of " + batch,
                LANES + " lanes, each with a thread of its own; insert by `unnest` of 1,000.",
                Contestant.Kind.LOOP,
                Layout.RATE,
                """
                select exists (select 1 from scheduled where run_at <= now())
                    or (select last_value from positions) > (select coalesce(sum(jobs), 0) from outcome)""",
                null,
                false,
                new AppendOnlyLanes(batch));
    }

    @Override
    public void install(DataSource database) throws SQLException {
        Sql.execute(database, TABLES);
        try (Connection connection = database.getConnection()) {
            for (int lane = 0; lane < LANES; lane++) {
                new Segment(lane, 0, 0).create(connection);
            }
        }
    }

    @Override
    public Session open(DataSource database, @Nullable IntConsumer handler) {
        LoopThreads threads = new LoopThreads(database);
        if (handler != null) {
            for (int lane = 0; lane < LANES; lane++) {
                threads.start(new LaneWorker(threads, lane, batch, handler)::run);
            }
            threads.start(new Promoter(threads)::run);
        }
        return new Open(database, threads);
    }

    private record Open(DataSource database, LoopThreads threads) implements Session {

        @Override
        public void add(int number) throws SQLException {
            append(number % LANES, number, number + 1);
        }

        @Override
        public void addAll(int first, int count) throws SQLException {
            for (int begin = first; begin < first + count; begin += PAGE) {
                append(begin / PAGE % LANES, begin, Math.min(begin + PAGE, first + count));
            }
        }

        private void append(int lane, int begin, int end) throws SQLException {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                Segment.append(connection, lane, payloads(begin, end));
                connection.commit();
                connection.setAutoCommit(true);
            }
        }

        @Override
        public void schedule(int first, int count, Instant at) throws SQLException {
            try (Connection connection = database.getConnection();
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into scheduled select ?, * from unnest(?::bigint[], ?::text[])")) {
                for (int begin = first; begin < first + count; begin += PAGE) {
                    int end = Math.min(begin + PAGE, first + count);
                    insert.setTimestamp(1, Timestamp.from(at));
                    insert.setArray(
                            2,
                            connection.createArrayOf(
                                    "bigint",
                                    IntStream.range(begin, end).boxed().toArray()));
                    insert.setArray(
                            3,
                            connection.createArrayOf(
                                    "text", payloads(begin, end).toArray()));
                    insert.executeUpdate();
                }
            }
        }

        private static List<String> payloads(int begin, int end) {
            return IntStream.range(begin, end)
                    .mapToObj(number -> Payload.of(number).json())
                    .toList();
        }

        @Override
        public void close() throws InterruptedException {
            threads.stop();
        }
    }

    /** Appends due jobs to a lane, each time to another. */
    private record Promoter(LoopThreads threads) {

        private static final String DUE = """
                delete from scheduled where ctid = any (array(
                    select ctid from scheduled where run_at <= now() order by run_at limit 1000
                    for update skip locked))
                returning payload""";

        void run(Connection connection) throws SQLException, InterruptedException {
            connection.setAutoCommit(false);
            try (PreparedStatement take = connection.prepareStatement(DUE)) {
                for (int turn = 0; threads.isRunning(); turn++) {
                    List<String> due = new ArrayList<>();
                    try (ResultSet rows = take.executeQuery()) {
                        while (rows.next()) {
                            due.add(rows.getString(1));
                        }
                    }
                    if (!due.isEmpty()) {
                        Segment.append(connection, turn % LANES, due);
                    }
                    connection.commit();
                    threads.pause(100);
                }
            }
            connection.setAutoCommit(true);
        }
    }
}
