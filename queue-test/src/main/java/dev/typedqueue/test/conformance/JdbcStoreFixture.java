package dev.typedqueue.test.conformance;

import dev.typedqueue.spi.JdbcStoreSession;
import java.sql.Connection;
import java.sql.SQLException;

/** A fixture of a store that can take part in its callers' transactions. */
public interface JdbcStoreFixture extends StoreFixture {

    @Override
    JdbcStoreSession open(String namespace);

    /**
     * Connects to the database that holds the jobs, as an application would that keeps its own tables there.
     *
     * @return a new connection with auto-commit on, which the suite closes
     */
    Connection connect() throws SQLException;

    /**
     * Connects to another database of the same kind, which holds no jobs of this store.
     *
     * @return a new connection with auto-commit on, which the suite closes
     */
    Connection connectToAnother() throws SQLException;
}
