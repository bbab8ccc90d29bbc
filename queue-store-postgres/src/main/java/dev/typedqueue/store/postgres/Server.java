package dev.typedqueue.store.postgres;

import dev.typedqueue.StoreException;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server that was met when the store was opened: whether it is new enough, and whether it confirms commits that are
 * not on disk.
 *
 * @param number its version as a number: 150004 for 15.4
 * @param version its version as people write it
 * @param hasty the settings by which it confirms what is not on disk
 */
record Server(int number, String version, List<Hasty> hasty) {

    /**
     * A setting that is off, and should be on.
     *
     * @param source what has turned it off, in PostgreSQL's words: {@code configuration file}, {@code user}
     */
    record Hasty(String setting, String source) {}

    private static final Logger LOG = LoggerFactory.getLogger("dev.typedqueue.store.postgres.Server");

    private static final int OLDEST = 150_000;

    /** From this version on, a list is always a condition of the index, in whatever column of its key. */
    private static final int SCANS_LISTS = 170_000;

    private static final String VERSION =
            "SELECT current_setting('server_version_num')::int, current_setting('server_version')";

    // As the store's role sees them, since a role or a database may have its own.
    private static final String HASTY = "SELECT name, source FROM pg_catalog.pg_settings"
            + " WHERE name IN ('fsync', 'synchronous_commit') AND setting = 'off'";

    static Server of(Sql sql) throws SQLException {
        List<Hasty> hasty = sql.list(HASTY, row -> new Hasty(row.getString(1), row.getString(2)));
        return sql.first(VERSION, row -> new Server(row.getInt(1), row.getString(2), hasty))
                .orElseThrow();
    }

    /** Refuses a server that is too old, before a statement that it does not know says so less clearly. */
    void requireSupported(String store) {
        if (number < OLDEST) {
            throw StoreException.lasting(
                    store + ": the server is PostgreSQL " + version + ", and the store needs 15 or newer."
                            + " Upgrade the server",
                    null);
        }
    }

    /** Whether a list of values for a later column of an index bounds what is read of it, however it is planned. */
    boolean scansLists() {
        return number >= SCANS_LISTS;
    }

    /** Says what a crash would take, since nothing else would until then. */
    void warnOfLoss(String store) {
        for (Hasty each : hasty) {
            LOG.warn(
                    "{}: {} is off (set by: {}). A crash of the server can lose jobs whose add has returned, and run"
                            + " again what was completed. Turn it on: see \"Durability\" in docs/postgres.md",
                    store,
                    each.setting(),
                    each.source());
        }
    }
}
