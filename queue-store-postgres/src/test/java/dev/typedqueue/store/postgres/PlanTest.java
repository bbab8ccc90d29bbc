package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobFilter;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How statements are run that were planned while the tables were empty. */
final class PlanTest {

    private static final List<String> WAYS_TO_READ_JOBS =
            List.of(ClaimStatements.JOBS_BY_LIST, ClaimStatements.JOBS_BY_PROBES);

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
        Sql.Array shorts = Sql.Array.of("int2", List.of((short) 1), position -> position);

        List<String> plan =
                plan(Completion.COMPLETE, longs, ids, ids, ints, ints, new byte[20], shorts, 0, 1, 0, 0, 0, 1, 0, 1);

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
        assertThat(plan(Gates.LEAVE, 0, 1, Sql.Among.ids(List.of(new UUID(0, 1))), texts))
                .noneMatch(line -> line.contains("Seq Scan"))
                .anyMatch(line -> line.contains("gate_holder_pkey"));
    }

    @Test
    void listsOfIdsBoundWhatIsReadOfAnIndex() {
        UUID id = TestNode.job().id().value();
        Sql.Array ids = Sql.Array.ids(List.of(id));
        Sql.Array longs = Sql.Array.longs(List.of(1L));
        Sql.Array ints = Sql.Array.ints(List.of(1));
        Sql.Array texts = Sql.Array.texts(List.of("text"));
        Sql.Array flags = new Sql.Array("bool", List.of(true));
        Sql.Among amongIds = Sql.Among.ids(List.of(id));
        Sql.Among amongLongs = Sql.Among.longs(List.of(1L));

        assertThat(List.of(
                        plan(Insertion.STORED, 0, 1, amongIds),
                        plan(Shelves.MAKE_READY, 0, 1, amongIds),
                        plan(Shelves.MAKE_DUE, 0, 1, amongIds),
                        plan(Shelves.MAKE_WAIT, 0, 0, 1, amongIds),
                        plan(Finishes.CHANGE, changed(ids, ints, longs, flags, texts, amongIds)),
                        plan(Finishes.DELETE_LEASES, longs, ints, 0, amongLongs),
                        plan(Leases.LOCK, 0, amongLongs, 1, true, longs),
                        plan(Leases.COUNT_DEATH, 0, 1, amongIds),
                        plan(Leases.CANCEL, 1, 1L, 0, 0, 1, amongIds),
                        plan(Reports.LOCK, 0, 1, amongIds),
                        plan(Reports.HELD, ids, longs, ints, 0, amongLongs, 1),
                        plan(Reports.STORE, ids, texts, texts, 0, 1, amongIds),
                        plan(Deletion.DELETE, 0, 1, amongIds),
                        plan(Gates.ARRIVE, 0, 1, amongIds),
                        plan(Gates.LEAVE, 0, 1, amongIds, texts),
                        plan(Upkeep.PARK, 0, 1, ints, 100, 0, 1)))
                .allSatisfy(PlanTest::boundsIds);
        Selection all = new Selection(0, 1, JobFilter.all());
        List<Object> page = new ArrayList<>(all.pageValues());
        page.addAll(List.of(100, 0, 1));
        boundsIds(plan(JobQueries.listStatement(all), page.toArray()));
    }

    private static Object[] changed(
            Sql.Array ids, Sql.Array ints, Sql.Array longs, Sql.Array flags, Sql.Array texts, Sql.Among among) {
        return new Object[] {ids, ints, longs, longs, ints, flags, texts, ints, longs, 0, 1, among};
    }

    /** The one table that is asked by ids is read by an index, whose condition names them. */
    private static void boundsIds(List<String> plan) {
        assertThat(plan)
                .filteredOn(line -> line.contains("Index Cond") && line.contains("shard = "))
                .isNotEmpty()
                .anyMatch(line -> line.matches(".*\\b(id|job) (>=|=) .*"));
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

        List<String> plan = plan(new ClaimStatements(true).merged(2), values.toArray());

        assertThat(plan).anyMatch(line -> line.contains("Merge Append"));
        assertThat(plan)
                .filteredOn(line -> line.contains(" Scan") && line.contains(" on ready"))
                .isNotEmpty()
                .allMatch(line -> line.contains("Index") || line.contains("Tid"));
    }

    @Test
    void jobsOfALeaseAreFoundByTheirWholeKey() {
        for (String jobs : WAYS_TO_READ_JOBS) {
            List<String> plan = plan(jobsOf(jobs), Sql.Array.ids(List.of(new UUID(0, 1), new UUID(0, 2))), 0, 1);

            assertThat(plan)
                    .filteredOn(line -> line.contains("Index Cond"))
                    .hasSize(1)
                    .allMatch(
                            line -> line.contains("shard =") && line.contains("namespace =") && line.contains("id ="));
            assertThat(plan).noneMatch(line -> line.contains("Seq Scan") || line.contains("Filter"));
        }
    }

    @Test
    void jobsOfALeaseAreTheSameOnNewAndOnOldServers() {
        List<NewJob> jobs = TestNode.jobs(3);
        try (StoreSession session = PostgresStore.using(TestServer.dataSource())
                .withSchema(schema)
                .withoutNotifications()
                .open("main")) {
            session.insert(jobs);
        }
        List<UUID> asked =
                jobs.subList(0, 2).stream().map(job -> job.id().value()).toList();

        for (String way : WAYS_TO_READ_JOBS) {
            List<UUID> found = database.read(
                    sql -> sql.list(jobsOf(way), row -> row.getObject(1, UUID.class), Sql.Array.ids(asked), 0, 1));
            assertThat(found).containsExactlyInAnyOrderElementsOf(asked);
        }
    }

    private static String jobsOf(String jobs) {
        return "SELECT j.id FROM (SELECT ?::uuid[] AS ids) AS l CROSS JOIN LATERAL (" + jobs + ") j";
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
