package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.StoreSession;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often the store waits for the server's answer. */
final class RoundTripsTest {

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
        session.insert(TestNode.jobs(1));

        assertThat(roundTrips(() -> assertThat(node.claim(3)).hasSize(1))).isEqualTo(1);
    }
}
