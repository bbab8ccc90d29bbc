/** Cron expressions and their times: what the compiler says of a schedule is what the runtime does. */
@SuppressWarnings("module") // the two are compiled after it
module dev.typedqueue.cron {
    requires static org.jspecify;
    requires com.cronutils;

    exports dev.typedqueue.cron to
            dev.typedqueue.processor,
            dev.typedqueue.runtime;
}
