package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose clock is off by an hour. What it knows of its clock reaches the store in the ids of its jobs only. */
@Timeout(120)
final class NodeClockTest {

    private final String schema = TestServer.newSchema();
    private final PostgresStore store =
            PostgresStore.using(TestServer.dataSource()).withSchema(schema).withoutNotifications();

    @AfterEach
    void drop() {
        TestServer.drop(schema);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT-1H"})
    void whatItAddsRunsAtOnceAndHasTheTimesOfTheDatabase(Duration offset) {
        try (StoreSession session = store.open("main")) {
            TestNode node = TestNode.register(session);
            Instant before = session.now();
            JobId id = JobId.next(Instant.now().plus(offset));
            session.insert(List.of(TestNode.job(id, "{}")));
            session.insert(TestNode.jobs(1));

            assertThat(node.complete(node.claim(10))).hasSize(2).containsOnly(FinishResult.ACCEPTED);

            List<QueuedJob> jobs = session.list(JobFilter.all().inState(JobState.COMPLETED));
            assertThat(jobs)
                    .hasSize(2)
                    .allSatisfy(job -> assertThat(job.finishedAt()).isBetween(before, session.now()));
        }
    }
}
