/** The store that keeps jobs in an SQLite file. */
module dev.typedqueue.store.sqlite {
    requires transitive dev.typedqueue.runtime;
    requires dev.typedqueue.store.jdbc;
    requires static org.jspecify;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;

    exports dev.typedqueue.store.sqlite;
}
