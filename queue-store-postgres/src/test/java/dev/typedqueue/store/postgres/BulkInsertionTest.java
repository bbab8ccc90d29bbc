package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** So many jobs at once that they travel by COPY. */
@Timeout(60)
final class BulkInsertionTest {

    private static final int MANY = 2 * BulkInsertion.LEAST_JOBS;

    private final String schema = TestServer.newSchema();
    private StoreSession session;
    private TestNode node;

    @BeforeEach
    void open() {
        session = PostgresStore.using(TestServer.dataSource())
                .withSchema(schema)
                .withoutNotifications()
                .open("main");
        node = TestNode.register(session);
    }

    @AfterEach
    void close() {
        session.close();
        TestServer.drop(schema);
    }

    private Map<JobId, String> payloadsOfAll() {
        Map<JobId, String> payloads = new HashMap<>();
        for (List<ClaimedJob> jobs = node.claim(MANY); !jobs.isEmpty(); jobs = node.claim(MANY)) {
            jobs.forEach(job -> payloads.put(job.id(), job.payload()));
        }
        return payloads;
    }

    @Test
    void payloadsComeBackToTheLetter() {
        List<String> payloads = List.of(
                "{\"a\":\"line\\nend\"}", "\\N", "\\.", "a\\b", "tab\tline\nreturn\r", "", "ß€𝄞", "\\\\.\n\\.", "{}");
        Map<JobId, String> added = new HashMap<>();
        List<NewJob> jobs = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            NewJob job = TestNode.job(JobId.next(Instant.now()), payloads.get(i % payloads.size()));
            jobs.add(job);
            added.put(job.id(), job.payload());
        }
        session.insert(jobs);
        assertThat(payloadsOfAll()).isEqualTo(added);
    }

    /** They travel in buffers, and some lie across the end of one. */
    @Test
    void charactersOfTwoHalvesStayWholeWhereverTheyStand() {
        String clefs = "𝄞".repeat(400);
        List<NewJob> jobs = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            jobs.add(TestNode.job(JobId.next(Instant.now()), "a".repeat(i % 2) + clefs));
        }
        session.insert(jobs);
        assertThat(payloadsOfAll().values()).containsOnly(clefs, "a" + clefs);
    }

    @Test
    void whatWasStoredBeforeIsNotStoredTwice() {
        List<NewJob> jobs = TestNode.jobs(MANY);
        session.insert(jobs.subList(0, 1));
        session.insert(jobs);
        session.insert(jobs);
        assertThat(node.count(JobState.READY)).isEqualTo(MANY);
        assertThat(payloadsOfAll()).hasSize(MANY);
    }

    @Test
    void jobsWithOldIdsAreFoundThoughClaimsHavePassedTheirPlace() {
        session.insert(TestNode.jobs(MANY));
        assertThat(payloadsOfAll()).hasSize(MANY);
        Instant old = Instant.now().minus(Duration.ofMinutes(1));
        session.insert(TestNode.jobs(MANY));
        List<NewJob> late = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            late.add(TestNode.job(JobId.next(old), "{}"));
        }
        session.insert(late);
        assertThat(payloadsOfAll()).hasSize(2 * MANY);
    }
}
