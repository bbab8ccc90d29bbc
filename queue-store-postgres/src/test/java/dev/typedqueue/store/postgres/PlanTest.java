package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

        List<String> plan = plan(Completion.COMPLETE, longs, ids, ids, ints, ints, ids, ints, 0, 1, 0, 0, 0, 1, 0, 1);

        assertThat(plan).noneMatch(line -> line.contains("Seq Scan"));
        assertThat(plan.stream().filter(line -> line.contains("Index Cond") && line.contains("part = 0")))
                .hasSize(3)
                .allMatch(line -> line.contains("shard = 0"))
                .allMatch(line -> line.contains("id =") || (line.contains("id >=") && line.contains("id <=")));
    }

    @Test
    void gatesAreLookedAtByIndexesAndJobsPassInTheirOrder() {
        Sql.Array texts = Sql.Array.texts(List.of("limit"));
        Sql.Array ints = Sql.Array.ints(List.of(1));

        for (String statement : List.of(Gatekeeper.PASS_BY_URGENCY, Gatekeeper.PASS_BY_ID)) {
            assertThat(plan(statement, 1, 10, texts, texts, ints, ints, 1, 1, 10))
                    .noneMatch(line -> line.contains("Seq Scan") || line.contains("Sort"))
                    .filteredOn(line -> line.contains("Index Cond"))
                    .hasSize(3)
                    .allMatch(line -> line.contains("queue = 1") && line.contains("gate_key = "));
        }
        assertThat(plan(Gatekeeper.NOT_STARTED, texts, texts, 1, 1))
                .noneMatch(line -> line.contains("Seq Scan"))
                .anyMatch(line -> line.contains("gate_holder_pkey"))
                .anyMatch(line -> line.contains("ready_pkey"));
        assertThat(plan(Gatekeeper.NEWS, 1, 10, 1, 10, 1, 1)).noneMatch(line -> line.contains("Seq Scan"));
        assertThat(plan(Gates.LEAVE, 0, 1, Sql.Array.ids(List.of(new UUID(0, 1))), texts))
                .noneMatch(line -> line.contains("Seq Scan"))
                .anyMatch(line -> line.contains("gate_holder_pkey"));
    }

    @Test
    void claimsFollowTheIndexInTheOrderOfRanks() {
        UUID least = new UUID(0, 0);
        Sql.Array ints = Sql.Array.ints(List.of(1, 1));
        List<Object> values = new ArrayList<>(List.of(1, "node", 1, "mails", Sql.Array.texts(List.of())));
        values.addAll(List.of(
                ints, ints, ints, Sql.Array.ids(List.of(least, new UUID(0, 1))), Sql.Array.longs(List.of(1L, 2L))));
        for (int part = 0; part < 2; part++) {
            values.addAll(List.of(0, 1, 1, 1, 0, least, 1L, 10));
        }
        values.addAll(List.of(10, 0, 1, 1, 0, 1, 0, 1));

        List<String> plan = plan(Claims.claimStatement(2), values.toArray());

        assertThat(plan).anyMatch(line -> line.contains("Merge Append"));
        assertThat(plan)
                .filteredOn(line -> line.contains(" Scan") && line.contains(" on ready"))
                .isNotEmpty()
                .allMatch(line -> line.contains("Index") || line.contains("Tid"));
    }

    @Test
    void theRankIsAnExpressionAndNoCall() {
        List<String> plan = plan("(VERBOSE) " + Standing.FIND, 0, 1, new UUID(0, 1));

        assertThat(plan)
                .anyMatch(line -> line.contains("CASE WHEN (j.ageing IS NULL)"))
                .noneMatch(line -> line.contains("claim_rank"));
        assertThat(plan)
                .filteredOn(line -> line.contains("Index Cond") && line.contains("q.rank ="))
                .isNotEmpty();
    }
}
