/** The store that keeps jobs in PostgreSQL. */
module dev.typedqueue.store.postgres {
    requires transitive dev.typedqueue.runtime;
    requires dev.typedqueue.store.jdbc;
    requires static org.checkerframework.checker.qual;
    requires static org.jspecify;
    requires org.slf4j;
    requires org.postgresql.jdbc;

    exports dev.typedqueue.store.postgres;
}
