/** What the stores in SQL databases share. It is no API. */
@SuppressWarnings("module") // the two are compiled after it
module dev.typedqueue.store.jdbc {
    requires transitive dev.typedqueue.runtime;
    requires static org.jspecify;

    exports dev.typedqueue.store.jdbc to
            dev.typedqueue.store.postgres,
            dev.typedqueue.store.sqlite;
}
