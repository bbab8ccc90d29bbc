package dev.typedqueue.processor.generation;

import com.palantir.javapoet.ClassName;

/** The types that generated code calls. They are known by their names: the processor does not depend on the runtime. */
final class RuntimeTypes {

    static final ClassName ADD_OPTIONS = runtime("AddOptions");
    static final ClassName ADD_RESULT = runtime("AddResult");
    static final ClassName QUEUE_CLIENT = runtime("QueueClient");
    static final ClassName QUEUE_RUNTIME = runtime("QueueRuntime");

    static final ClassName JOB_DEFINITION = definition("JobDefinition");
    static final ClassName LIMIT = definition("Limit");
    static final ClassName PAYLOAD_TYPE = definition("PayloadType");
    static final ClassName QUEUE_DEFINITION = definition("QueueDefinition");
    static final ClassName QUEUE_HANDLERS = definition("QueueHandlers");
    static final ClassName RETENTION_POLICY = definition("RetentionPolicy");
    static final ClassName RETRY_DELAYS = definition("RetryDelays");
    static final ClassName RETRY_POLICY = definition("RetryPolicy");
    static final ClassName SCHEDULE = definition("Schedule");
    static final ClassName UNIQUE_RULE = definition("UniqueRule");

    static final ClassName QUEUE_PROVIDER = ClassName.get("dev.typedqueue.spi", "QueueProvider");

    static final ClassName CONNECTION = ClassName.get("java.sql", "Connection");

    private RuntimeTypes() {}

    private static ClassName runtime(String name) {
        return ClassName.get("dev.typedqueue", name);
    }

    private static ClassName definition(String name) {
        return ClassName.get("dev.typedqueue.definition", name);
    }
}
