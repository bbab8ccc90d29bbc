package dev.typedqueue.processor.generation;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.util.Arrays;
import java.util.List;

/** The classes that generated code uses, by name: the processor does not depend on the runtime. */
final class Names {

    static final String PROCESSOR = "dev.typedqueue.processor.QueueProcessor";

    static final ClassName GENERATED = ClassName.get("javax.annotation.processing", "Generated");
    static final ClassName ARRAYS = ClassName.get(Arrays.class);

    static final ClassName ADD_OPTIONS = api("AddOptions");
    static final ClassName ADD_RESULT = api("AddResult");
    static final TypeName ADD_RESULTS = ParameterizedTypeName.get(ClassName.get(List.class), ADD_RESULT);
    static final ClassName QUEUE_CLIENT = api("QueueClient");
    static final ClassName QUEUE_RUNTIME = api("QueueRuntime");

    static final ClassName JOB_DEFINITION = definition("JobDefinition");
    static final ClassName PAYLOAD_TYPE = definition("PayloadType");
    static final ClassName QUEUE_DEFINITION = definition("QueueDefinition");
    static final ClassName QUEUE_HANDLERS = definition("QueueHandlers");
    static final ClassName RETENTION_POLICY = definition("RetentionPolicy");
    static final ClassName RETRY_POLICY = definition("RetryPolicy");
    static final ClassName SCHEDULE = definition("Schedule");
    static final ClassName UNIQUE_RULE = definition("UniqueRule");

    static final ClassName CRASH_POLICY = annotation("CrashPolicy");
    static final ClassName MISSED_RUNS = annotation("MissedRuns");
    static final ClassName UNIQUE_UNTIL = annotation("Unique").nestedClass("Until");
    static final ClassName UNIQUE_ON_CONFLICT = annotation("Unique").nestedClass("OnConflict");

    static final ClassName QUEUE_PROVIDER = ClassName.get("dev.typedqueue.spi", "QueueProvider");

    private Names() {}

    private static ClassName api(String name) {
        return ClassName.get("dev.typedqueue", name);
    }

    private static ClassName definition(String name) {
        return ClassName.get("dev.typedqueue.definition", name);
    }

    private static ClassName annotation(String name) {
        return ClassName.get("dev.typedqueue.annotation", name);
    }
}
