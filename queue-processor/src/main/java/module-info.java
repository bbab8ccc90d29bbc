/** Reads queue declarations at compile time, checks them, and generates the type-safe facades. */
module dev.typedqueue.processor {
    requires java.compiler;
    requires static org.jspecify;
    requires dev.typedqueue.annotation;
    requires com.palantir.javapoet;
    requires dev.typedqueue.cron;

    provides javax.annotation.processing.Processor with
            dev.typedqueue.processor.QueueProcessor,
            dev.typedqueue.processor.RegistrationProcessor;
}
