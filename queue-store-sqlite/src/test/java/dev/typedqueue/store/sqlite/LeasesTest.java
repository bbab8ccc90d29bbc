package dev.typedqueue.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Lease;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.StoreSession;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {

    @TempDir
    Path directory;

    private StoreSession session;

    @BeforeEach
    void open() {
        session = SqliteStore.at(directory.resolve("jobs.db")).open("main");
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void aNodeHoldsTheLeasesOfItsOwnRunningJobsInTheQueueAlone() {
        TestNode node = TestNode.register(session);
        TestNode other = TestNode.register(session);
        session.insert(TestNode.jobs(5));
        List<ClaimedJob> claimed = node.claim(3);
        other.claim(1);
        node.complete(claimed.subList(0, 1));

        assertThat(session.leases(node.id(), TestNode.QUEUE))
                .containsExactlyInAnyOrder(
                        new Lease(claimed.get(1).id(), claimed.get(1).fencingToken()),
                        new Lease(claimed.get(2).id(), claimed.get(2).fencingToken()));
        assertThat(session.leases(node.id(), "another_queue")).isEmpty();
    }

    @Test
    void aNodeThatIsNotRegisteredHoldsNone() {
        TestNode node = TestNode.register(session);
        session.insert(TestNode.jobs(1));
        node.claim(1);
        session.deregister(node.id());

        assertThat(session.leases(node.id(), TestNode.QUEUE)).isEmpty();
        assertThat(session.leases(new NodeId("unheard-of"), TestNode.QUEUE)).isEmpty();
    }
}
