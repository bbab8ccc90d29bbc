package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists of many jobs read little more than the page that they return. */
@Timeout(120)
final class QueryPlanTest {

    private static final int JOBS = 20_000;

    private final String schema = TestServer.newSchema();
    private final Texts texts = new Texts(new Settings(
            TestServer.dataSource(),
            schema,
            1,
            false,
            false,
            true,
            Duration.ofSeconds(30),
            () -> Duration.ZERO,
            () -> 0));

    /** Dead letters and completed jobs by turns, a few of them with a tag. */
    @BeforeEach
    void fill() {
        PostgresStore.using(TestServer.dataSource())
                .withSchema(schema)
                .withoutNotifications()
                .open("main")
                .close();
        run("INSERT INTO {schema}.queue (namespace, name) VALUES (1, 'mails')");
        run("INSERT INTO {schema}.kind (name, version) VALUES ('send', 1)");
        run(
                "INSERT INTO {schema}.job (added_at, run_at, id, queue, kind, priority, shard, namespace, ended, finished_at,"
                        + " tags, payload)"
                        + " SELECT n, n, (lpad(to_hex(n), 12, '0') || '70008000000000000000')::uuid, 1, 1, 0, 0, 1,"
                        + " CASE n % 2 WHEN 0 THEN 4 END, CASE n % 2 WHEN 0 THEN n END,"
                        + " CASE WHEN n % 1000 = 0 THEN '[\"rare\"]'::jsonb END, '{}'"
                        + " FROM generate_series(1, " + JOBS + ") n");
        run("ANALYZE {schema}.job");
    }

    @AfterEach
    void drop() {
        TestServer.drop(schema);
    }

    private void run(String sql) {
        TestServer.execute(texts.of(sql));
    }

    /** The plan of the choice of the page's ids. */
    private String plan(JobFilter filter) throws SQLException {
        Selection selection = new Selection(0, 1, filter);
        List<@Nullable Object> values = selection.pageValues();
        try (Connection connection = TestServer.dataSource().getConnection()) {
            return new Sql(connection, texts)
                            .list(
                                    "EXPLAIN SELECT id FROM (" + selection.page() + ") s ORDER BY id DESC LIMIT 100",
                                    row -> row.getString(1),
                                    values.toArray())
                            .stream()
                            .collect(Collectors.joining("\n"));
        }
    }

    @Test
    void aPageOfDeadLettersWalksThroughTheirIds() throws SQLException {
        assertThat(plan(JobFilter.all().inState(JobState.FAILED)))
                .contains("Backward using job_ended_id")
                .doesNotContain("Sort");
        assertThat(plan(JobFilter.all().inQueue("mails").named("send").inState(JobState.FAILED)))
                .contains("Backward using job_ended_id");
    }

    @Test
    void aPageOfAllJobsWalksThroughTheIds() throws SQLException {
        assertThat(plan(JobFilter.all())).contains("Backward using job_pkey").doesNotContain("Sort");
    }

    @Test
    void taggedJobsAreFoundByTheirTag() throws SQLException {
        assertThat(plan(JobFilter.all().tagged("rare"))).contains("job_tags");
    }
}
