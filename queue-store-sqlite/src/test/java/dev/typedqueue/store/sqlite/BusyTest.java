package dev.typedqueue.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class BusyTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger tries = new AtomicInteger();

    private void succeedAtThird() throws SQLException {
        if (tries.incrementAndGet() < 3) {
            throw new SQLiteException("busy", SQLiteErrorCode.SQLITE_BUSY);
        }
    }

    @Test
    void aLockIsWaitedForUntilItIsFree() throws Exception {
        Busy.retry(LONG, () -> false, this::succeedAtThird);

        assertThat(tries).hasValue(3);
    }

    @Test
    void theWaitEndsWhenTheTimeIsUp() {
        assertThatThrownBy(() -> Busy.retry(Duration.ZERO, () -> false, this::succeedAtThird))
                .isInstanceOf(SQLException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void theWaitEndsWhenTheCallerGivesUp() {
        assertThatThrownBy(() -> Busy.retry(LONG, () -> tries.get() == 2, this::succeedAtThird))
                .isInstanceOf(SQLException.class);
        assertThat(tries).hasValue(2);
    }

    @Test
    void anotherErrorIsNotTriedAgain() {
        assertThatThrownBy(() -> Busy.retry(LONG, () -> false, () -> {
                    tries.incrementAndGet();
                    throw new SQLiteException("damaged", SQLiteErrorCode.SQLITE_CORRUPT);
                }))
                .isInstanceOf(SQLException.class);
        assertThat(tries).hasValue(1);
    }
}
