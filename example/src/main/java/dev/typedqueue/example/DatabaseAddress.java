package dev.typedqueue.example;

import java.nio.file.Path;

/** Where the application's tables and its jobs are, both in one database. */
sealed interface DatabaseAddress {

    /**
     * A SQLite file.
     *
     * @param path the file, which is created if it does not exist
     */
    record SqliteFile(Path path) implements DatabaseAddress {
        @Override
        public String toString() {
            return path.toAbsolutePath().toString();
        }
    }

    /**
     * A PostgreSQL database.
     *
     * @param url as the driver takes it: {@code jdbc:postgresql://host/database?user=…}
     */
    record PostgresUrl(String url) implements DatabaseAddress {
        /** The address without user and password. */
        @Override
        public String toString() {
            return url.replaceFirst("\\?.*", "");
        }
    }

    /** Reads what a person has written: a JDBC address of PostgreSQL, or else the path of a SQLite file. */
    static DatabaseAddress parse(String text) {
        return text.startsWith("jdbc:postgresql:") ? new PostgresUrl(text) : new SqliteFile(Path.of(text));
    }
}
