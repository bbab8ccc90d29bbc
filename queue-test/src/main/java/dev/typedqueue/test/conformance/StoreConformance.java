package dev.typedqueue.test.conformance;

import org.junit.jupiter.api.Nested;

/**
 * Everything that {@link dev.typedqueue.spi.StoreSession} promises, as tests. A store passes if it can be subclassed
 * with nothing but a fixture:
 *
 * <pre>{@code
 * final class MyStoreConformanceTest extends StoreConformance {
 *     @Override
 *     protected StoreFixture createFixture() {
 *         return new MyStoreFixture();
 *     }
 * }
 * }</pre>
 */
public abstract class StoreConformance {

    /** For subclasses. */
    protected StoreConformance() {}

    /** A fixture whose store is empty. Called once for each test; the suite closes it. */
    protected abstract StoreFixture createFixture();

    @Nested
    final class Inserts extends InsertContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Claims extends ClaimContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Finishes extends FinishContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Leases extends LeaseContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Reports extends ReportContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Promotion extends PromotionContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Nodes extends NodeContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Rescue extends RescueContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Parking extends ParkingContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Retention extends RetentionContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Pauses extends PauseContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Schedules extends ScheduleContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Queries extends QueryContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Filters extends FilterContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Actions extends ActionContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Texts extends TextContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Uniqueness extends UniquenessContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Limits extends LimitContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Slots extends SlotContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Namespaces extends NamespaceContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Closing extends ClosingContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Concurrency extends ConcurrencyContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }

    @Nested
    final class Histories extends HistoryContract {

        @Override
        StoreFixture createFixture() {
            return StoreConformance.this.createFixture();
        }
    }
}
