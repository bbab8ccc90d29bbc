package dev.typedqueue.store.postgres;

import dev.typedqueue.store.jdbc.Timestamps;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The database's clock. What it said last is remembered, for when it can no longer be asked. */
final class StoreClock {

    private record Reading(long micros, long nanoTime) {}

    private final Database database;
    private volatile Reading last;

    StoreClock(Database database) {
        this.database = database;
        this.last = ask();
    }

    private Reading ask() {
        return new Reading(
                database.read(Sql::now), database.settings().nanoTime().getAsLong());
    }

    Instant read() {
        Reading reading = ask();
        last = reading;
        return Timestamps.at(reading.micros());
    }

    /** The last reading, and the time since. */
    Instant estimate() {
        Reading reading = last;
        return Timestamps.at(reading.micros()
                + TimeUnit.NANOSECONDS.toMicros(database.settings().nanoTime().getAsLong() - reading.nanoTime()));
    }
}
