package dev.typedqueue.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class BusyTest {

    private static final Busy PATIENT = new Busy(Duration.ofHours(1), System::nanoTime);

    private final AtomicInteger tries = new AtomicInteger();

    private void succeedAtThird() throws SQLException {
        if (tries.incrementAndGet() < 3) {
            throw new SQLiteException("busy", SQLiteErrorCode.SQLITE_BUSY);
        }
    }

    @Test
    void aLockIsWaitedForUntilItIsFree() throws Exception {
        PATIENT.retry(() -> false, this::succeedAtThird);

        assertThat(tries).hasValue(3);
    }

    @Test
    void theWaitEndsWhenTheTimeIsUp() {
        AtomicLong seconds = new AtomicLong();
        Busy until = new Busy(Duration.ofSeconds(2), () -> seconds.getAndIncrement() * 1_000_000_000);

        assertThatThrownBy(() -> until.retry(() -> false, this::succeedAtThird)).isInstanceOf(SQLException.class);
        assertThat(tries).hasValue(2);
    }

    @Test
    void theWaitEndsWhenTheCallerGivesUp() {
        assertThatThrownBy(() -> PATIENT.retry(() -> tries.get() == 2, this::succeedAtThird))
                .isInstanceOf(SQLException.class);
        assertThat(tries).hasValue(2);
    }

    @Test
    void anotherErrorIsNotTriedAgain() {
        assertThatThrownBy(() -> PATIENT.retry(() -> false, () -> {
                    tries.incrementAndGet();
                    throw new SQLiteException("damaged", SQLiteErrorCode.SQLITE_CORRUPT);
                }))
                .isInstanceOf(SQLException.class);
        assertThat(tries).hasValue(1);
    }
}
