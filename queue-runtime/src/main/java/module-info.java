/** The engine of TypedQueue, the store interface and the calls that generated code makes. */
module dev.typedqueue.runtime {
    requires transitive dev.typedqueue.annotation;
    requires transitive java.sql;
    requires static org.jspecify;
    requires org.slf4j;
    requires tools.jackson.databind;
    requires dev.typedqueue.cron;

    exports dev.typedqueue;
    exports dev.typedqueue.definition;
    exports dev.typedqueue.spi;
    exports dev.typedqueue.store.memory;

    uses dev.typedqueue.spi.QueueProvider;
}
