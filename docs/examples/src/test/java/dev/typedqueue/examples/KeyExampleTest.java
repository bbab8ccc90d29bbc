package dev.typedqueue.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.AddResult;
import dev.typedqueue.test.TestQueues;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class KeyExampleTest {

    private final List<String> shipped = new ArrayList<>();

    @RegisterExtension
    final TestQueues queues = TestQueues.with(ShipmentsQueue.with(new Shipments() {
        @Override
        public void pack(String order, String packer) {}

        @Override
        public void ship(String customer, String parcel) {
            shipped.add(parcel);
        }
    }));

    @Test
    void anOrderIsPackedOnce() {
        AddResult first = ShipmentsQueue.add(new PackPayload("order 1", "ada"));
        AddResult second = ShipmentsQueue.add(new PackPayload("order 1", "grace"));

        assertThat(second).isEqualTo(new AddResult.Kept(first.id()));
    }

    @Test
    void theParcelsOfACustomerAreShippedInOrder() {
        ShipmentsQueue.add(new ShipPayload("mary", "parcel 1"));
        ShipmentsQueue.add(new ShipPayload("mary", "parcel 2"));

        queues.runAll();

        assertThat(shipped).containsExactly("parcel 1", "parcel 2");
    }
}
