package dev.typedqueue.store.memory;

import dev.typedqueue.spi.StoreSession;
import dev.typedqueue.test.conformance.StoreConformance;
import dev.typedqueue.test.conformance.StoreFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

final class MemoryStoreConformanceTest extends StoreConformance {

    @Override
    protected StoreFixture createFixture() {
        return new MemoryStoreFixture();
    }

    /** A store whose time stands still unless it is advanced. */
    private static final class MemoryStoreFixture implements StoreFixture {

        private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-11-25T12:00:00Z"));
        private final MemoryStore store = MemoryStore.create(time::get);

        @Override
        public StoreSession open(String namespace) {
            return store.open(namespace);
        }

        @Override
        public StoreSession openElsewhere(String namespace) {
            return store.open(namespace);
        }

        @Override
        public void advance(Duration duration) {
            time.updateAndGet(now -> now.plus(duration));
        }

        @Override
        public void close() {}
    }
}
