package dev.typedqueue.test.conformance;

import dev.typedqueue.spi.StoreSession;
import java.time.Duration;

/** One store, empty at first, with a clock that the suite can put forward. Each test has a fixture of its own. */
public interface StoreFixture extends AutoCloseable {

    /**
     * Opens the store for a namespace.
     *
     * @return a session, which the suite closes
     */
    StoreSession open(String namespace);

    /**
     * Opens the same data as another process would: through a store object that shares as little as possible with that
     * of {@link #open}. A store that lives in one process opens another session.
     *
     * @return a session, which the suite closes
     */
    StoreSession openElsewhere(String namespace);

    /**
     * Puts the store's time forward, for all sessions. The time may go on by itself beside that.
     *
     * @param duration by how much; positive
     */
    void advance(Duration duration);

    /** Removes the data. The sessions are closed by then. */
    @Override
    void close();
}
