package dev.typedqueue.examples;

import dev.typedqueue.store.postgres.PostgresStore;
import org.postgresql.ds.PGSimpleDataSource;

/** Prints the SQL that creates the tables. It needs no server. */
public final class PrintMigrations {

    private PrintMigrations() {}

    // snippet: print
    public static void main(String[] arguments) {
        PostgresStore store = PostgresStore.using(new PGSimpleDataSource()); // never connected
        store.migrations().forEach(System.out::println); // one script a version
    }
    // end
}
