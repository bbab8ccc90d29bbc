package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.NewJob;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The one name that becomes a part of SQL is checked, and no password is told. */
final class SecurityTest {

    private static final String PASSWORD = "geheim";

    /** Like some pools: it says all that it knows. */
    private static final class TalkativeDataSource extends PGSimpleDataSource {

        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return getUrl() + "&password=" + getPassword();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "jobs; DROP TABLE job",
                "jobs--",
                "jobs/*",
                "\"jobs\"",
                "jobs\"",
                "'jobs'",
                "jobs.job",
                "jobs\n",
                "jobs\0",
                "Jobs",
                "9jobs",
                "jöbs",
                "$jobs",
                "{schema}",
                "{now}",
                "pg_jobs",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeef"
            })
    void aSchemaNameIsALowerCaseIdentifierAndNothingElse(String name) {
        PostgresStore store = PostgresStore.using(TestServer.dataSource());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.withSchema(name))
                .withMessageContaining("schema")
                .withMessageContaining("is not valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "select", "table", "_", "order"})
    void aWordOfSqlIsAsGoodASchemaNameAsAnother(String name) {
        PostgresStore store = PostgresStore.using(TestServer.dataSource()).withSchema(name);
        try (JdbcStoreSession session = store.open("main")) {
            JobId id = JobId.next(session.now());
            session.insert(List.of(new NewJob(id, "mails", new JobKind("send", 1), "{}", 0, null, null)));

            assertThat(session.find(id).orElseThrow().state()).isEqualTo(JobState.READY);
        } finally {
            TestServer.drop("\"" + name + "\"");
        }
    }

    @Test
    void aConnectionThatCannotBeMadeTellsNoPassword() {
        TalkativeDataSource dataSource = new TalkativeDataSource();
        dataSource.setUrl("jdbc:postgresql://localhost:1/jobs?user=jobs&password=" + PASSWORD);
        dataSource.setPassword(PASSWORD);
        PostgresStore store = PostgresStore.using(dataSource);

        Throwable failure = catchThrowable(() -> store.open("main"));

        assertThat(failure).hasMessageContaining("connection");
        List<String> told = new ArrayList<>(List.of(store.toString()));
        for (Throwable each = failure; each != null; each = each.getCause()) {
            told.add(each.toString());
        }
        assertThat(told).noneMatch(text -> text.contains(PASSWORD));
    }
}
