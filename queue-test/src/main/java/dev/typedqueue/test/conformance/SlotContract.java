package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

/** How many jobs of a queue each node runs at the same time, as people have changed it. */
abstract class SlotContract extends StoreContract {

    @Test
    void nothingIsChangedAtFirst() {
        job().add();

        assertThat(store.concurrencies()).isEmpty();
    }

    @Test
    void whatWasChangedLastHoldsForAllNodes() {
        store.changeConcurrency(QUEUE, 8);
        store.changeConcurrency(QUEUE, 20);
        store.changeConcurrency(OTHER_QUEUE, 1);

        assertThat(openElsewhere().concurrencies()).containsOnly(entry(QUEUE, 20), entry(OTHER_QUEUE, 1));
    }

    @Test
    void aChangeIsTakenBack() {
        store.changeConcurrency(QUEUE, 8);
        store.changeConcurrency(OTHER_QUEUE, 9);
        store.changeConcurrency(QUEUE, null);
        store.changeConcurrency("never used", null);

        assertThat(openElsewhere().concurrencies()).containsOnly(entry(OTHER_QUEUE, 9));
    }

    @Test
    void anotherNamespaceIsNotConcerned() {
        store.changeConcurrency(QUEUE, 8);

        assertThat(open("other").concurrencies()).isEmpty();
    }
}
