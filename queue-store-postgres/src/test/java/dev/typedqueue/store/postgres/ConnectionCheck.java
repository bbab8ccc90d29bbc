package dev.typedqueue.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that leaves connections to {@link TestServer} behind. */
public final class ConnectionCheck implements BeforeEachCallback, AfterEachCallback {

    /** The server needs a moment to notice that a connection was closed. */
    private static final int MOST_LOOKS = 500;

    private static final String COUNT = "SELECT count(*) FROM pg_catalog.pg_stat_activity, pg_sleep(%s)"
            + " WHERE application_name = '" + TestServer.APPLICATION + "' AND pid <> pg_backend_pid()";

    /** Kept, since a new one for each look would cost more than many a test. */
    private static @Nullable Connection watcher;

    private static int before;

    /** Called by JUnit. */
    public ConnectionCheck() {}

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        before = count("0");
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        int left = count("0");
        for (int looks = 0; left > before && looks < MOST_LOOKS; looks++) {
            left = count("0.02");
        }
        if (left > before) {
            throw new AssertionError("The test leaves " + (left - before) + " connections behind");
        }
    }

    private static int count(String seconds) throws SQLException {
        try (Statement statement = watcher().createStatement();
                ResultSet row = statement.executeQuery(COUNT.formatted(seconds))) {
            row.next();
            return row.getInt(1);
        }
    }

    /** A test may have ended all connections. */
    private static Connection watcher() throws SQLException {
        Connection known = watcher;
        if (known != null && known.isValid(10)) {
            return known;
        }
        Connection opened = TestServer.dataSource().getConnection();
        watcher = opened;
        return opened;
    }
}
