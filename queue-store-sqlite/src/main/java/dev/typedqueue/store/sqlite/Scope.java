package dev.typedqueue.store.sqlite;

import dev.typedqueue.store.jdbc.Timestamps;
import java.time.InstantSource;

/**
 * Where and when a session's statements act.
 *
 * @param namespace the number of the session's namespace
 * @param names the numbers of queues and kinds
 * @param clock the store's clock
 */
record Scope(int namespace, Names names, InstantSource clock) {

    /** The present time, as the tables hold it. */
    long now() {
        return Timestamps.of(clock.instant());
    }
}
