package dev.typedqueue.test.conformance;

import org.junit.jupiter.api.Nested;

/** Everything that {@link dev.typedqueue.spi.JdbcStoreSession} promises, as tests. */
public abstract class JdbcStoreConformance extends StoreConformance {

    /** For subclasses. */
    protected JdbcStoreConformance() {}

    @Override
    protected abstract JdbcStoreFixture createFixture();

    @Nested
    final class CallerTransactions extends CallerTransactionContract {

        @Override
        JdbcStoreFixture createFixture() {
            return JdbcStoreConformance.this.createFixture();
        }
    }
}
