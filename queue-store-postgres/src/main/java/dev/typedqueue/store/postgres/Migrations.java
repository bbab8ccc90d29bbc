package dev.typedqueue.store.postgres;

import dev.typedqueue.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Brings the tables to the version that this code works with, one file a version. */
final class Migrations {

    private static final List<String> FILES = List.of("V001__jobs.sql");

    /** The first release that can work with the tables of this version: the one that knows version 1. */
    private static final int COMPATIBLE_FROM = 1;

    private static final String BEGIN = """
            CREATE SCHEMA IF NOT EXISTS {schema};

            -- The versions that were applied. A release works with tables that are newer than it knows as long as it
            -- knows the version from which they are compatible.
            CREATE TABLE {schema}.schema_version (
                version         integer PRIMARY KEY,
                compatible_from integer NOT NULL,
                shards          integer NOT NULL,
                applied_at      timestamptz NOT NULL DEFAULT now()
            );
            """;

    // One constant for each statement, as elsewhere.
    @SuppressWarnings("InlineFormatString")
    private static final String RECORD = """

            INSERT INTO {schema}.schema_version (version, compatible_from, shards) VALUES (%d, %d, %d);
            """;

    private static final String EXISTS =
            "SELECT 1 FROM pg_catalog.pg_tables" + " WHERE schemaname = ? AND tablename = 'schema_version'";

    // One lock for each schema, held until the transaction ends.
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('typedqueue ' || ?, 0))";

    private static final String CURRENT =
            "SELECT version, compatible_from, shards FROM {schema}.schema_version ORDER BY version DESC LIMIT 1";

    private record Version(int number, int compatibleFrom, int shards) {}

    private Migrations() {}

    /** The scripts, as they are run. */
    static List<String> scripts(Settings settings) {
        Texts texts = new Texts(settings);
        List<String> scripts = new ArrayList<>();
        for (int version = 1; version <= FILES.size(); version++) {
            scripts.add(texts.of(script(version, settings.shards())));
        }
        return scripts;
    }

    private static String script(int version, int shards) {
        return (version == 1 ? BEGIN : "")
                + "\n"
                + read(FILES.get(version - 1))
                + RECORD.formatted(version, COMPATIBLE_FROM, shards);
    }

    /**
     * Checks the tables and brings them up to date. Several nodes may do this at once: each waits for the lock, looks
     * again, and does what is left to do.
     *
     * @return the number of shards
     */
    static int run(Database database) {
        Settings settings = database.settings();
        Version version = database.read(sql -> version(sql, settings));
        if (version.number() < FILES.size()) {
            if (!settings.migrates()) {
                throw StoreException.lasting(
                        settings.store() + " has "
                                + (version.number() == 0 ? "no tables" : "tables of version " + version.number())
                                + ", and this release needs version " + FILES.size() + ". Apply the scripts that"
                                + " PostgresStore.migrations() gives, from version " + (version.number() + 1)
                                + " on: see \"Privileges\" in docs/postgres.md",
                        null);
            }
            version = database.write(sql -> upgrade(sql, settings));
        }
        return check(settings, version);
    }

    private static int check(Settings settings, Version version) {
        if (version.compatibleFrom() > FILES.size()) {
            throw StoreException.lasting(
                    settings.store() + " has tables of version " + version.number() + ", written by a newer release of"
                            + " TypedQueue. This one knows version " + FILES.size() + ": upgrade it",
                    null);
        }
        if (version.shards() != settings.shards()) {
            throw StoreException.lasting(
                    settings.store() + " was created with " + version.shards() + " shards, and this node is set to "
                            + settings.shards() + ". Give withShards(" + version.shards() + ")",
                    null);
        }
        return version.shards();
    }

    private static Version version(Sql sql, Settings settings) throws SQLException {
        Version none = new Version(0, 0, settings.shards());
        if (!sql.exists(EXISTS, settings.schema())) {
            return none;
        }
        return sql.first(CURRENT, row -> new Version(row.getInt(1), row.getInt(2), row.getInt(3)))
                .orElse(none);
    }

    private static Version upgrade(Sql sql, Settings settings) throws SQLException {
        sql.exists(LOCK, settings.schema());
        Version found = version(sql, settings);
        for (int version = found.number() + 1; version <= FILES.size(); version++) {
            sql.script(script(version, found.shards()));
        }
        return version(sql, settings);
    }

    private static String read(String file) {
        try (InputStream in = Migrations.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The artifact lacks " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
