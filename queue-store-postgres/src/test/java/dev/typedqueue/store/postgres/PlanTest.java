package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How statements are run that were planned while the tables were empty. */
final class PlanTest {

    private final String schema = TestServer.newSchema();
    private final Database database = Database.open(new Settings(
            TestServer.dataSource(),
            schema,
            1,
            false,
            false,
            true,
            Duration.ofSeconds(10),
            () -> Duration.ZERO,
            System::nanoTime));

    @AfterEach
    void drop() {
        database.close();
        TestServer.drop(schema);
    }

    private List<String> plan(String statement, Object... values) {
        return database.read(sql -> sql.list("EXPLAIN " + statement, row -> row.getString(1), values));
    }

    @Test
    void completionFindsLeasesByTheirWholeKey() {
        Sql.Array longs = Sql.Array.longs(List.of(1L));
        Sql.Array ids = Sql.Array.ids(List.of(TestNode.job().id().value()));
        Sql.Array ints = Sql.Array.ints(List.of(1));

        List<String> plan = plan(Completion.COMPLETE, longs, ids, ids, ints, ints, ids, ints, 0, 1, 0, 0, 0, 1);

        assertThat(plan).noneMatch(line -> line.contains("Seq Scan"));
        assertThat(plan.stream().filter(line -> line.contains("Index Cond") && line.contains("shard =")))
                .hasSize(3)
                .allMatch(line -> line.contains("id =") && line.contains("part = 0"));
    }
}
