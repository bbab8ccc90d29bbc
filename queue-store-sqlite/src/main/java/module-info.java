/** The store that keeps jobs in an SQLite file. */
module dev.typedqueue.store.sqlite {
    requires transitive dev.typedqueue.runtime;
    requires static org.jspecify;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;

    exports dev.typedqueue.store.sqlite;
}
