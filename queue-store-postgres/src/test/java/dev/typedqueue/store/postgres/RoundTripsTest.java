package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.StoreSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often the store waits for the server's answer. */
final class RoundTripsTest {

    private static final String LETTERS = "letters";

    private final String schema = TestServer.newSchema();
    private final CountingDataSource dataSource = new CountingDataSource(TestServer.dataSource());
    private StoreSession session;
    private TestNode node;

    @BeforeEach
    void open() {
        session = PostgresStore.using(dataSource)
                .withSchema(schema)
                .withoutNotifications()
                .open("main");
        node = TestNode.register(session);
        session.insert(TestNode.jobs(2));
        node.complete(node.claim(2));
    }

    @AfterEach
    void close() {
        session.close();
        TestServer.drop(schema);
    }

    private int roundTrips(Runnable work) {
        int before = dataSource.roundTrips();
        work.run();
        return dataSource.roundTrips() - before;
    }

    private static NewJob letter() {
        return new NewJob(JobId.next(Instant.now()), LETTERS, TestNode.KIND, "{}", 0, null, null);
    }

    private List<ClaimedJob> claimLetters() {
        return session.claim(new ClaimRequest(node.id(), LETTERS, Set.of(TestNode.KIND), 3));
    }

    /** As another process does. */
    private void elsewhere(Consumer<StoreSession> work) {
        try (StoreSession other = PostgresStore.using(TestServer.dataSource())
                .withSchema(schema)
                .withoutNotifications()
                .open("main")) {
            work.accept(other);
        }
    }

    @Test
    void anAddIsOne() {
        assertThat(roundTrips(() -> session.insert(TestNode.jobs(1)))).isEqualTo(1);
    }

    @Test
    void manyAddsTogetherAreOne() {
        assertThat(roundTrips(() -> session.insert(TestNode.jobs(BulkInsertion.LEAST_JOBS - 1))))
                .isEqualTo(1);
    }

    @Test
    void completingJobsOfSeveralClaimsIsOne() {
        session.insert(TestNode.jobs(9));
        List<ClaimedJob> jobs = new ArrayList<>();
        jobs.addAll(node.claim(3));
        jobs.addAll(node.claim(3));
        jobs.addAll(node.claim(3));
        jobs.remove(4);

        assertThat(roundTrips(() -> assertThat(node.complete(jobs)).containsOnly(FinishResult.ACCEPTED)))
                .isEqualTo(1);
    }

    @Test
    void aClaimFromABusyQueueIsOne() {
        session.insert(TestNode.jobs(9));
        node.claim(3);

        assertThat(roundTrips(() -> assertThat(node.claim(10)).hasSize(6))).isEqualTo(1);
    }

    @Test
    void aClaimFromAQueueThatHadJobsALittleAgoIsOne() {
        session.insert(TestNode.jobs(1));
        node.claim(3);
        elsewhere(other -> other.insert(TestNode.jobs(1)));

        assertThat(roundTrips(() -> assertThat(node.claim(3)).hasSize(1))).isEqualTo(1);
    }

    @Test
    void aClaimAfterAnAddOfTheSameProcessIsOne() {
        assertThat(claimLetters()).isEmpty();
        session.insert(List.of(letter()));

        assertThat(roundTrips(() -> assertThat(claimLetters()).hasSize(1))).isEqualTo(1);
    }

    @Test
    void anyOtherClaimIsTwo() {
        assertThat(claimLetters()).isEmpty();
        elsewhere(other -> other.insert(List.of(letter())));

        assertThat(roundTrips(() -> assertThat(claimLetters()).hasSize(1))).isEqualTo(2);
    }
}
