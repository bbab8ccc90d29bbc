package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Lease;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.Outcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a node finds out that it runs, when the answer to a claim was lost. */
abstract class LeaseContract extends StoreContract {

    private static Lease leaseOf(ClaimedJob job) {
        return new Lease(job.id(), job.fencingToken());
    }

    @Test
    void aNodeFindsTheLeasesThatItsClaimsGave() {
        jobs(5);
        TestNode node = node();
        List<ClaimedJob> claimed = node.claim(3);

        assertThat(store.leases(node.id(), QUEUE))
                .containsExactlyInAnyOrderElementsOf(
                        claimed.stream().map(LeaseContract::leaseOf).toList());
    }

    @Test
    void leasesAreThoseOfOneQueue() {
        job().add();
        JobId other = job().queue(OTHER_QUEUE).add();
        TestNode node = node();
        node.claimOne();
        node.claim(OTHER_QUEUE, TestNode.KINDS, 1);

        assertThat(store.leases(node.id(), OTHER_QUEUE))
                .singleElement()
                .satisfies(lease -> assertThat(lease.id()).isEqualTo(other));
    }

    @Test
    void leasesAreThoseOfOneNode() {
        jobs(2);
        TestNode node = node();
        TestNode another = node();
        node.claimOne();
        ClaimedJob elsewhere = another.claimOne();

        assertThat(store.leases(another.id(), QUEUE)).containsExactly(leaseOf(elsewhere));
    }

    @Test
    void aLeaseEndsWithItsAttempt() {
        jobs(3);
        TestNode node = node();
        List<ClaimedJob> claimed = node.claim(3);

        complete(claimed.get(0));
        finish(claimed.get(1), new Outcome.Released());

        assertThat(store.leases(node.id(), QUEUE)).containsExactly(leaseOf(claimed.get(2)));
    }

    @Test
    void aRescuedJobIsNoLongerTheDeadNodesLease() {
        job().add();
        TestNode node = node();
        node.claimOne();

        store.rescue(Set.of(node.id()), ALL);

        assertThat(store.leases(node.id(), QUEUE)).isEmpty();
    }

    @Test
    void aNodeThatIsNotRegisteredHasNoLeases() {
        assertThat(store.leases(new NodeId("unheard-of"), QUEUE)).isEmpty();
    }
}
