package dev.typedqueue.benchmarks.postgres.peers;

import dev.typedqueue.benchmarks.flow.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** No queue at all: single rows, each in its own transaction, and COPY. */
final class RawInserts implements Peer {

    static Contestant contestant() {
        return new Contestant(
                "raw",
                "raw insert + commit, COPY",
                "one table with a primary key; one row a transaction, a connection for each thread; bulk by one COPY.",
                Contestant.Kind.INSERTS,
                100_000,
                "select false",
                null,
                false,
                new RawInserts());
    }

    @Override
    public void install(DataSource database) throws SQLException {
        Sql.execute(database, "create table job (id bigint primary key, payload text not null)");
    }

    @Override
    public Session open(DataSource database, @Nullable IntConsumer handler) {
        return new Open(database);
    }

    private record Open(DataSource database) implements Session {

        @Override
        public void add(int number) throws SQLException {
            try (Connection connection = database.getConnection();
                    PreparedStatement insert = connection.prepareStatement("insert into job values (?, ?)")) {
                insert.setLong(1, number);
                insert.setString(2, Payload.of(number).json());
                insert.executeUpdate();
            }
        }

        @Override
        public void addAll(int first, int count) throws SQLException, IOException {
            StringBuilder rows = new StringBuilder();
            for (int number = first; number < first + count; number++) {
                rows.append(number)
                        .append('\t')
                        .append(Payload.of(number).json())
                        .append('\n');
            }
            try (Connection connection = database.getConnection()) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "copy job from stdin",
                                new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8)));
            }
        }

        @Override
        public void schedule(int first, int count, Instant at) {
            throw new UnsupportedOperationException("Plain inserts have no schedule");
        }

        @Override
        public void close() {}
    }
}
